import type { AuthEvent, AuthHandle, Ports } from '@postern/core'
import { type NextFetchEvent, NextRequest } from 'next/server.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { toSeenHeaders } from '../../test/seen-by.ts'
import { JWT_KEY, mintCookies, mintSession, NOW_MS, PUBLISHABLE_KEY, SECRET_KEY } from '../../test/session.ts'
import { toNextHeaders } from '../../test/to-next-headers.ts'
import { createAuthFunction } from './auth.ts'
import { createClientFunction, createCurrentUser } from './clerk-client.ts'
import { createMiddleware } from '../middleware/create-middleware.ts'
import { createGetAuth } from './get-auth.ts'
import type { ClerkMiddlewareOptions } from '../middleware/middleware-options.ts'
import { createServerSource, createUnseenReport } from './server-source.ts'

const KEY = 'the key that middleware and server share'
const PARTIES = { authorizedParties: ['https://shop.example'] }
const event = { waitUntil: () => {} } as unknown as NextFetchEvent

let nowMs = NOW_MS
let calls: string[] = []
let warnings: string[] = []
const ports: Partial<Ports> = {
  clock: { nowMs: () => nowMs },
  log: ({ event: name, message }: AuthEvent) => void warnings.push(`${name}: ${message}`),
  // Another function each time: middleware and server code are bundles of their own, which share no memory.
  get fetch(): typeof fetch {
    return async (input) => {
      calls.push(new Request(input).url)
      return Response.json({ object: 'user', id: 'user_1' })
    }
  },
}

const visit = async (options: ClerkMiddlewareOptions, cookie: string): Promise<Headers> => {
  const headers = { accept: 'text/html', 'sec-fetch-dest': 'document', host: 'app.test', cookie }
  const request = new NextRequest('https://app.test/x', { headers })
  return toSeenHeaders(await createMiddleware(null, options, ports)(request, event))
}
const authOf = (headers: Headers): AuthHandle => createAuthFunction(createServerSource(ports), toNextHeaders(headers))
const getAuthOf = (headers: Headers): unknown => createGetAuth(createServerSource(ports))({ headers }).userId
const codeOf = async (work: () => unknown): Promise<unknown> => {
  try {
    return await work()
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error ? error.code : error
  }
}
/** What every way of asking answers: the code of an error, or who is here. */
const askAll = async (headers: Headers): Promise<readonly unknown[]> => {
  const client = createClientFunction(toNextHeaders(headers), ports)
  const user = createCurrentUser(toNextHeaders(headers), authOf(headers), client)
  return Promise.all(
    [
      async () => (await authOf(headers)()).userId,
      async () => (await authOf(headers)({ acceptsToken: 'any' })).isAuthenticated,
      async () => (await authOf(headers).protect()).userId,
      () => getAuthOf(headers),
      user,
      client,
    ].map(codeOf),
  )
}
const changed = (headers: Headers, change: Record<string, string>): Headers => {
  const copy = new Headers(headers)
  for (const [name, value] of Object.entries(change)) copy.set(name, value)
  return copy
}

beforeEach(() => {
  nowMs = NOW_MS
  calls = []
  warnings = []
  vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', PUBLISHABLE_KEY)
  vi.stubEnv('CLERK_SECRET_KEY', SECRET_KEY)
  vi.stubEnv('CLERK_JWT_KEY', JWT_KEY)
  vi.stubEnv('CLERK_ENCRYPTION_KEY', KEY)
})
afterEach(() => {
  vi.unstubAllEnvs()
})

describe('a seal that does not open', () => {
  const cases: Record<string, (seen: Headers, seal: string) => Headers | Promise<Headers>> = {
    'sealed with another key': () => visit({ ...PARTIES, encryptionKey: 'a key of another deployment' }, foreign),
    'of another instance': (seen) => {
      vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', `pk_test_${btoa('clerk.other.com$')}`)
      return seen
    },
    'of an older format': (seen, seal) => changed(seen, { 'x-postern-auth': `AQ${seal.slice(2)}` }),
    'of a later format': (seen, seal) => changed(seen, { 'x-postern-auth': `_w${seal.slice(2)}` }),
    'cut at its end': (seen, seal) => changed(seen, { 'x-postern-auth': seal.slice(0, -8) }),
    'cut to a few letters': (seen, seal) => changed(seen, { 'x-postern-auth': seal.slice(0, 8) }),
    'given twice': (seen, seal) => changed(seen, { 'x-postern-auth': `${seal}, ${seal}` }),
    'of another host': (seen) => changed(seen, { host: 'other.test' }),
    'with the token of somebody else': async (seen) => changed(seen, { 'x-clerk-auth-token': await mintSession() }),
    'that says there is none': (seen) => changed(seen, { 'x-postern-auth': 'unsealed' }),
  }
  let foreign = ''
  beforeEach(async () => {
    // The environment alone would accept it; the middleware does not.
    foreign = await mintCookies({ azp: 'https://app.test' })
  })

  it.each(Object.entries(cases))('is an error and nobody, for every way to ask: %s (H13)', async (_, change) => {
    const seen = await visit(PARTIES, foreign)
    expect(await codeOf(async () => (await authOf(seen)()).userId)).toBe(null)
    const odd = await change(seen, seen.get('x-postern-auth') ?? '')
    expect(await askAll(odd)).toEqual(Array.from({ length: 6 }, () => 'ERR_AUTH_ENCRYPTION_KEY_INVALID'))
  })
})

