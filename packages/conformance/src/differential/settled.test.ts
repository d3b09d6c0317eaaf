/**
 * Readings of the protocol that were settled as they had been built, each beside the vendor's package where it reads otherwise.
 *
 * U3 is compared in `setup/setup.test.ts`, where the keys are those of the environment.
 *
 * @see apps/docs/decisions/032-small-readings-of-the-protocol.md
 */
import { createAuth } from '@postern/core'
import { clerkMiddleware } from '@postern/next/server'
import { type NextFetchEvent, NextRequest } from 'next/server.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createVendorClient } from '../vendor/vendor-client.ts'
import { loadVendorNext } from '../vendor/vendor-next.ts'
import { holdStill, letGo } from './compare-kind.ts'
import { ENCRYPTION_KEY } from './next-outcome.ts'
import { NOW_MS, type Provider, startProvider } from './provider.ts'

const PAGE = { accept: 'text/html', 'sec-fetch-dest': 'document' }
const DEV_BROWSER = '__clerk_db_jwt=dvb_1'
const vendor = loadVendorNext({ CLERK_ENCRYPTION_KEY: ENCRYPTION_KEY })
const event = { waitUntil: () => {} } as unknown as NextFetchEvent
type Middleware = (request: NextRequest, event: NextFetchEvent) => unknown

let provider: Provider
beforeAll(async () => {
  holdStill()
  provider = await startProvider('development')
})
afterAll(async () => {
  await provider.close()
  letGo()
})

const toKeys = ({ emulator, apiUrl }: Provider) => ({
  publishableKey: emulator.publishableKey,
  secretKey: emulator.secretKey,
  apiUrl,
  proxyUrl: emulator.url,
})
const decide = (
  headers: Readonly<Record<string, string>>,
  ...more: Parameters<ReturnType<typeof createAuth>['decide']> extends [unknown, ...infer More] ? More : never
) =>
  createAuth(toKeys(provider), { log: () => {} }).decide(
    new Request('http://localhost:3000/a?x=1', { headers: { ...PAGE, ...headers } }),
    ...more,
  )

/** What each side's middleware for Next answers. */
async function askBoth(
  headers: Readonly<Record<string, string>>,
  options: object,
  handler?: () => Response,
): Promise<readonly [theirs: Headers, ours: Headers]> {
  const keys = { ...toKeys(provider), ...options }
  const run = async (create: unknown, own: object): Promise<Headers> => {
    const middleware = (create as (...args: readonly unknown[]) => Middleware)(handler, { ...keys, ...own })
    const response = await middleware(new NextRequest('http://localhost:3000/a', { headers }), event)
    return response instanceof Response ? response.headers : new Headers()
  }
  return [await run(vendor.clerkMiddleware, {}), await run(clerkMiddleware, { encryptionKey: ENCRYPTION_KEY })]
}

describe('settled as built', () => {
  it('a good development handshake that a cookie carries sets its cookies and serves the page (U1)', async () => {
    const cookie = `__clerk_handshake=${await provider.emulator.mint.handshakeToken({ session: { user: 'ada' } })}; ${DEV_BROWSER}`
    const decision = await decide({ cookie }, async (auth) => (await auth()).userId)
    expect(decision).toMatchObject({ kind: 'pass', guarded: 'user_ada' })
    expect(decision.setCookies.some((line) => line.startsWith('__session='))).toBe(true)
    const client = createVendorClient(provider.emulator, provider.apiUrl)
    const request = new Request('http://localhost:3000/a?x=1', { headers: { ...PAGE, cookie } })
    const { publishableKey, proxyUrl } = toKeys(provider)
    const theirs = await client.authenticateRequest(request, { publishableKey, proxyUrl })
    expect(theirs.headers.get('location')).toBe('http://localhost:3000/a?x=1')
  })

  it.each([{}, { 'x-clerk-redirect-to': 'true' }])(
    'a redirect of the application’s own carries no development-browser token, marked or not: %j (U2)',
    async (mark) => {
      const { cookieHeader } = await provider.emulator.mint.session({ user: 'ada' })
      const handler = (): Response =>
        new Response(null, { status: 307, headers: { location: 'https://other.test/x', ...mark } })
      const [theirs, ours] = await askBoth({ ...PAGE, cookie: `${cookieHeader}; ${DEV_BROWSER}` }, {}, handler)
      expect(ours.get('location')).toBe('https://other.test/x')
      // Theirs tells a page that the application names the token, where the application marks its response.
      expect(theirs.get('location')?.includes('__clerk_db_jwt')).toBe('x-clerk-redirect-to' in mark)
    },
  )

  it('a session that is shown on a machine route is refused with its reason (U4)', async () => {
    const { token } = await provider.emulator.mint.session({ user: 'ada' })
    for (const kind of ['api_key', 'm2m_token', 'oauth_token'] as const) {
      const decision = await decide({ authorization: `Bearer ${token}` }, (auth) => auth.protect({ token: kind }))
      expect(decision).toMatchObject({ kind: 'deny', status: 401, reason: 'token-type-mismatch' })
    }
  })

  it('a machine token on a route that refuses its kind is not verified (D11)', async () => {
    const bearers = [
      await provider.emulator.mint.apiKey(),
      await provider.emulator.mint.oauthToken(),
      await provider.emulator.mint.m2mToken(),
    ]
    provider.takeCalls()
    for (const { bearer } of bearers) {
      const decision = await decide({ authorization: bearer }, (auth) => auth.protect())
      expect(decision.kind).not.toBe('pass')
    }
    expect(provider.takeCalls()).toEqual([])
  })

  it.each([null, undefined])('`iat: %s` is no date, and starts no handshake (D7)', async (iat) => {
    const { cookieHeader } = await provider.emulator.mint.session({
      user: 'ada',
      claims: { iat },
      clientUatSec: NOW_MS / 1000 - 9,
    })
    const decision = await decide({ cookie: `${cookieHeader}; ${DEV_BROWSER}` }, async (auth) => (await auth()).userId)
    expect(decision.kind).toBe('pass')
    expect(decision.kind === 'pass' ? decision.guarded : '').toBe(iat === null ? null : 'user_ada')
  })
})
