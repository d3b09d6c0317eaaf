import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { beforeAll, describe, expect, it } from 'vitest'
import { APP, createProvider, toCookies, type Provider } from '../../fetch/test/provider.ts'
import {
  countBytes,
  createGate,
  createLargeBody,
  createPausedBody,
  LARGE_BYTES,
  toUpload,
} from '../../fetch/test/streams.ts'
import { createClerkMiddleware } from './clerk-middleware.ts'
import { protect } from './protect.ts'

let provider: Provider
let cookie: string
beforeAll(async () => {
  provider = await createProvider()
  cookie = toCookies(await provider.mint())
})

function build(): Hono {
  const app = new Hono()
  app.use(createClerkMiddleware(provider.ports)(provider.options))
  app.post('/upload', protect(), (c) => new Response(c.req.raw.body))
  return app
}

describe('clerkMiddleware, bodies', () => {
  it('passes 100 MiB to the handler and back as they come', async () => {
    const { stream, sent } = createLargeBody()
    const response = await build().fetch(toUpload(`${APP}/upload`, stream, { cookie }))
    expect(sent()).toBeLessThan(1 << 20)
    expect(await countBytes(response.body)).toBe(LARGE_BYTES)
  })

  it('reads nothing of the body of a request that it refuses', async () => {
    const { stream, sent } = createLargeBody()
    expect((await build().fetch(toUpload(`${APP}/upload`, stream, {}))).status).toBe(404)
    expect(sent()).toBe(0)
  })

  it('sends streams on while the handler still writes them', async () => {
    const { stream, resume } = createPausedBody()
    const app = build()
    app.get('/stream', () => new Response(stream))
    const reader = (await app.request(`${APP}/stream`)).body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('first')
    resume()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe(' second')
  })

  it('sends events one by one, with the state of the request', async () => {
    const { opened, open } = createGate()
    const app = build()
    app.get('/events', (c) =>
      streamSSE(c, async (events) => {
        await events.writeSSE({ data: 'one' })
        await opened
        await events.writeSSE({ data: 'two' })
      }),
    )
    const response = await app.request(`${APP}/events`)
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    expect(response.headers.get('x-clerk-auth-status')).toBe('signed-out')
    const reader = response.body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('data: one')
    open()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('data: two')
  })

  it('keeps the cookies of routes and of the state apart', async () => {
    const app = build()
    app.get('/cookies', (c) => {
      c.header('set-cookie', 'a=1', { append: true })
      c.header('set-cookie', 'b=2', { append: true })
      return c.text('ok')
    })
    expect((await app.request(`${APP}/cookies`)).headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })
})
