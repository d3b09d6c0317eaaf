import { IS_READ_BY_SERVER, type AuthOptions } from '@postern/core'
import { type NextFetchEvent, NextRequest } from 'next/server.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { toSeenHeaders } from '../../test/seen-by.ts'
import { JWT_KEY, mintCookies, NOW_MS, OTHER_JWT_KEY, PUBLISHABLE_KEY, SECRET_KEY } from '../../test/session.ts'
import { toNextHeaders } from '../../test/to-next-headers.ts'
import { createAuthFunction } from '../server/auth.ts'
import { createMiddleware } from './create-middleware.ts'
import { readEnvironment } from './environment.ts'
import type { ClerkMiddlewareOptions } from './middleware-options.ts'
import { readHandover } from '../server/read-handover.ts'
import { createServerSource } from '../server/server-source.ts'

const event = { waitUntil: () => {} } as unknown as NextFetchEvent
const ports = { clock: { nowMs: () => NOW_MS }, log: () => {}, fetch: async () => new Response(null, { status: 500 }) }

/** A value of every option that differs from what the environment and the default say. */
const GIVEN: Required<{ [Name in keyof AuthOptions]: AuthOptions[Name] }> = {
  publishableKey: `pk_test_${btoa('clerk.other.com$')}`,
  secretKey: 'sk_test_other',
  machineSecretKey: 'ak_machine',
  jwtKey: OTHER_JWT_KEY,
  apiUrl: 'https://api.other.example',
  apiVersion: 'v2',
  audience: ['https://api.example'],
  authorizedParties: ['https://shop.example'],
  issuer: 'https://clerk.example.com',
  headerType: ['JWT', 'at+jwt'],
  clockSkewInMs: 0,
  domain: 'shop.example',
  isSatellite: true,
  satelliteAutoSync: true,
  proxyUrl: 'https://shop.example/fapi',
  autoProxy: true,
  isRedirectCached: true,
  signInUrl: 'https://shop.example/in',
  signUpUrl: '/up',
  basePath: '/admin',
  afterSignInUrl: '/a',
  afterSignUpUrl: '/b',
  allowedRedirectOrigins: ['https://shop.example'],
  organizationSyncOptions: { organizationPatterns: ['/orgs/:slug'] },
  acceptsToken: ['session_token'],
  webSocketToken: { protocol: 'p' },
  unauthenticatedStatus: 401,
  unauthorizedStatus: 403,
  jwksStaleIfErrorInMs: 1,
  skipJwksCache: true,
  jwksCacheTtlInMs: 1,
  machineTokenCacheInMs: 0,
  providerCallsPerSecond: 7,
  providerCallsInFlight: 7,
  tokenCacheMaxEntries: 0,
  maxInstances: 7,
  debug: true,
}
/** Options that others need beside them. */
const BESIDE: AuthOptions = { signInUrl: 'https://shop.example/in', domain: 'shop.example', jwtKey: JWT_KEY }
const NAMES = Object.keys(GIVEN) as (keyof AuthOptions)[]

const visit = async (options: ClerkMiddlewareOptions, cookie = ''): Promise<Headers> => {
  const request = new NextRequest('https://app.test/x', { headers: { host: 'app.test', cookie } })
  return toSeenHeaders(await createMiddleware(null, options, ports)(request, event))
}

beforeEach(() => {
  vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', PUBLISHABLE_KEY)
  vi.stubEnv('CLERK_JWT_KEY', JWT_KEY)
  vi.stubEnv('CLERK_SECRET_KEY', SECRET_KEY)
})
afterEach(() => {
  vi.unstubAllEnvs()
})

