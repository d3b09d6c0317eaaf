import { beforeAll, describe, expect, it } from 'vitest'
import {
  ADMIN_CLAIMS,
  API_KEY,
  APP,
  createProvider,
  NOW_SEC,
  SECRET_KEY,
  toCookies,
  UNKNOWN_API_KEY,
  type Provider,
} from '../test/provider.ts'
import { createRouteMatcher, type AuthOptions } from '@postern/core'
import { createKeyStore } from './create-key-store.ts'
import { withAuth, type Handler } from './with-auth.ts'

let provider: Provider
let token: string
beforeAll(async () => {
  provider = await createProvider()
  token = await provider.mint()
})

function serve(handler: Handler, options = {}): (request: Request) => Promise<Response> {
  return withAuth(handler, { ...provider.options, ...options }, provider.ports)
}

function get(path: string, headers: Record<string, string> = {}): Request {
  return new Request(`${APP}${path}`, { headers })
}

const rethrow = (error: unknown): never => {
  throw error
}
const page = { accept: 'text/html', 'sec-fetch-dest': 'document' }

describe('withAuth', () => {
  it('tells the handler who is signed in', async () => {
    const app = serve(async (_, { auth }) => Response.json({ userId: (await auth()).userId }))
    expect(await (await app(get('/', { cookie: toCookies(token) }))).json()).toEqual({ userId: 'user_ada' })
    expect(await (await app(get('/'))).json()).toEqual({ userId: null })
  })

  it('is nobody for everybody where no kind of token is accepted (B9)', async () => {
    const app = serve(async (_, { auth }) => Response.json((await auth()).isAuthenticated), { acceptsToken: [] })
    expect(await (await app(get('/', { cookie: toCookies(token) }))).json()).toBe(false)
    expect(await (await app(get('/', { authorization: `Bearer ${API_KEY}` }))).json()).toBe(false)
  })

  it('says on the response why somebody is signed out, and nothing when they are signed in', async () => {
    const app = serve(() => new Response('ok'))
    const signedOut = await app(get('/'))
    expect(signedOut.headers.get('x-clerk-auth-status')).toBe('signed-out')
    expect(signedOut.headers.get('x-clerk-auth-reason')).toBe('session-token-and-uat-missing')
    const signedIn = await app(get('/', { cookie: toCookies(token) }))
    expect(signedIn.headers.get('x-clerk-auth-status')).toBeNull()
  })

  it('stops the handler at protect(): 404 for scripts, the sign-in page for pages', async () => {
    let reached = false
    const app = serve(async (_, { auth }) => {
      await auth.protect()
      reached = true
      return new Response('secret')
    })
    const script = await app(get('/x'))
    expect(script.status).toBe(404)
    expect(await script.text()).toBe('')
    expect(script.headers.get('cache-control')).toBe('no-store')
    const visit = await app(get('/x?y=1', page))
    expect(visit.status).toBe(307)
    expect(visit.headers.get('location')).toBe(`${APP}/sign-in?redirect_url=${encodeURIComponent(`${APP}/x?y=1`)}`)
    expect(reached).toBe(false)
  })

  it('refuses although the handler forgot to await protect()', async () => {
    const app = serve((_, { auth }) => {
      // oxlint-disable-next-line typescript/no-floating-promises
      auth.protect()
      return new Response('secret')
    })
    expect((await app(get('/x'))).status).toBe(404)
  })

  it.each<[string, Handler]>([
    [
      'in a try that throws it on',
      async (_, { auth }) => {
        try {
          await auth.protect()
        } catch (error) {
          if (error instanceof TypeError) return new Response('secret', { status: 500 })
          throw error
        }
        return new Response('secret')
      },
    ],
    [
      'in Promise.all()',
      async (_, { auth }) => (await Promise.all([auth.protect(), Promise.resolve(1)]), new Response('secret')),
    ],
    ['with a catch that throws on', (_, { auth }) => auth.protect().then(() => new Response('secret'), rethrow)],
    [
      'behind a race that it lost',
      async (_, { auth }) => (await Promise.race([auth.protect(), Promise.resolve()]), new Response('secret')),
    ],
  ])('refuses as without a word more when protect() is asked %s (B1)', async (_, handler) => {
    const app = serve(handler)
    const refused = await app(get('/x'))
    expect([refused.status, refused.headers.get('cache-control')]).toEqual([404, 'no-store'])
    expect((await app(get('/x', page))).status).toBe(307)
    expect(await (await app(get('/x', { cookie: toCookies(token) }))).text()).toBe('secret')
  })

  it('leaves the answer to a handler that catches the refusal and gives one (B1)', async () => {
    const app = serve(async (_, { auth }) => {
      try {
        await auth.protect()
        return new Response('everything')
      } catch {
        return new Response('a little', { status: 403 })
      }
    })
    expect([(await app(get('/x'))).status, await (await app(get('/x'))).text()]).toEqual([403, 'a little'])
  })

  it('answers JSON clients with problem details, without more than status and reason say (in-use 23)', async () => {
    const app = serve(async (_, { auth }) => {
      await auth.protect({ token: 'api_key' })
      return new Response('secret')
    })
    const response = await app(get('/x', { accept: 'application/json' }))
    expect(response.status).toBe(401)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ status: 401, reason: 'session-token-and-uat-missing' })
  })

  it('answers 401 and 403 where the options say so, and pages as before (in-use 23)', async () => {
    const statuses = { unauthenticatedStatus: 401, unauthorizedStatus: 403 } as const
    const app = withAuth(
      async (_, { auth }) => {
        await auth.protect({ role: 'org:owner' })
        return new Response('secret')
      },
      { ...provider.options, ...statuses },
      provider.ports,
    )
    expect((await app(get('/x'))).status).toBe(401)
    expect((await app(get('/x', { cookie: toCookies(token) }))).status).toBe(403)
    expect((await app(get('/x', page))).status).toBe(307)
    expect((await app(get('/x', { ...page, cookie: toCookies(token) }))).status).toBe(404)
  })

  it('asks for the permission', async () => {
    const app = serve(async (_, { auth }) => {
      const { userId } = await auth.protect((has) => has({ permission: 'org:admin:example1' }))
      return new Response(userId)
    })
    const admin = await provider.mint(ADMIN_CLAIMS)
    expect((await app(get('/admin', { cookie: toCookies(token) }))).status).toBe(404)
    expect(await (await app(get('/admin', { cookie: toCookies(admin) }))).text()).toBe('user_ada')
  })

  it('verifies machine tokens when the handler asks, and only then', async () => {
    const app = serve(async (request, { auth }) => {
      if (request.url.endsWith('/open')) return new Response('open')
      const { subject } = await auth.protect({ token: 'api_key' })
      return new Response(subject)
    })
    const before = provider.calls.length
    await app(get('/open', { authorization: `Bearer ${API_KEY}` }))
    expect(provider.calls.length).toBe(before)
    expect(await (await app(get('/x', { authorization: `Bearer ${API_KEY}` }))).text()).toBe('user_ada')
    expect(provider.calls.length).toBe(before + 1)
    expect((await app(get('/x', { authorization: `Bearer ${UNKNOWN_API_KEY}` }))).status).toBe(401)
    expect((await app(get('/x', { cookie: toCookies(token) }))).status).toBe(401)
  })

  it('answers 400 when the matcher cannot tell which path is meant', async () => {
    const isAdmin = createRouteMatcher('/admin(.*)')
    const guarded = serve(async (request, { auth }) => {
      if (isAdmin(request)) await auth.protect()
      return new Response('ok')
    })
    expect((await guarded(get('/x/..%2fadmin'))).status).toBe(400)
    const optional = withAuth(
      () => new Response('ok'),
      (request) => (isAdmin(request) ? {} : provider.options),
      provider.ports,
    )
    expect((await optional(get('/x/..%2fadmin'))).status).toBe(400)
  })

  it.each(['/admin%2Fusers', '/x/..%2fadmin', '/admin;a=b'])(
    'serves %s where nobody asked a matcher, and answers 400 where one was asked (in-use 27)',
    async (path) => {
      const isAdmin = createRouteMatcher('/admin/:path*')
      const byHand = serve((request) => new Response(new URL(request.url).pathname))
      expect((await byHand(get(path))).status).toBe(200)
      const answer: Handler = (request) => new Response(String(isAdmin(request)))
      expect((await serve(answer)(get(path))).status).toBe(400)
    },
  )

  it('sends a browser with half a session on a handshake, and no script', async () => {
    const app = serve(() => new Response('ok'))
    const half = { cookie: `__client_uat=${NOW_SEC - 60}` }
    const response = await app(get('/x', { ...page, ...half }))
    expect(response.status).toBe(307)
    expect(response.headers.get('location')).toContain('/v1/client/handshake?')
    expect(response.headers.getSetCookie()).toHaveLength(1)
    expect((await app(get('/x', half))).status).toBe(200)
  })

  it('keeps the cookies of the handler, each in its own header', async () => {
    const app = serve(() => {
      const headers = new Headers()
      headers.append('set-cookie', 'a=1; Path=/')
      headers.append('set-cookie', 'b=2; Path=/')
      return new Response('ok', { headers })
    })
    expect((await app(get('/'))).headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/'])
  })

  it('adds its headers to responses whose own cannot be changed', async () => {
    const app = serve(() => Response.redirect(`${APP}/elsewhere`, 302))
    const response = await app(get('/'))
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toBe(`${APP}/elsewhere`)
    expect(response.headers.get('x-clerk-auth-status')).toBe('signed-out')
  })

  it('hands the body on unread', async () => {
    const app = serve(async (request, { auth }) => {
      await auth()
      expect(request.bodyUsed).toBe(false)
      return new Response(await request.text())
    })
    const request = new Request(`${APP}/`, { method: 'POST', body: 'hello', headers: { cookie: toCookies(token) } })
    expect(await (await app(request)).text()).toBe('hello')
  })

  it('keeps headers that only a middleware may set from the handler, and the body with the rest', async () => {
    const app = serve(async (request) =>
      Response.json({ names: [...request.headers.keys()], body: await request.text() }),
    )
    const headers = { 'x-clerk-auth-status': 'signed-in', x_clerk_auth_token: 'x', 'x-postern-auth': 'x', 'x-own': '1' }
    const response = await app(new Request(`${APP}/`, { method: 'POST', body: 'hello', headers }))
    expect(await response.json()).toEqual({ names: ['content-type', 'x-own'], body: 'hello' })
  })

  it('passes on what the handler throws', async () => {
    const app = serve(() => {
      throw new RangeError('own')
    })
    await expect(app(get('/'))).rejects.toThrow(RangeError)
  })

  it('throws when the handler gives no response', async () => {
    // @ts-expect-error JavaScript callers can do this.
    const app = serve(() => {})
    await expect(app(get('/'))).rejects.toThrow('The handler returned no Response.')
  })
})

