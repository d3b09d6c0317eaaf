/** Servers that answer a rejected request with an empty 500 and say nothing: the cause is said by us. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { createClerkMiddleware } from '@postern/hono'
import { withAuth } from '@postern/fetch'
import { Hono } from 'hono'
import { afterEach, describe, expect, it, vi } from 'vitest'

async function ask(answer: (request: Request) => Response | Promise<Response>): Promise<number> {
  const listen = getRequestListener(answer)
  const server = createServer((incoming, outgoing) => void listen(incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const { status } = await fetch(`http://127.0.0.1:${port}/`)
  await new Promise((resolve) => server.close(resolve))
  return status
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a request that rejects for a missing key, behind @hono/node-server', () => {
  // Another one each time: what was said is remembered by it.
  const createPorts = () => ({ fetch: () => Promise.reject(new Error('Nobody is to be called.')) })

  it.each<[string, () => (request: Request) => Response | Promise<Response>]>([
    ['fetch', () => withAuth(() => new Response('ok'), { secretKey: 'sk_test_canary' }, createPorts())],
    [
      'hono',
      () => {
        const app = new Hono()
        app.use(createClerkMiddleware(createPorts())({ secretKey: 'sk_test_canary' }))
        // An application that answers errors in its own words prints nothing either.
        app.onError(() => new Response(null, { status: 500 }))
        return app.fetch
      },
    ],
  ])('prints its cause once with %s (first-day 24)', async (_adapter, create) => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    const answer = create()
    expect([await ask(answer), await ask(answer)]).toEqual([500, 500])
    const lines = told.mock.calls.map((parts) => parts.join(' ')).filter((line) => line.startsWith('[postern]'))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('ERR_AUTH_PUBLISHABLE_KEY_MISSING')
    expect(lines[0]).not.toContain('canary')
  })
})