describe('a seal past its minute', () => {
  it.each([
    [60_000, PARTIES],
    [61_000, {}],
    [24 * 3_600_000, {}],
    [-121_000, {}],
  ])('is an error and nobody, for every way to ask: after %i ms (H13)', async (ageMs, options) => {
    const azp = 'https://shop.example'
    const seen = await visit(options, await mintCookies({ exp: NOW_MS / 1000 + 1_000_000, azp }))
    nowMs = NOW_MS + ageMs
    expect(await askAll(seen)).toEqual(Array.from({ length: 6 }, () => 'ERR_AUTH_ENCRYPTION_KEY_INVALID'))
  })

  it('counts from its making until the first question: what was found is kept for the request (H13)', async () => {
    const auth = authOf(await visit({}, await mintCookies({ exp: NOW_MS / 1000 + 600 })))
    expect((await auth()).userId).toBe('user_1')
    nowMs = NOW_MS + 61_000
    expect((await auth()).userId).toBe('user_1')
  })
})

describe('a route that the middleware did not see', () => {
  const unseen = async (headers: Record<string, string> = {}): Promise<Headers> =>
    new Headers({ host: 'app.test', cookie: await mintCookies(), ...headers })

  it.each(['cookie', 'authorization', 'x-clerk-auth-token'])(
    'verifies no %s, in production nobody is here, with one warning (H13)',
    async (name) => {
      vi.stubEnv('NODE_ENV', 'production')
      const token = await mintSession()
      const value = { cookie: await mintCookies(), authorization: `Bearer ${token}`, 'x-clerk-auth-token': token }[name]
      const headers = new Headers({ host: 'app.test', 'x-clerk-auth-status': 'signed-in', [name]: value ?? '' })
      const source = createServerSource(ports)
      for (let time = 0; time < 3; time += 1) {
        const copy = new Headers(headers)
        expect((await createAuthFunction(source, toNextHeaders(copy))()).userId).toBe(null)
      }
      expect(warnings).toEqual([expect.stringMatching(/^middleware-missing: auth\(\) .*config\.matcher/)])
      expect(getAuthOf(headers)).toBe(null)
      expect(await codeOf(createCurrentUser(toNextHeaders(headers), authOf(headers), async () => client))).toBe(null)
      expect(calls).toEqual([])
    },
  )
  const client = null as never

  it('sends nobody to sign in who may be signed in: protect() and redirectToSignIn() are the error (H13)', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    const headers = await unseen({ accept: 'text/html' })
    const missing = { code: 'ERR_AUTH_MIDDLEWARE_MISSING' }
    await expect(authOf(headers).protect()).rejects.toMatchObject(missing)
    await expect(authOf(headers).protect({ token: 'api_key' })).rejects.toMatchObject(missing)
    const found = await authOf(headers)()
    expect(() => found.redirectToSignIn()).toThrow(missing.code)
    expect(() => found.redirectToSignUp()).toThrow(missing.code)
  })

  it('is an error in development, and nobody in production, where only a JWT key is at hand (H13)', async () => {
    vi.stubEnv('CLERK_SECRET_KEY', '')
    vi.stubEnv('CLERK_ENCRYPTION_KEY', '')
    const headers = await unseen()
    await expect(authOf(headers)()).rejects.toMatchObject({ code: 'ERR_AUTH_MIDDLEWARE_MISSING' })
    vi.stubEnv('NODE_ENV', 'production')
    expect((await authOf(headers)()).userId).toBe(null)
  })

  it('believes no mark of a middleware without a key, where server code has one (H13)', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    const headers = await unseen({ 'x-postern-auth': 'unsealed', 'x-clerk-auth-token': await mintSession() })
    expect((await askAll(headers)).slice(0, 4)).toEqual(
      Array.from({ length: 4 }, () => 'ERR_AUTH_ENCRYPTION_KEY_INVALID'),
    )
  })
})

it('tells of few places, in short lines, and of nothing below the first segment (in-use 7)', () => {
  const lines: string[] = []
  const report = createUnseenReport(({ message }) => void lines.push(message))
  report('getAuth()', '/invite/canary')
  report('getAuth()', '/invite/other')
  for (let at = 0; at < 100; at += 1) report('getAuth()', `/${at}${'x'.repeat(10_000)}canary`)
  expect(lines).toHaveLength(16)
  expect(lines[0]).toContain('below /invite ')
  expect(lines.every((line) => line.length < 500 && !line.includes('canary'))).toBe(true)
})