describe('withAuth, options', () => {
  const whoAmI: Handler = async (_, { auth }) => new Response((await auth()).userId)
  const environment = (): Record<string, unknown> => ({
    CLERK_PUBLISHABLE_KEY: provider.options.publishableKey,
    CLERK_SECRET_KEY: provider.options.secretKey,
    CLERK_JWT_KEY: provider.options.jwtKey,
    KV: {},
  })

  it('reads the environment that Workers hand over', async () => {
    const app = withAuth(whoAmI, {}, provider.ports)
    expect(await (await app(get('/', { cookie: toCookies(token) }), environment())).text()).toBe('user_ada')
  })

  it('reads a Secrets Store that stands in place of a text, once (in-use 20)', async () => {
    let asked = 0
    const KEY = {
      get: async () => {
        asked += 1
        return provider.options.jwtKey
      },
    }
    const app = withAuth(whoAmI, {}, provider.ports)
    const ask = async (): Promise<string> =>
      (await app(get('/', { cookie: toCookies(token) }), { ...environment(), CLERK_JWT_KEY: KEY })).text()
    expect(await Promise.all([ask(), ask()])).toEqual(['user_ada', 'user_ada'])
    expect(await ask()).toBe('user_ada')
    expect(asked).toBe(1)
  })

  it('rejects with the name of a Secrets Store that fails (in-use 20)', async () => {
    const CLERK_SECRET_KEY = { get: () => Promise.reject(new Error('no such secret')) }
    const refused = { code: 'ERR_AUTH_BINDING_UNREADABLE', message: expect.stringContaining('CLERK_SECRET_KEY') }
    const env = { ...environment(), CLERK_SECRET_KEY }
    await expect(withAuth(whoAmI, {}, provider.ports)(get('/'), env)).rejects.toMatchObject(refused)
    const callback = withAuth<readonly [unknown]>(whoAmI, () => provider.options, provider.ports)
    await expect(callback(get('/'), env)).rejects.toMatchObject(refused)
  })

  it('makes redirects of a development instance new on Netlify (in-use 19)', async () => {
    const publishableKey = `pk_test_${btoa('clerk.example.com$')}`
    const env = { CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: 'sk_test_x', NETLIFY: 'true' }
    const headers = { ...page, cookie: '__clerk_db_jwt=d' }
    const app = withAuth(async (_, { auth }) => new Response((await auth.protect()).userId), {}, provider.ports)
    const mark = `__clerk_netlify_cache_bust=${NOW_SEC * 1000}`
    expect((await app(get('/', headers), env)).headers.get('location')).toContain(mark)
    expect((await app(get('/', page), env)).headers.get('location')).toContain(mark)
    expect((await app(get('/', headers), { ...env, NETLIFY: '' })).headers.get('location')).not.toContain('cache_bust')
  })

  it('never erases the environment with absent values', async () => {
    const app = withAuth(whoAmI, { publishableKey: undefined, secretKey: null, jwtKey: '' }, provider.ports)
    expect(await (await app(get('/', { cookie: toCookies(token) }), environment())).text()).toBe('user_ada')
  })

  it('rejects with a coded error at the first request when keys are missing, and not before', async () => {
    const app = withAuth(whoAmI, {}, provider.ports)
    await expect(app(get('/'), { CLERK_SECRET_KEY: 'sk_live_x' })).rejects.toMatchObject({
      code: 'ERR_AUTH_PUBLISHABLE_KEY_MISSING',
    })
    expect((await app(get('/'), environment())).status).toBe(200)
  })

  it('asks the callback for every request, with what the platform handed over', async () => {
    const seen: unknown[] = []
    const app = withAuth<readonly [{ tenant: string }]>(
      whoAmI,
      async (request, platform) => {
        seen.push([new URL(request.url).pathname, platform.tenant])
        return provider.options
      },
      provider.ports,
    )
    expect(await (await app(get('/a', { cookie: toCookies(token) }), { tenant: 'one' })).text()).toBe('user_ada')
    await app(get('/b'), { tenant: 'two' })
    expect(seen).toEqual([
      ['/a', 'one'],
      ['/b', 'two'],
    ])
  })

  it('rejects when the callback gives no options', async () => {
    // @ts-expect-error JavaScript callers can do this.
    const app = withAuth(whoAmI, () => undefined, provider.ports)
    await expect(app(get('/'))).rejects.toMatchObject({ code: 'ERR_AUTH_OPTION_INVALID' })
  })

  it('rejects when the callback answers an unknown tenant, and does not go on with the keys of the environment', async () => {
    // @ts-expect-error JavaScript callers can do this.
    const app = withAuth<readonly [unknown]>(whoAmI, () => new Response(null, { status: 404 }), provider.ports)
    const env = { CLERK_PUBLISHABLE_KEY: provider.options.publishableKey, CLERK_SECRET_KEY: SECRET_KEY }
    await expect(app(get('/'), env)).rejects.toMatchObject({ code: 'ERR_AUTH_OPTION_INVALID' })
  })

  it.each(['isSatellite', 'domain', 'proxyUrl'])(
    'rejects %s as a function, which only Next’s middleware takes (B2)',
    async (name) => {
      const app = withAuth(whoAmI, { ...provider.options, [name]: () => true }, provider.ports)
      await expect(app(get('/'))).rejects.toMatchObject({ code: 'ERR_AUTH_OPTION_INVALID' })
    },
  )

  it('rejects a callback that names no tenant where it has named one, and half a tenant (H11)', async () => {
    const { publishableKey, jwtKey } = provider.options
    const own = { CLERK_PUBLISHABLE_KEY: `pk_live_${btoa('clerk.own.com$')}`, CLERK_SECRET_KEY: 'sk_live_own' }
    const tenants: Record<string, AuthOptions> = {
      'one.test': { publishableKey, secretKey: SECRET_KEY, jwtKey },
      'half.test': { publishableKey },
    }
    const ask = async (host: string): Promise<Response> =>
      withAuth<readonly [unknown]>(
        whoAmI,
        async (request) => ({ ...tenants[new URL(request.url).host] }),
        provider.ports,
      )(new Request(`https://${host}/`), own)
    expect((await ask('one.test')).status).toBe(200)
    await expect(ask('nobody.test')).rejects.toMatchObject({ code: 'ERR_AUTH_TENANT_UNKNOWN' })
    await expect(ask('half.test')).rejects.toMatchObject({ code: 'ERR_AUTH_SECRET_KEY_MISSING' })
  })

  it('lets two handlers of equal text be two applications (H11)', async () => {
    const { publishableKey, jwtKey } = provider.options
    const env = { CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: SECRET_KEY, CLERK_JWT_KEY: jwtKey }
    const make = (options: AuthOptions) => withAuth<readonly [unknown]>(whoAmI, () => ({ ...options }), provider.ports)
    const [admin, shop] = [make({ publishableKey, secretKey: SECRET_KEY }), make({})]
    for (const app of [shop, admin, shop, admin]) expect((await app(get('/'), env)).status).toBe(200)
  })

  it('verifies no session of the environment’s people for another secret key (H11)', async () => {
    const { publishableKey, jwtKey } = provider.options
    const env = { CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: SECRET_KEY, CLERK_JWT_KEY: jwtKey }
    const visit = { headers: { authorization: `Bearer ${await provider.mint()}` } }
    const down = { ...provider.ports, fetch: async () => new Response(null, { status: 500 }) }
    const app = withAuth<readonly [unknown]>(whoAmI, () => ({ secretKey: 'sk_test_other' }), down)
    expect(await (await app(new Request(APP, visit), env)).text()).toBe('')
  })

  it('verifies no session of the environment’s people for another tenant (H11)', async () => {
    const { publishableKey, jwtKey } = provider.options
    const env = { CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: SECRET_KEY, CLERK_JWT_KEY: jwtKey }
    const tenant = { publishableKey: `pk_live_${btoa('clerk.other.com$')}`, secretKey: 'sk_live_other' }
    const token = await provider.mint()
    const visit = { headers: { authorization: `Bearer ${token}` } }
    const down = { ...provider.ports, fetch: async () => new Response(null, { status: 500 }) }
    const app = withAuth<readonly [unknown]>(whoAmI, () => tenant, down)
    expect(await (await app(new Request(APP, visit), env)).text()).toBe('')
  })

  it('answers for the Frontend API before anything else, and only below its path', async () => {
    const calls: string[] = []
    const ports = {
      ...provider.ports,
      fetch: async (input: string | URL | Request): Promise<Response> => {
        calls.push(new Request(input).url)
        return new Response('from the Frontend API')
      },
    }
    const app = withAuth(() => new Response('app'), { ...provider.options, frontendApiProxy: { enabled: true } }, ports)
    expect(await (await app(get('/__clerk/v1/environment'))).text()).toBe('from the Frontend API')
    expect(calls).toHaveLength(1)
    expect(await (await app(get('/__clerkx'))).text()).toBe('app')
    const trip = await app(get('/x', { ...page, cookie: `__client_uat=${NOW_SEC - 60}` }))
    expect(trip.headers.get('location')).toContain(`${APP}/__clerk/v1/client/handshake?`)
  })

  it('tells the Frontend API nothing in the words of a client (H12)', async () => {
    const calls: Headers[] = []
    const ports = {
      ...provider.ports,
      fetch: async (_: unknown, init?: RequestInit): Promise<Response> => {
        calls.push(new Headers(init?.headers))
        return new Response('from the Frontend API')
      },
    }
    const frontendApiProxy = { enabled: true, clientAddressHeader: 'x-real-ip' }
    const app = withAuth(
      () => new Response('app'),
      { ...provider.options, authorizedParties: [APP], frontendApiProxy },
      ports,
    )
    const forged = { 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'https', 'cf-connecting-ip': '6.6.6.6' }
    await app(
      get('/__clerk/v1/environment', { ...forged, 'x-real-ip': '1.2.3.4', cookie: 'app=1', authorization: 'x' }),
    )
    expect(Object.fromEntries(calls[0] ?? [])).toMatchObject({
      'clerk-proxy-url': `${APP}/__clerk`,
      'x-forwarded-for': '1.2.3.4',
      'x-forwarded-host': new URL(APP).host,
    })
    for (const name of ['cf-connecting-ip', 'cookie', 'authorization']) expect(calls[0]?.has(name), name).toBe(false)
  })

  it('asks for each URL whether the proxy serves it', async () => {
    const ports = { ...provider.ports, fetch: async (): Promise<Response> => new Response('from the Frontend API') }
    const enabled = (url: URL): boolean => url.searchParams.has('on')
    const app = withAuth(() => new Response('app'), { ...provider.options, frontendApiProxy: { enabled } }, ports)
    expect(await (await app(get('/__clerk/v1/environment'))).text()).toBe('app')
    expect(await (await app(get('/__clerk/v1/environment?on'))).text()).toBe('from the Frontend API')
  })
})

