import type { NextFetchEvent } from 'next/server.js'
import { NextRequest, NextResponse } from 'next/server.js'
import type { AuthHandle } from '@postern/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { toSeenHeaders } from '../test/seen-by.ts'
import { JWT_KEY, mintCookies, mintSession, NOW_MS, PUBLISHABLE_KEY, SECRET_KEY } from '../test/session.ts'
import { createAuthFunction } from './auth.ts'
import { createMiddleware } from './create-middleware.ts'
import { createGetAuth } from './get-auth.ts'
import type { ClerkMiddlewareOptions } from './middleware-options.ts'
import { createServerSource } from './server-source.ts'

const event = { waitUntil: () => {} } as unknown as NextFetchEvent
const cookie = await mintCookies({ org_id: 'org_1', org_role: 'org:admin', org_permissions: ['org:a:b'] })
const page = { accept: 'text/html', 'sec-fetch-dest': 'document', host: 'app.test', cookie }
const API_KEY = 'ak_0123456789abcdef0123456789abcdef'
const apiKey = {
  id: 'ak_id',
  type: 'api_key',
  name: 'mine',
  subject: 'user_7',
  scopes: ['read'],
  claims: null,
  revoked: false,
  revocation_reason: null,
  expired: false,
  expiration: null,
  created_by: null,
  description: null,
  last_used_at: null,
  created_at: 1,
  updated_at: 1,
}

let calls: string[] = []
let nowMs = NOW_MS
const ports = {
  clock: { nowMs: () => nowMs },
  log: () => {},
  // Another function each time: middleware and server code are bundles of their own, which share no memory.
  get fetch(): typeof fetch {
    return async (input) => {
      calls.push(new Request(input).url)
      return Response.json(apiKey)
    }
  },
}

interface Visit {
  readonly options?: ClerkMiddlewareOptions
  readonly headers?: Record<string, string>
  readonly path?: string
}
const visit = async ({ options = {}, headers = {}, path = '/x' }: Visit = {}): Promise<Headers> => {
  const request = new NextRequest(`https://app.test${path}`, { headers: { ...page, ...headers } })
  return toSeenHeaders(await createMiddleware(null, options, ports)(request, event))
}
const authOf = (headers: Headers): AuthHandle => createAuthFunction(createServerSource(ports), async () => headers)
const digestOf = async (work: () => unknown): Promise<unknown> => {
  try {
    return await work()
  } catch (error) {
    return typeof error === 'object' && error !== null && 'digest' in error ? error.digest : error
  }
}
const changed = (headers: Headers, change: Record<string, string | null>): Headers => {
  const copy = new Headers(headers)
  for (const [name, value] of Object.entries(change)) {
    if (value === null) copy.delete(name)
    else copy.set(name, value)
  }
  return copy
}

beforeEach(() => {
  calls = []
  nowMs = NOW_MS
  vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', PUBLISHABLE_KEY)
  vi.stubEnv('CLERK_SECRET_KEY', SECRET_KEY)
  vi.stubEnv('CLERK_JWT_KEY', JWT_KEY)
})
afterEach(() => {
  vi.unstubAllEnvs()
})

