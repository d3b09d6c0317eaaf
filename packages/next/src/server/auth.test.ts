import { isHTTPAccessFallbackError } from 'next/dist/client/components/http-access-fallback/http-access-fallback.js'
import { isRedirectError } from 'next/dist/client/components/redirect-error.js'
import { unstable_rethrow } from 'next/navigation.js'
import { type NextFetchEvent, NextRequest, NextResponse } from 'next/server.js'
import type { AuthEvent, AuthHandle, Ports } from '@postern/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { toSeenHeaders } from '../../test/seen-by.ts'
import { JWT_KEY, mintCookies, mintSession, NOW_MS, PUBLISHABLE_KEY, SECRET_KEY } from '../../test/session.ts'
import { toNextHeaders } from '../../test/to-next-headers.ts'
import { createAuthFunction } from './auth.ts'
import { createMiddleware } from '../middleware/create-middleware.ts'
import { createGetAuth } from './get-auth.ts'
import type { ClerkMiddlewareOptions } from '../middleware/middleware-options.ts'
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
  readonly method?: string
}
const visit = async ({ options = {}, headers = {}, path = '/x', method = 'GET' }: Visit = {}): Promise<Headers> => {
  const request = new NextRequest(`https://app.test${path}`, { method, headers: { ...page, ...headers } })
  return toSeenHeaders(await createMiddleware(null, options, ports)(request, event))
}
const authOf = (headers: Headers, at: Partial<Ports> = ports): AuthHandle =>
  createAuthFunction(createServerSource(at), toNextHeaders(headers))
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