describe('withAuth, ports', () => {
  it('spares a cold isolate the fetch of keys, with a store that lives in a binding', async () => {
    const KEYS = new Map<string, string>()
    const kept: Promise<unknown>[] = []
    const context = {
      waitUntil(this: unknown, work: Promise<unknown>) {
        expect(this).toBe(context)
        kept.push(work)
      },
    }
    const startIsolate = (): ((request: Request) => Promise<Response>) => {
      const app = withAuth<readonly [{ readonly KEYS: Map<string, string> }, typeof context]>(
        async (_, { auth }) => new Response((await auth()).userId),
        { ...provider.options, jwtKey: undefined },
        ({ KEYS: store }) => ({ ...provider.ports, keys: createKeyStore(store, SECRET_KEY + SECRET_KEY) }),
      )
      return (request) => app(request, { KEYS }, context)
    }
    const before = provider.calls.length
    const ask = async (): Promise<string> => (await startIsolate()(get('/', { cookie: toCookies(token) }))).text()
    expect(await ask()).toBe('user_ada')
    expect(kept.length).toBeGreaterThan(0)
    await Promise.all(kept)
    expect(provider.calls.length).toBe(before + 1)
    expect(await ask()).toBe('user_ada')
    expect(provider.calls.length).toBe(before + 1)
  })
})