describe('auth', () => {
  it.each(['clerk', 'sealed'] as const)(
    'returns the session that the middleware accepted, handed over %s',
    async (handover) => {
      const auth = await authOf(await visit({ options: { handover } }))()
      expect(auth).toMatchObject({ isAuthenticated: true, userId: 'user_1', orgId: 'org_1', orgRole: 'org:admin' })
      expect(auth.has({ permission: 'org:a:b' })).toBe(true)
      expect(await auth.getToken()).toMatch(/^ey/)
    },
  )

  it('returns nobody when the middleware found nobody', async () => {
    const auth = await authOf(await visit({ headers: { cookie: '__clerk_db_jwt=dvb_1' } }))()
    expect(auth).toMatchObject({ isAuthenticated: false, userId: null })
  })

  it('asks no provider and verifies nothing while the seal is fresh', async () => {
    vi.stubEnv('CLERK_JWT_KEY', '')
    const headers = await visit({ options: { jwtKey: JWT_KEY } })
    expect((await authOf(headers)()).userId).toBe('user_1')
    expect(calls).toEqual([])
  })

  it('has tenant keys that were handed over, and no others', async () => {
    vi.stubEnv('CLERK_ENCRYPTION_KEY', 'a key for tests only')
    const tenant = { publishableKey: `pk_test_${btoa('clerk.tenant.com$')}`, secretKey: 'sk_test_t', jwtKey: JWT_KEY }
    const seen = await visit({
      options: tenant,
      headers: {
        cookie: `__session=${await mintSession({ iss: 'https://clerk.tenant.com' })}; __client_uat=1; __clerk_db_jwt=d`,
      },
    })
    vi.stubEnv('CLERK_SECRET_KEY', '')
    expect((await authOf(seen)()).userId).toBe('user_1')
    vi.stubEnv('CLERK_ENCRYPTION_KEY', 'another key for tests')
    expect((await authOf(seen)()).userId).toBe(null)
  })

  it('opens what was sealed with the previous encryption key', async () => {
    vi.stubEnv('CLERK_ENCRYPTION_KEY', 'the old key for tests')
    const seen = changed(await visit(), { cookie: null })
    vi.stubEnv('CLERK_ENCRYPTION_KEY', 'the new key for tests')
    expect((await authOf(seen)()).userId).toBe(null)
    vi.stubEnv('CLERK_ENCRYPTION_KEY_PREVIOUS', 'the old key for tests')
    expect((await authOf(seen)()).userId).toBe('user_1')
  })

  it.each(['CLERK_ENCRYPTION_KEY', 'CLERK_ENCRYPTION_KEY_PREVIOUS'])(
    'throws for a %s that can be guessed, and names the command for a good one (in-use 14)',
    async (name) => {
      const seen = await visit()
      vi.stubEnv(name, 'k')
      const refused = {
        code: 'ERR_AUTH_ENCRYPTION_KEY_INVALID',
        message: expect.stringContaining('openssl rand -hex 32'),
      }
      await expect(authOf(seen)()).rejects.toMatchObject(refused)
      await expect(authOf(new Headers())()).rejects.toMatchObject(refused)
    },
  )

  describe('what is not believed', () => {
    const nobody = { isAuthenticated: false, userId: null }

    it('refuses a seal of another host, or with another token beside it', async () => {
      const seen = changed(await visit(), { cookie: null })
      expect(await authOf(changed(seen, { host: 'other.test' }))()).toMatchObject(nobody)
      const token = await mintSession({ sub: 'user_2' })
      expect(await authOf(changed(seen, { 'x-clerk-auth-token': token }))()).toMatchObject(nobody)
    })

    it("refuses the vendor's headers without a seal", async () => {
      const seen = changed(await visit(), { 'x-postern-auth': null, cookie: null })
      await expect(authOf(seen)()).rejects.toMatchObject({ code: 'ERR_AUTH_MIDDLEWARE_MISSING' })
    })

    it.each(['', 'unsealed', 'AAAA', 'x'.repeat(500)])('refuses a forged seal %j', async (seal) => {
      const forged = new Headers({ host: 'app.test', 'x-postern-auth': seal, 'x-clerk-auth-status': 'signed-in' })
      const result = await digestOf(() => authOf(forged)())
      if (seal === '') expect(result).toMatchObject({ code: 'ERR_AUTH_MIDDLEWARE_MISSING' })
      else expect(result).toMatchObject(nobody)
    })

    it('refuses a seal of another instance with the same encryption key', async () => {
      vi.stubEnv('CLERK_ENCRYPTION_KEY', 'a key for tests only')
      const seen = changed(await visit(), { cookie: null })
      expect((await authOf(seen)()).userId).toBe('user_1')
      vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', `pk_test_${btoa('clerk.other.com$')}`)
      expect(await authOf(seen)()).toMatchObject(nobody)
    })

    it('takes no token from a header beside a seal that says nothing, where there is a key to seal with', async () => {
      const token = await mintSession()
      const seen = new Headers({ host: 'app.test', 'x-postern-auth': 'unsealed', 'x-clerk-auth-token': token })
      expect(await authOf(seen)()).toMatchObject(nobody)
    })

    it('refuses a session that ran out, although the seal is fresh', async () => {
      const seen = await visit({ headers: { cookie: await mintCookies({ exp: NOW_MS / 1000 + 10 }) } })
      nowMs = NOW_MS + 20_000
      expect(await authOf(seen)()).toMatchObject(nobody)
    })

    it('verifies the token again when the seal is older than a minute', async () => {
      const seen = changed(await visit({ headers: { cookie: await mintCookies({ exp: NOW_MS / 1000 + 600 }) } }), {
        cookie: null,
      })
      nowMs = NOW_MS + 61_000
      expect((await authOf(seen)()).userId).toBe('user_1')
      const { OTHER_JWT_KEY } = await import('../test/session.ts')
      vi.stubEnv('CLERK_JWT_KEY', OTHER_JWT_KEY)
      expect(await authOf(seen)()).toMatchObject(nobody)
    })
  })

  it('verifies the token itself where the middleware had no key to seal with', async () => {
    vi.stubEnv('CLERK_SECRET_KEY', '')
    const seen = await visit()
    expect(seen.get('x-postern-auth')).toBe('unsealed')
    expect((await authOf(seen)()).userId).toBe('user_1')
    const forged = changed(seen, { 'x-clerk-auth-token': `${seen.get('x-clerk-auth-token')}x` })
    expect((await authOf(forged)()).userId).toBe(null)
  })

  it('leads to the origin that the browser sees, also without a seal', async () => {
    vi.stubEnv('CLERK_SECRET_KEY', '')
    const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'shop.example', host: 'inner:8080' }
    const seen = changed(await visit({ headers: { cookie: '__clerk_db_jwt=dvb_1' } }), forwarded)
    const { protect } = authOf(seen)
    expect(await digestOf(() => protect({ unauthenticatedUrl: '/login' }))).toContain(';https://shop.example/login;')
    vi.stubEnv('NEXT_PUBLIC_CLERK_SIGN_IN_URL', '/in')
    expect(await digestOf(() => authOf(seen).protect())).toContain(';https://shop.example/in')
  })

  it('takes the development browser from the URL before the cookie', async () => {
    // A navigation would have been sent on a handshake.
    const headers = { cookie: '__clerk_db_jwt=dvb_1', accept: '*/*', 'sec-fetch-dest': 'empty' }
    for (const [path, token] of [
      ['/x?__clerk_db_jwt=from_url', 'from_url'],
      ['/x', 'dvb_1'],
    ] as const) {
      const found = await authOf(await visit({ path, headers }))()
      expect(await digestOf(() => found.redirectToSignIn())).toContain(`&__clerk_db_jwt=${token};`)
    }
  })

  it('verifies a token in place where the middleware did not run, and says so where there is none', async () => {
    expect((await authOf(new Headers({ host: 'app.test', cookie }))()).userId).toBe('user_1')
    await expect(authOf(new Headers({ host: 'app.test' }))()).rejects.toThrow(/config\.matcher/)
    vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', '')
    await expect(authOf(new Headers({ cookie }))()).rejects.toMatchObject({ code: 'ERR_AUTH_MIDDLEWARE_MISSING' })
  })

  it('treats a pending session as signed out, unless told otherwise', async () => {
    const seen = await visit({ headers: { cookie: await mintCookies({ sts: 'pending' }) } })
    expect(await authOf(seen)()).toMatchObject({ isAuthenticated: false, sessionStatus: 'pending' })
    expect(await authOf(seen)({ treatPendingAsSignedOut: false })).toMatchObject({ isAuthenticated: true })
  })

  describe('machine tokens', () => {
    const headers = { authorization: `Bearer ${API_KEY}` }

    it("are verified by the middleware once, for the vendor's auth() and ours", async () => {
      const seen = await visit({ headers })
      expect(calls).toHaveLength(1)
      const auth = authOf(seen)
      expect(await auth({ acceptsToken: 'api_key' })).toMatchObject({
        isAuthenticated: true,
        userId: 'user_7',
        name: 'mine',
      })
      expect(await auth({ acceptsToken: ['session_token', 'api_key'] })).toMatchObject({ tokenType: 'api_key' })
      expect(await auth({ acceptsToken: ['session_token'] })).toMatchObject({ tokenType: null })
      expect(await auth()).toMatchObject({ tokenType: 'session_token', isAuthenticated: false })
      expect(calls).toHaveLength(1)
    })

    it('that do not hold are the empty object of their kind', async () => {
      const seen = await visit({ headers: { authorization: 'Bearer ak_not%20a*key' } })
      const auth = authOf(seen)
      const empty = { tokenType: 'api_key', isAuthenticated: false, id: null, userId: null }
      expect(await auth({ acceptsToken: 'any' })).toMatchObject(empty)
      expect(await auth({ acceptsToken: ['session_token', 'api_key'] })).toMatchObject(empty)
      expect(await auth({ acceptsToken: ['session_token', 'm2m_token'] })).toMatchObject({ tokenType: null })
      expect(await auth()).toMatchObject({ tokenType: 'session_token', isAuthenticated: false, sessionId: null })
      expect(await digestOf(() => auth.protect({ token: ['session_token', 'api_key'] }))).toBe(
        'NEXT_HTTP_ERROR_FALLBACK;401',
      )
    })

    it('are verified by server code when only a seal is handed over', async () => {
      const seen = await visit({ headers, options: { handover: 'sealed' } })
      expect(calls).toHaveLength(0)
      const auth = authOf(seen)
      expect(await auth()).toMatchObject({ isAuthenticated: false })
      expect(calls).toHaveLength(0)
      expect(await auth({ acceptsToken: 'api_key' })).toMatchObject({ isAuthenticated: true, userId: 'user_7' })
      expect(calls).toHaveLength(1)
    })
  })

  describe('protect', () => {
    it('returns the object to whoever may be here', async () => {
      const auth = await authOf(await visit()).protect({ role: 'org:admin' })
      expect(auth.userId).toBe('user_1')
    })

    it('ends with not found for a missing permission, with the URL where one is given', async () => {
      const { protect } = authOf(await visit())
      expect(await digestOf(() => protect({ role: 'org:owner' }))).toBe('NEXT_HTTP_ERROR_FALLBACK;404')
      expect(await digestOf(() => protect({ role: 'org:owner', unauthorizedUrl: '/no' }))).toMatch(
        /^NEXT_REDIRECT;replace;https:\/\/app\.test\/no;307;$/,
      )
    })

    it('ends signed-out page visits at the sign-in page, with the way back', async () => {
      const { protect } = authOf(await visit({ headers: { cookie: '__clerk_db_jwt=dvb_1' }, path: '/deep?a=1' }))
      expect(await digestOf(() => protect())).toBe(
        'NEXT_REDIRECT;replace;https://accounts.example.com/sign-in?redirect_url=https%3A%2F%2Fapp.test%2Fdeep%3Fa%3D1&__clerk_db_jwt=dvb_1;307;',
      )
    })

    it('ends signed-out programs with not found, server actions and machine routes with 401', async () => {
      const headers = { cookie: '', accept: '*/*', 'sec-fetch-dest': 'empty' }
      const seen = await visit({ headers })
      expect(await digestOf(() => authOf(seen).protect())).toBe('NEXT_HTTP_ERROR_FALLBACK;404')
      expect(await digestOf(() => authOf(seen).protect({ token: 'api_key' }))).toBe('NEXT_HTTP_ERROR_FALLBACK;401')
      const action = await visit({ headers: { ...headers, 'next-url': '/x', 'next-action': 'a' } })
      expect(await digestOf(() => authOf(action).protect())).toBe('NEXT_HTTP_ERROR_FALLBACK;401')
      const newer = await visit({ headers: { ...headers, 'next-action': 'a' } })
      expect(await digestOf(() => authOf(newer).protect())).toBe('NEXT_HTTP_ERROR_FALLBACK;401')
    })

    it('waits for an async predicate, and refuses when it says no', async () => {
      const { protect } = authOf(await visit())
      expect(await digestOf(() => protect(async () => false))).toBe('NEXT_HTTP_ERROR_FALLBACK;404')
      expect(await digestOf(() => protect({ role: undefined } as never))).toBe('NEXT_HTTP_ERROR_FALLBACK;404')
    })
  })

  it("offers the redirects of the vendor's page", async () => {
    const auth = await authOf(await visit({ options: { signInUrl: '/in', signUpUrl: '/up' } }))()
    expect(await digestOf(() => auth.redirectToSignIn())).toMatch(
      /https:\/\/app\.test\/in\?redirect_url=https%3A%2F%2Fapp\.test%2Fx;/,
    )
    expect(await digestOf(() => auth.redirectToSignUp({ returnBackUrl: null }))).toMatch(/https:\/\/app\.test\/up;/)
  })
})

