/** Applications of every adapter that share one store ask the provider once for all of them, and tenants share nothing. */
import type { AuthOptions, Ports } from '@postern/core'
import { createEmulator, generateSigningKey, type Emulator } from '@postern/emulator'
import { withAuth } from '@postern/fetch'
import { createClerkMiddleware, getAuthHandle } from '@postern/hono'
import { createClerkMiddleware as createNextMiddleware } from '@postern/next'
import { createSharedStore } from '@postern/store'
import { Hono } from 'hono'
import { type NextFetchEvent, NextRequest } from 'next/server.js'
import { describe, expect, it } from 'vitest'
import { START_MS } from './start-world.ts'

type App = (request: Request) => Response | Promise<Response>

const acceptsToken = ['session_token', 'api_key'] as const
const event = { waitUntil: () => {} } as unknown as NextFetchEvent

const ADAPTERS: Readonly<Record<string, (options: AuthOptions, ports: Partial<Ports>) => App>> = {
  fetch: (options, ports) =>
    withAuth(
      async (_, { auth }) => Response.json(await auth.protect({ token: 'any' })),
      { ...options },
      () => ports,
    ),
  hono: (options, ports) => {
    const app = new Hono()
    app.use(createClerkMiddleware(() => ports)(options))
    app.get('/', async (c) => c.json(await getAuthHandle(c).protect({ token: 'any' })))
    return (request) => app.fetch(request)
  },
  next: (options, ports) => {
    const middleware = createNextMiddleware(ports)(
      async (auth) => {
        await auth.protect({ token: 'any' })
        return Response.json('in')
      },
      { ...options },
    )
    return async (request) => (await middleware(new NextRequest(request), event)) ?? new Response()
  },
}

/** A process with one application, whose calls to the provider are counted. */
function startProcess(adapter: string, emulators: readonly Emulator[], store: Ports['store'], options: AuthOptions) {
  const work: Promise<unknown>[] = []
  let calls = 0
  const app = ADAPTERS[adapter]?.(options, {
    store,
    clock: { nowMs: () => START_MS },
    log: () => {},
    waitUntil: (begun) => void work.push(begun),
    fetch: (input, init) => {
      calls += 1
      const url = input instanceof Request ? input.url : String(input)
      const secret = new Headers(init?.headers).get('authorization') ?? ''
      const emulator = emulators.find(({ secretKey }) => secret.endsWith(secretKey))
      return emulator?.fetch(url, init) ?? Promise.reject(new TypeError('nobody there'))
    },
  })
  return {
    countCalls: () => calls,
    ask: async (authorization: string): Promise<number | undefined> => {
      const response = await app?.(new Request('http://localhost:3000/', { headers: { authorization } }))
      await Promise.all(work.splice(0))
      return response?.status
    },
  }
}

describe.each(Object.keys(ADAPTERS))('the port store of %s', (adapter) => {
  it('lets a second process ask the provider for nothing', async () => {
    const emulator = createEmulator({ clock: START_MS })
    const options = { ...emulator.authOptions, acceptsToken, encryptionKey: 'ab'.repeat(32) }
    const store = createSharedStore(new Map())
    const bearers = [(await emulator.mint.session()).bearer, (await emulator.mint.apiKey()).bearer]
    const calls = []
    for (const _ of [1, 2]) {
      const process = startProcess(adapter, [emulator], store, options)
      for (const bearer of bearers) expect(await process.ask(bearer)).toBe(200)
      calls.push(process.countCalls())
    }
    expect(calls).toEqual([2, 0])
  })

  it('shows a tenant nothing of another one in the same store', async () => {
    const [one, two] = [
      createEmulator({ clock: START_MS, secretKey: 'sk_test_one' }),
      createEmulator({ clock: START_MS, secretKey: 'sk_test_two', signingKey: await generateSigningKey() }),
    ]
    const store = createSharedStore(new Map())
    const bearers = [(await one.mint.session()).bearer, (await one.mint.apiKey()).bearer]
    const answers = []
    for (const { authOptions } of [one, two]) {
      const options = { ...authOptions, acceptsToken, encryptionKey: 'ab'.repeat(32) }
      const process = startProcess(adapter, [one, two], store, options)
      for (const bearer of bearers) answers.push(await process.ask(bearer))
    }
    expect(answers.slice(0, 2)).toEqual([200, 200])
    expect(answers.slice(2)).toEqual([expect.toSatisfy((status) => status !== 200), 401])
  })
})