describe('withAuth made for each request', () => {
  const remote = (own: Provider): object => ({ ...own.options, jwtKey: null })

  it('asks once for the keys of 200 requests, and says once that it should be made once (in-use 24, policies W2)', async () => {
    const own = await createProvider()
    const told: string[] = []
    const cookie = toCookies(await own.mint())
    for (let count = 0; count < 200; count += 1) {
      const ports = { ...own.ports, log: ({ event }: { readonly event: string }) => told.push(event) }
      const app = withAuth(
        async (_, { auth }) => Response.json((await auth()).userId),
        { ...remote(own), authorizedParties: null },
        ports,
      )
      expect(await (await app(get('/', { cookie }))).json()).toBe('user_ada')
    }
    expect(own.calls).toHaveLength(1)
    expect(told).toEqual(['authorized-parties-missing', 'middleware-made-per-request'])
  })

  it('finds by what the environment holds, also in a new object, and never another tenant (in-use 24)', async () => {
    const own = await createProvider()
    const cookie = toCookies(await own.mint())
    const env = { CLERK_PUBLISHABLE_KEY: own.options.publishableKey, CLERK_SECRET_KEY: SECRET_KEY }
    const visit = (environment: object): Promise<Response> =>
      withAuth<[object]>(() => new Response('ok'), {}, own.ports)(get('/', { cookie }), environment)
    for (let count = 0; count < 5; count += 1) await visit({ ...env, KV: {} })
    expect(own.calls).toHaveLength(1)
    await visit({ ...env, CLERK_SECRET_KEY: 'sk_live_other' })
    expect(own.calls).toHaveLength(2)
  })

  it('keeps a refresh alive by the request that runs now (in-use 24)', async () => {
    const own = await createProvider()
    let nowMs = NOW_SEC * 1000
    const ports = { ...own.ports, clock: { nowMs: () => nowMs } }
    const cookie = toCookies(await own.mint({ exp: NOW_SEC + 3_600 }))
    const visit = async (): Promise<number> => {
      const kept: unknown[] = []
      const context = { waitUntil: (work: unknown) => void kept.push(work) }
      const app = withAuth<[object, typeof context]>(() => new Response('ok'), remote(own), ports)
      await app(get('/', { cookie }), {}, context)
      return kept.length
    }
    expect(await visit()).toBeGreaterThan(0)
    expect(await visit()).toBe(0)
    nowMs += 250_000
    expect(await visit()).toBeGreaterThan(0)
  })

  it('says once what a request rejects with, whatever the server makes of it (first-day 24)', async () => {
    const own = await createProvider()
    const told: unknown[] = []
    const ports = { ...own.ports, log: (event: unknown) => void told.push(event) }
    for (let count = 0; count < 3; count += 1) {
      const app = withAuth(() => new Response('ok'), { ...own.options, secretKey: 'pk_live_x' }, ports)
      await expect(app(get('/'))).rejects.toThrow('ERR_AUTH_OPTION_INVALID')
    }
    expect(told).toMatchObject([{ level: 'error', details: { code: 'ERR_AUTH_OPTION_INVALID' } }])
  })

  it('says nothing of what the handler throws (first-day 24)', async () => {
    const own = await createProvider()
    const told: unknown[] = []
    const ports = { ...own.ports, log: (event: unknown) => void told.push(event) }
    const app = withAuth(() => Promise.reject(new Error('mine')), own.options, ports)
    await expect(app(get('/'))).rejects.toThrow('mine')
    expect(told).toEqual([])
  })
})
