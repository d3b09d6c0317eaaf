/** What a stranger without any credential can make each adapter ask of the provider. On a clock that stands still. */
import { type AuthOptions, createAuth } from '@postern/core'
import { createEmulator } from '@postern/emulator'
import { withAuth } from '@postern/fetch'
import { clerkMiddleware as honoMiddleware } from '@postern/hono'
import { clerkMiddleware as nextMiddleware } from '@postern/next/server'
import { Hono } from 'hono'
import { type NextFetchEvent, NextRequest } from 'next/server.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { START_MS } from './start-world.ts'

const ENCRYPTION_KEY = 'a key for the budget test'

type App = (request: Request) => Promise<unknown>

/** Public pages: nobody is refused, and whoever is here is looked at. */
const apps: Readonly<Record<string, (options: AuthOptions) => App>> = {
  core(options) {
    const auth = createAuth(options)
    return (request) => auth.decide(request, async (handle) => void (await handle({ acceptsToken: 'any' })))
  },
  fetch: (options) =>
    withAuth(async (_request, { auth }) => {
      await auth({ acceptsToken: 'any' })
      return new Response('public')
    }, options),
  hono(options) {
    const app = new Hono()
    app.use(honoMiddleware(options))
    app.get('*', (c) => c.text('public'))
    return async (request) => app.fetch(request)
  },
  next(options) {
    const middleware = nextMiddleware({ ...options, encryptionKey: ENCRYPTION_KEY })
    const event = { waitUntil: () => {} } as unknown as NextFetchEvent
    return async (request) => middleware(new NextRequest(request), event)
  },
  'next with a handler': (options) => {
    const middleware = nextMiddleware(async (auth) => void (await auth()), {
      ...options,
      encryptionKey: ENCRYPTION_KEY,
    })
    const event = { waitUntil: () => {} } as unknown as NextFetchEvent
    return async (request) => middleware(new NextRequest(request), event)
  },
}

let calls: string[] = []

beforeEach(() => {
  calls = []
  vi.useFakeTimers({ toFake: ['Date'], now: START_MS })
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  vi.stubGlobal('fetch', async (input: string) => {
    calls.push(new URL(input).pathname)
    return Response.json({ errors: [] }, { status: 404 })
  })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe.each(Object.entries(apps))('%s', (_, create) => {
  const toOptions = (more: AuthOptions = {}): AuthOptions => {
    const { publishableKey, secretKey } = createEmulator({ clock: START_MS }).authOptions
    return { publishableKey, secretKey, apiUrl: 'https://api.example.com', ...more }
  }
  const page = (path: string, headers: Record<string, string>): Request =>
    new Request(`https://app.example.com${path}`, { headers: { accept: 'text/html', ...headers } })

  async function storm(app: App, count: number): Promise<void> {
    for (let at = 0; at < count; at += 1) {
      const prefix = ['ak_', 'mt_', 'oat_'][at % 3] ?? ''
      await app(page('/', { authorization: `Bearer ${prefix}${'x'.repeat(20)}${at}` }))
      await app(page(`/?__clerk_handshake_nonce=nonce${at}`, { 'sec-fetch-dest': 'document' }))
    }
  }

  it('asks at most half of a share for 1,000 invented tokens and 1,000 invented nonces (H4)', async () => {
    await storm(create(toOptions()), 1_000)
    expect(calls.length).toBe(250)
    expect(calls).not.toContain('/v1/jwks')
  })

  it('takes the budget from its options (H4)', async () => {
    await storm(create(toOptions({ providerCallsPerSecond: 2, providerCallsInFlight: 2 })), 20)
    expect(calls.length).toBe(5)
  })
})