describe('getAuth', () => {
  const getAuth = createGetAuth(createServerSource(ports))
  const requestOf = (headers: Headers, change: object = {}) => ({
    headers: Object.fromEntries(headers),
    method: 'GET',
    url: '/x?y=1',
    ...change,
  })

  it('returns the session, for Node requests and web requests', async () => {
    const seen = await visit()
    expect(getAuth(requestOf(seen)).userId).toBe('user_1')
    expect(getAuth({ headers: seen, method: 'GET', url: 'https://app.test/x' }).userId).toBe('user_1')
    expect(getAuth(requestOf(seen, { url: '/_next/data/build/x.json' })).userId).toBe('user_1')
  })

  it('knows the page by its path, however that is spelled where it is asked', async () => {
    const init = { headers: { ...page, cookie }, nextConfig: { basePath: '/base', i18n: null, trailingSlash: true } }
    const rewriting = createMiddleware(() => NextResponse.rewrite('https://app.test/base/elsewhere'), {}, ports)
    for (const middleware of [createMiddleware(null, {}, ports), rewriting]) {
      const response = await middleware(new NextRequest('https://app.test/base/x/', init), event)
      const seen = changed(toSeenHeaders(response), { cookie: null })
      for (const url of ['/x', '/x/', '/x?y=1'])
        expect([url, getAuth(requestOf(seen, { url })).userId]).toEqual([url, 'user_1'])
      const nextUrl = { pathname: '/x' }
      expect(getAuth(requestOf(seen, { url: 'https://app.test/base/x', nextUrl })).userId).toBe('user_1')
      expect(getAuth(requestOf(seen, { url: '/elsewhere' })).userId).toBe(null)
      vi.stubEnv('__NEXT_ROUTER_BASEPATH', '/base')
      expect(getAuth(requestOf(seen, { url: '/base/x' })).userId).toBe('user_1')
      vi.stubEnv('__NEXT_ROUTER_BASEPATH', '')
    }
  })

  it('refuses a seal of another path or method', async () => {
    const seen = changed(await visit(), { cookie: null })
    expect(getAuth(requestOf(seen)).userId).toBe('user_1')
    expect(getAuth(requestOf(seen, { url: '/admin' })).userId).toBe(null)
    expect(getAuth(requestOf(seen, { method: 'POST' })).userId).toBe(null)
  })

  it('returns nobody when the token would have to be verified again', async () => {
    const seen = await visit({ headers: { cookie: await mintCookies({ exp: NOW_MS / 1000 + 600 }) } })
    nowMs = NOW_MS + 61_000
    expect(getAuth(requestOf(seen)).userId).toBe(null)
  })

  it('throws where the middleware did not run, or had no key', async () => {
    expect(() => getAuth(requestOf(new Headers()))).toThrow(/^ERR_AUTH_MIDDLEWARE_MISSING/)
    vi.stubEnv('CLERK_SECRET_KEY', '')
    const seen = await visit()
    expect(() => getAuth(requestOf(seen))).toThrow(/^ERR_AUTH_ENCRYPTION_KEY_MISSING/)
  })
})