/** What is said of a seal that does not open. */
const mismatch = { code: 'ERR_AUTH_ENCRYPTION_KEY_INVALID' }

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
    await expect(authOf(seen)()).rejects.toMatchObject(mismatch)
  })

  it('opens what was sealed with the previous encryption key', async () => {
    vi.stubEnv('CLERK_ENCRYPTION_KEY', 'the old key for tests')
    const seen = changed(await visit(), { cookie: null })
    vi.stubEnv('CLERK_ENCRYPTION_KEY', 'the new key for tests')
    await expect(authOf(seen)()).rejects.toMatchObject(mismatch)
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

    it('is an error, for a seal of another host, or with another token beside it', async () => {
      const seen = await visit()
      await expect(authOf(changed(seen, { host: 'other.test' }))()).rejects.toMatchObject(mismatch)
      const token = await mintSession({ sub: 'user_2' })
      await expect(authOf(changed(seen, { 'x-clerk-auth-token': token }))()).rejects.toMatchObject(mismatch)
    })

    it("refuses the vendor's headers without a seal", async () => {
      const seen = changed(await visit(), { 'x-postern-auth': null, cookie: null })
      await expect(authOf(seen)()).rejects.toMatchObject({ code: 'ERR_AUTH_MIDDLEWARE_MISSING' })
    })

    it.each(['', 'unsealed', 'AAAA', 'x'.repeat(500)])('refuses a forged seal %j', async (seal) => {
      const forged = new Headers({ host: 'app.test', 'x-postern-auth': seal, 'x-clerk-auth-status': 'signed-in' })
      const code = seal === '' ? 'ERR_AUTH_MIDDLEWARE_MISSING' : mismatch.code
      expect(await digestOf(() => authOf(forged)())).toMatchObject({ code })
    })

    it('is an error, for a seal of another instance with the same encryption key (in-use 17)', async () => {
      vi.stubEnv('CLERK_ENCRYPTION_KEY', 'a key for tests only')
      const seen = await visit()
      expect((await authOf(seen)()).userId).toBe('user_1')
      vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', `pk_test_${btoa('clerk.other.com$')}`)
      await expect(authOf(seen)()).rejects.toMatchObject(mismatch)
    })

    it('takes no token from a header beside a seal that says nothing, where there is a key to seal with', async () => {
      const token = await mintSession()
      const seen = new Headers({ host: 'app.test', 'x-postern-auth': 'unsealed', 'x-clerk-auth-token': token })
      await expect(authOf(seen)()).rejects.toMatchObject(mismatch)
    })

    it.each(['clerk', 'sealed'] as const)(
      'is never verified again: sealed with another key, cut, or of another release, handed over %s (in-use 17)',
      async (handover) => {
        vi.stubEnv('CLERK_ENCRYPTION_KEY', 'another key for tests')
        // The middleware accepts nobody of this origin. The environment knows no such rule, and the cookie would verify.
        const options = { handover, encryptionKey: 'a key for tests only', authorizedParties: ['https://shop.example'] }
        const seen = await visit({ options, headers: { cookie: await mintCookies({ azp: 'https://app.test' }) } })
        const good = await visit({ options: { handover } })
        const seal = good.get('x-postern-auth') ?? ''
        expect((await authOf(good)()).userId).toBe('user_1')
        for (const odd of [
          seen,
          changed(good, { 'x-postern-auth': seal.slice(0, -8) }),
          changed(good, { 'x-postern-auth': `AQ${seal.slice(2)}` }),
        ]) {
          await expect(authOf(odd)()).rejects.toMatchObject(mismatch)
          await expect(authOf(odd).protect()).rejects.toMatchObject(mismatch)
          const getAuth = createGetAuth(createServerSource(ports))
          expect(() => getAuth({ headers: odd, method: 'GET', url: '/x' })).toThrow(mismatch.code)
        }
      },
    )

    it('is said without the seal, the token or a key (in-use 17)', async () => {
      vi.stubEnv('CLERK_ENCRYPTION_KEY', 'another-encryption-key')
      const seen = await visit({ options: { encryptionKey: 'one-encryption-key' } })
      const error = String(await digestOf(() => authOf(seen)()))
      expect(error).toMatch(/^AuthError: ERR_AUTH_ENCRYPTION_KEY_INVALID: auth\(\) cannot open .*CLERK_ENCRYPTION_KEY/)
      for (const secret of ['one-encryption', 'another-encryption', seen.get('x-postern-auth') ?? '-', SECRET_KEY])
        expect(error).not.toContain(secret)
    })

    it('refuses a session that ran out, although the seal is fresh', async () => {
      const seen = await visit({ headers: { cookie: await mintCookies({ exp: NOW_MS / 1000 + 10 }) } })
      nowMs = NOW_MS + 20_000
      expect(await authOf(seen)()).toMatchObject(nobody)
    })

    it('is an error, for a seal that is older than a minute, whatever the token is worth (H13)', async () => {
      const seen = await visit({ headers: { cookie: await mintCookies({ exp: NOW_MS / 1000 + 600 }) } })
      nowMs = NOW_MS + 59_000
      expect((await authOf(seen)()).userId).toBe('user_1')
      nowMs = NOW_MS + 61_000
      await expect(authOf(seen)()).rejects.toMatchObject(mismatch)
      await expect(authOf(seen).protect()).rejects.toMatchObject(mismatch)
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

  it('verifies nothing where the middleware did not run (H13)', async () => {
    const missing = { code: 'ERR_AUTH_MIDDLEWARE_MISSING', message: expect.stringMatching(/config\.matcher/) }
    await expect(authOf(new Headers({ host: 'app.test', cookie }))()).rejects.toMatchObject(missing)
    await expect(authOf(new Headers({ host: 'app.test' }))()).rejects.toMatchObject(missing)
  })

  describe('where the middleware did not run, in production', () => {
    let warnings: string[] = []
    const at = { ...ports, log: ({ event, message }: AuthEvent) => void warnings.push(`${event}: ${message}`) }
    const unseen = (headers: Record<string, string> = {}): Headers => new Headers({ host: 'app.test', ...headers })
    beforeEach(() => {
      warnings = []
      vi.stubEnv('NODE_ENV', 'production')
    })

    it('is nobody for a request that proves nothing, with one warning that names the matcher (in-use 7)', async () => {
      const source = createServerSource(at)
      for (let time = 0; time < 3; time += 1) {
        const found = await createAuthFunction(source, toNextHeaders(unseen()))()
        expect(found).toMatchObject({ tokenType: 'session_token', isAuthenticated: false, userId: null })
        expect(found.debug()).toEqual({ handover: expect.stringContaining('did not run') })
      }
      expect(warnings).toEqual([expect.stringMatching(/^middleware-missing: auth\(\) .*config\.matcher/)])
    })

    it('is nobody for every kind of token (in-use 7)', async () => {
      const auth = authOf(unseen(), at)
      expect(await auth({ acceptsToken: 'api_key' })).toMatchObject({ tokenType: 'api_key', isAuthenticated: false })
      expect(await auth({ acceptsToken: 'any' })).toMatchObject({ isAuthenticated: false })
    })

    it('refuses by protect(), and leads pages to the sign-in page (in-use 7)', async () => {
      expect(await digestOf(() => authOf(unseen(), at).protect())).toBe('NEXT_HTTP_ERROR_FALLBACK;404')
      const visitor = unseen({ accept: 'text/html' })
      expect(await digestOf(() => authOf(visitor, at).protect())).toBe(
        'NEXT_REDIRECT;replace;https://accounts.example.com/sign-in;307;',
      )
    })

    it('needs no key to say nobody, and one to refuse: tenants give theirs to the middleware only (in-use 7)', async () => {
      vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', '')
      vi.stubEnv('CLERK_SECRET_KEY', '')
      vi.stubEnv('CLERK_JWT_KEY', '')
      expect((await authOf(unseen(), at)()).userId).toBe(null)
      await expect(authOf(unseen(), at).protect()).rejects.toMatchObject({ code: 'ERR_AUTH_MIDDLEWARE_MISSING' })
      expect((await authOf(unseen({ cookie }), at)()).userId).toBe(null)
    })

    it('stays an error in development and while pages are built (in-use 7)', async () => {
      vi.stubEnv('NEXT_PHASE', 'phase-production-build')
      await expect(authOf(unseen(), at)()).rejects.toMatchObject({ code: 'ERR_AUTH_MIDDLEWARE_MISSING' })
      vi.stubEnv('NEXT_PHASE', 'phase-production-server')
      vi.stubEnv('NODE_ENV', 'development')
      await expect(authOf(unseen(), at)()).rejects.toMatchObject({ code: 'ERR_AUTH_MIDDLEWARE_MISSING' })
      expect(warnings).toEqual([])
    })

    it('is nobody for getAuth() as well, which warns once for each first segment, and not without end (in-use 7)', () => {
      const getAuth = createGetAuth(createServerSource(at))
      const ask = (url: string): unknown => getAuth({ headers: {}, method: 'GET', url }).userId
      expect([ask('/files/a.js'), ask('/files/secret-in-a-path'), ask('/sw.js')]).toEqual([null, null, null])
      expect(warnings).toHaveLength(2)
      expect(warnings.join()).not.toContain('secret')
      for (let n = 0; n < 100; n += 1) ask(`/guess-${n}`)
      expect(warnings).toHaveLength(16)
    })
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

    it('throws what every question of Next knows as its own, in a page, a route handler and an action (B1)', async () => {
      const nobody = { cookie: '__clerk_db_jwt=dvb_1' }
      const program = { ...nobody, accept: '*/*', 'sec-fetch-dest': 'empty' }
      const cases = [
        [await visit({ headers: nobody }), {}, isRedirectError],
        [await visit({ headers: program }), {}, isHTTPAccessFallbackError],
        [await visit({ headers: { ...program, 'next-url': '/x', 'next-action': 'a' } }), {}, isHTTPAccessFallbackError],
        [await visit(), { role: 'org:nobody' }, isHTTPAccessFallbackError],
        [await visit(), { role: 'org:nobody', unauthorizedUrl: '/denied' }, isRedirectError],
        [await visit({ headers: program }), { token: 'api_key' }, isHTTPAccessFallbackError],
      ] as const
      for (const [seen, params, isKnown] of cases) {
        const thrown = await authOf(seen)
          .protect(params)
          .catch((error: unknown) => error)
        expect(isKnown(thrown)).toBe(true)
        expect(() => unstable_rethrow(thrown)).toThrow(thrown as Error)
        const raced = await Promise.race([authOf(seen).protect(params), new Promise(() => {})]).catch(
          (error: unknown) => error,
        )
        expect(isKnown(raced)).toBe(true)
      }
    })

    it('ends signed-out programs with not found, server actions and machine routes with 401', async () => {
      const headers = { cookie: '', accept: '*/*', 'sec-fetch-dest': 'empty' }
      const seen = await visit({ headers })
      expect(await digestOf(() => authOf(seen).protect())).toBe('NEXT_HTTP_ERROR_FALLBACK;404')
      expect(await digestOf(() => authOf(seen).protect({ token: 'api_key' }))).toBe('NEXT_HTTP_ERROR_FALLBACK;401')
      const action = await visit({ headers: { ...headers, 'next-url': '/x', 'next-action': 'a' } })
      expect(await digestOf(() => authOf(action).protect())).toBe('NEXT_HTTP_ERROR_FALLBACK;401')
      const newer = await visit({ method: 'POST', headers: { ...headers, 'next-action': 'a' } })
      expect(await digestOf(() => authOf(newer).protect())).toBe('NEXT_HTTP_ERROR_FALLBACK;401')
    })

    it('ends programs with 401 and 403 where the options say so (in-use 23, sibling)', async () => {
      const options = { unauthenticatedStatus: 401, unauthorizedStatus: 403 } as const
      const headers = { accept: '*/*', 'sec-fetch-dest': 'empty' }
      const nobody = await visit({ headers: { ...headers, cookie: '' }, options })
      expect(await digestOf(() => authOf(nobody).protect())).toBe('NEXT_HTTP_ERROR_FALLBACK;401')
      const member = await visit({ headers, options })
      expect(await digestOf(() => authOf(member).protect({ role: 'org:owner' }))).toBe('NEXT_HTTP_ERROR_FALLBACK;403')
    })

    describe('where Next took away what only the middleware saw', () => {
      /** What Next 16 leaves of the headers of its router's fetch. */
      const render = (headers: Headers): Headers => changed(headers, { 'next-url': null, accept: '*/*' })
      const click = { cookie: '__clerk_db_jwt=dvb_1', accept: '*/*', 'sec-fetch-dest': 'empty', 'next-url': '/' }

      it.each(['clerk', 'sealed'] as const)(
        'a click on a link ends at the sign-in page, with the way back, handed over %s (in-use 1)',
        async (handover) => {
          const seen = render(await visit({ headers: click, path: '/plain', options: { handover } }))
          expect(await digestOf(() => authOf(seen).protect())).toBe(
            'NEXT_REDIRECT;replace;https://accounts.example.com/sign-in?redirect_url=https%3A%2F%2Fapp.test%2Fplain&__clerk_db_jwt=dvb_1;307;',
          )
        },
      )

      it('a pending session goes on to its tasks (in-use 1)', async () => {
        const headers = { ...click, cookie: await mintCookies({ sts: 'pending' }) }
        const seen = render(await visit({ headers, path: '/plain' }))
        expect(await digestOf(() => authOf(seen).protect())).toContain('/sign-in/tasks?redirect_url=')
      })

      it('a data request of the Pages Router is for a page, a server action is not (in-use 1)', async () => {
        const data = await visit({ headers: { ...click, 'next-url': '', 'x-nextjs-data': '1' } })
        expect(await digestOf(() => authOf(changed(data, { 'x-nextjs-data': null })).protect())).toContain('/sign-in?')
        const action = await visit({ headers: { ...click, 'next-action': 'a', accept: 'text/x-component' } })
        const seen = changed(action, { 'next-action': null, accept: 'text/html' })
        expect(await digestOf(() => authOf(seen).protect())).toBe('NEXT_HTTP_ERROR_FALLBACK;401')
      })

      it('no header of the rendered request says otherwise (in-use 1)', async () => {
        const program = await visit({
          headers: { cookie: '__clerk_db_jwt=dvb_1', accept: '*/*', 'sec-fetch-dest': '' },
        })
        const seen = changed(program, { accept: 'text/html', 'sec-fetch-dest': 'document', 'next-action': 'a' })
        expect(await digestOf(() => authOf(seen).protect())).toBe('NEXT_HTTP_ERROR_FALLBACK;404')
      })
    })

    describe('without await, after an earlier await auth() of the same request', () => {
      const protectAtOnce = async (
        headers: Headers,
        ask = ({ protect }: AuthHandle): Promise<unknown> => protect(),
      ): Promise<unknown> => {
        const auth = authOf(headers)
        await auth()
        try {
          ask(auth).catch(() => {})
          return 'went on'
        } catch (error) {
          return digestOf(() => Promise.reject(error))
        }
      }

      it('throws at once for nobody, for a missing role, and for a kind of token that is not here (in-use 25)', async () => {
        const visitor = await visit({ headers: { cookie: '__clerk_db_jwt=dvb_1' } })
        expect(await protectAtOnce(visitor)).toContain('/sign-in?redirect_url=')
        expect(await protectAtOnce(visitor, ({ protect }) => protect(() => true))).toContain('/sign-in?redirect_url=')
        const person = await visit()
        expect(await protectAtOnce(person, ({ protect }) => protect({ role: 'org:owner' }))).toBe(
          'NEXT_HTTP_ERROR_FALLBACK;404',
        )
        expect(await protectAtOnce(person, ({ protect }) => protect({ token: 'api_key' }))).toBe(
          'NEXT_HTTP_ERROR_FALLBACK;401',
        )
      })

      it('goes on where they may be here, and where only waiting can tell (in-use 25)', async () => {
        const person = await visit()
        expect(await protectAtOnce(person)).toBe('went on')
        expect(await protectAtOnce(person, ({ protect }) => protect({ role: 'org:admin' }))).toBe('went on')
        expect(await protectAtOnce(person, ({ protect }) => protect(() => false))).toBe('went on')
        nowMs = NOW_MS + 61_000
        expect(await protectAtOnce(await visit({ headers: { cookie: '__clerk_db_jwt=dvb_1' } }))).toContain('/sign-in?')
      })

      it('only rejects before anybody was asked, since nothing is known then (in-use 25)', async () => {
        const { protect } = authOf(await visit({ headers: { cookie: '__clerk_db_jwt=dvb_1' } }))
        const asked = protect()
        expect(await digestOf(() => asked)).toContain('/sign-in?')
      })
    })

    describe('with debug', () => {
      const logOf = async (
        debug: boolean | 'json',
        ask: (auth: AuthHandle) => Promise<unknown>,
      ): Promise<AuthEvent[]> => {
        const events: AuthEvent[] = []
        const at = { ...ports, log: (event: AuthEvent) => void events.push(event) }
        const request = new NextRequest('https://app.test/deep?token=secret', { headers: page })
        const headers = toSeenHeaders(await createMiddleware(null, { debug }, at)(request, event))
        await digestOf(() => ask(authOf(headers, at)))
        return events.filter(({ event: name }) => name.endsWith('decision'))
      }

      it('tells of a refusal of the page itself, joined to what the middleware let through (first-day 9)', async () => {
        const [first, second, ...more] = await logOf(true, ({ protect }) => protect({ role: 'org:owner' }))
        const id = /#(\w+)/.exec(first?.message ?? '')?.[0] ?? 'none'
        expect([first?.event, second?.event, more]).toEqual(['decision', 'second-decision', []])
        expect(first?.message).toContain('pass')
        expect(second?.message).toContain(id)
        expect(second?.message).toMatch(/\/deep .*user_1.*deny 404.*wants .*org:owner.*has .*org:admin/)
        expect(JSON.stringify(second)).not.toContain('secret')
      })

      it('tells of it once where it is known at once, and by data where that is wanted (first-day 9)', async () => {
        const events = await logOf('json', async (auth) => {
          await auth()
          await auth.protect({ role: 'org:owner' })
        })
        expect(events).toHaveLength(2)
        expect(events[1]?.details?.['traceId']).toBe(events[0]?.details?.['traceId'])
      })

      it('says that nobody has a token of the kind that was wanted', async () => {
        const [, second] = await logOf(true, ({ protect }) => protect({ token: 'api_key' }))
        expect(second?.message).toContain('wants api_key, has no api_key that holds')
      })

      it('tells nothing of whoever may be here, and nothing without debug (first-day 9)', async () => {
        expect(await logOf(true, ({ protect }) => protect({ role: 'org:admin' }))).toHaveLength(1)
        expect(await logOf(false, ({ protect }) => protect({ role: 'org:owner' }))).toEqual([])
      })
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
      expect(() => getAuth(requestOf(seen, { url: '/elsewhere' }))).toThrow(mismatch.code)
      vi.stubEnv('__NEXT_ROUTER_BASEPATH', '/base')
      expect(getAuth(requestOf(seen, { url: '/base/x' })).userId).toBe('user_1')
      vi.stubEnv('__NEXT_ROUTER_BASEPATH', '')
    }
  })

  it('refuses a seal of another path or method, whatever the request proves besides (in-use 17)', async () => {
    const seen = await visit()
    expect(getAuth(requestOf(seen)).userId).toBe('user_1')
    expect(() => getAuth(requestOf(seen, { url: '/admin' }))).toThrow(mismatch.code)
    expect(() => getAuth(requestOf(seen, { method: 'POST' }))).toThrow(mismatch.code)
  })

  it('throws when the token would have to be verified again (H13)', async () => {
    const seen = await visit({ headers: { cookie: await mintCookies({ exp: NOW_MS / 1000 + 600 }) } })
    nowMs = NOW_MS + 61_000
    expect(() => getAuth(requestOf(seen))).toThrow(/^ERR_AUTH_ENCRYPTION_KEY_INVALID/)
  })

  it('throws where the middleware did not run, or had no key', async () => {
    expect(() => getAuth(requestOf(new Headers()))).toThrow(/^ERR_AUTH_MIDDLEWARE_MISSING/)
    vi.stubEnv('CLERK_SECRET_KEY', '')
    const seen = await visit()
    expect(() => getAuth(requestOf(seen))).toThrow(/^ERR_AUTH_ENCRYPTION_KEY_MISSING/)
  })

  it('shows a pending session to whoever asks for it, also where its token was verified again', async () => {
    vi.stubEnv('CLERK_SECRET_KEY', '')
    // Spread, `fetch` is one function: what `auth()` verified is remembered.
    const at = { ...ports }
    const seen = await visit({ headers: { cookie: await mintCookies({ sts: 'pending' }) } })
    await authOf(seen, at)()
    const read = createGetAuth(createServerSource(at))
    expect(read(requestOf(seen))).toMatchObject({ isAuthenticated: false, sessionStatus: 'pending' })
    expect(read(requestOf(seen), { treatPendingAsSignedOut: false })).toMatchObject({ isAuthenticated: true })
  })
})

describe('auth() without await', () => {
  it.each(['protect', 'userId', 'orgId', 'redirectToSignUp'])(
    'is an error that says what changed where %s is read (policies, version 5)',
    async (name) => {
      const auth = authOf(await visit())
      expect(() => Reflect.get(auth(), name) as unknown).toThrow('ERR_AUTH_NOT_AWAITED')
      expect(await auth()).toMatchObject({ isAuthenticated: true })
    },
  )
})

describe('a page that would be redirected to itself', () => {
  const nobody = { cookie: '__clerk_db_jwt=dvb_1' }
  const signIn = { options: { signInUrl: '/sign-in' }, headers: nobody, path: '/sign-in?x=1' }

  it.each<[string, Visit, (auth: AuthHandle) => unknown]>([
    ['a sign-in page that asks for a session', signIn, (auth) => auth.protect()],
    ['a sign-in page that sends to sign-in', signIn, async (auth) => (await auth()).redirectToSignIn()],
    [
      'a page that names itself',
      { headers: nobody, path: '/gate/' },
      (auth) => auth.protect({ unauthenticatedUrl: '/gate' }),
    ],
    [
      'a page for others that names itself',
      { path: '/gate' },
      (auth) => auth.protect({ role: 'org:x', unauthorizedUrl: '/gate?no' }),
    ],
  ])('is refused: %s (in-use 3)', async (_, given, ask) => {
    const events: AuthEvent[] = []
    const auth = authOf(await visit(given), {
      ...ports,
      fetch: async () => Response.error(),
      log: (told) => void events.push(told),
    })
    expect(await digestOf(() => ask(auth))).toBe('NEXT_HTTP_ERROR_FALLBACK;401')
    expect(events.map((told) => told.event)).toContain('redirect-to-itself')
  })

  it('leaves a page below a sign-in page its redirect (in-use 3)', async () => {
    const auth = authOf(await visit({ ...signIn, path: '/sign-in/factor-one' }))
    expect(await digestOf(() => auth.protect())).toMatch(/^NEXT_REDIRECT;replace;https:\/\/app\.test\/sign-in\?/)
  })
})