describe('an option of the middleware', () => {
  it.each(NAMES.filter((name) => IS_READ_BY_SERVER[name]))(
    'travels to server code as it is, however it is handed over: %s (H13)',
    async (name) => {
      vi.stubEnv('CLERK_ENCRYPTION_KEY', 'a key for tests only')
      for (const handover of ['clerk', 'sealed'] as const) {
        const options = {
          ...(name === 'publishableKey' || name === 'isSatellite' ? BESIDE : {}),
          [name]: GIVEN[name],
          handover,
        }
        const found = readHandover(await visit(options), readEnvironment(), null, NOW_MS)
        expect(found.kind === 'opened' ? found.options[name] : found).toEqual(GIVEN[name])
      }
    },
  )

  it.each(NAMES.filter((name) => name !== 'debug'))(
    'travels, or is refused, or is none of server code’s, where there is no key to seal with: %s (H13)',
    async (name) => {
      vi.stubEnv('CLERK_SECRET_KEY', '')
      const visiting = visit({ ...(name === 'isSatellite' ? { domain: '' } : {}), [name]: GIVEN[name] })
      if (!IS_READ_BY_SERVER[name]) expect((await visiting).get('x-postern-auth')).toBe('unsealed')
      else await expect(visiting).rejects.toMatchObject({ code: expect.stringMatching(/^ERR_AUTH_/) })
    },
  )

  it('names the variable and the options that cannot travel, and none of their values (H13)', async () => {
    vi.stubEnv('CLERK_SECRET_KEY', '')
    await expect(
      visit({ authorizedParties: ['https://shop.example'], issuer: 'https://i.example' }),
    ).rejects.toMatchObject({
      code: 'ERR_AUTH_ENCRYPTION_KEY_MISSING',
      message: expect.stringMatching(/^(?!.*example)(?=.*authorizedParties)(?=.*issuer).*CLERK_ENCRYPTION_KEY/),
    })
  })

  it.each<ClerkMiddlewareOptions>([
    { publishableKey: PUBLISHABLE_KEY, jwtKey: JWT_KEY },
    { isSatellite: false, authorizedParties: null, issuer: '' },
    {},
  ])('needs no key where it says what the environment says (H13)', async (options) => {
    vi.stubEnv('CLERK_SECRET_KEY', '')
    const seen = await visit(options, await mintCookies())
    expect(seen.get('x-postern-auth')).toBe('unsealed')
    const auth = createAuthFunction(createServerSource(ports), toNextHeaders(seen))
    expect((await auth()).userId).toBe('user_1')
  })

  it.each<object>([
    { authorizedParties: [], audience: [], issuer: [], headerType: [] },
    { skipJwksCache: false, autoProxy: false },
    { clockSkewInMs: 5_000, jwksStaleIfErrorInMs: 86_400_000, machineTokenCacheInMs: 10_000 },
    { providerCallsPerSecond: 100, providerCallsInFlight: 250 },
    { apiVersion: 'v1', acceptsToken: 'any', unauthenticatedStatus: 404, unauthorizedStatus: 404 },
    { publishableKey: `${PUBLISHABLE_KEY} `, jwtKey: `\n${JWT_KEY}\n` },
  ])('needs no key where it says the default: %o (H13)', async (options) => {
    vi.stubEnv('CLERK_SECRET_KEY', '')
    const seen = await visit(options, await mintCookies())
    expect(seen.get('x-postern-auth')).toBe('unsealed')
    const auth = createAuthFunction(createServerSource(ports), toNextHeaders(seen))
    expect((await auth()).userId).toBe('user_1')
  })

  it.each<[string, object]>([
    ['isSatellite', { isSatellite: false, signInUrl: '/in' }],
    ['apiVersion', { apiVersion: 'v1' }],
    ['acceptsToken', { acceptsToken: [] }],
    ['acceptsToken', { acceptsToken: 'session_token' }],
    ['clockSkewInMs', { clockSkewInMs: 0 }],
  ])(
    'needs one where it says the default and the environment does not, or less than that: %s (H13)',
    async (name, options) => {
      for (const [variable, value] of [
        ['CLERK_SECRET_KEY', ''],
        ['CLERK_API_VERSION', 'v2'],
        ['NEXT_PUBLIC_CLERK_IS_SATELLITE', 'true'],
        ['NEXT_PUBLIC_CLERK_DOMAIN', 'shop.example'],
        ['NEXT_PUBLIC_CLERK_SIGN_IN_URL', '/in'],
      ] as const)
        vi.stubEnv(variable, value)
      await expect(visit(options)).rejects.toMatchObject({
        code: 'ERR_AUTH_ENCRYPTION_KEY_MISSING',
        message: expect.stringContaining(name),
      })
    },
  )

  it('is refused too where only the middleware has a key to seal with, which server code cannot open (H13)', async () => {
    vi.stubEnv('CLERK_SECRET_KEY', '')
    const options = { authorizedParties: ['https://shop.example'], encryptionKey: 'a key for tests only' }
    await expect(visit(options)).rejects.toMatchObject({ code: 'ERR_AUTH_ENCRYPTION_KEY_MISSING' })
  })

  it('may be any where server code has no key to verify with either (H13)', async () => {
    vi.stubEnv('CLERK_SECRET_KEY', '')
    vi.stubEnv('CLERK_JWT_KEY', '')
    const seen = await visit({ jwtKey: JWT_KEY, authorizedParties: ['https://shop.example'] })
    expect(seen.get('x-postern-auth')).toBe('unsealed')
    const auth = createAuthFunction(createServerSource(ports), toNextHeaders(seen))
    await expect(auth()).rejects.toMatchObject({ code: 'ERR_AUTH_SECRET_KEY_MISSING' })
  })

  it.each<[string, object]>([
    ['NaN', { clockSkewInMs: Number.NaN }],
    ['Infinity', { clockSkewInMs: Number.POSITIVE_INFINITY }],
    ['a RegExp', { authorizedParties: [/shop/] }],
    ['a Set', { authorizedParties: new Set(['https://shop.example']) }],
    ['a function', { authorizedParties: () => ['https://shop.example'] }],
    ['a symbol', { issuer: Symbol('x') }],
    ['a big number', { clockSkewInMs: 5n }],
    ['a URL', { audience: new URL('https://api.example') }],
    ['a text object', { issuer: new String('https://clerk.example.com') }],
    ['a URL for a page', { signInUrl: new URL('https://shop.example/in') }],
  ])('means the same on both sides, or is refused, where JSON cannot carry it: %s (H13)', async (_, options) => {
    let seen: Headers
    try {
      seen = await visit(options)
    } catch (error) {
      expect(error).toBeInstanceOf(Error)
      return
    }
    const found = readHandover(seen, readEnvironment(), null, NOW_MS)
    if (found.kind !== 'opened') throw new Error('The seal does not open.')
    const [[name, value] = ['', null]] = Object.entries(options)
    // A skew that is no number is the default for both.
    if (name === 'clockSkewInMs') expect(found.options.clockSkewInMs).toBeUndefined()
    else expect(new Map(Object.entries(found.options)).get(name)).toBe(String(value))
  })
})
