import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  ADMIN_CLAIMS,
  API_KEY,
  APP,
  createProvider,
  NOW_SEC,
  toCookies,
  UNKNOWN_API_KEY,
  type Provider,
} from '../../fetch/test/provider.ts'
import type { AuthHandle } from '@postern/core'
import { createClerkMiddleware, type ClerkMiddleware } from './clerk-middleware.ts'
import { createRouteMatcher } from './create-route-matcher.ts'
import { getAuthHandle, getAuth } from './get-auth.ts'
import { protect } from './protect.ts'

let provider: Provider
let clerkMiddleware: ClerkMiddleware
let signedIn: { readonly cookie: string }
let admin: { readonly cookie: string }
beforeAll(async () => {
  provider = await createProvider()
  clerkMiddleware = createClerkMiddleware(provider.ports)
  signedIn = { cookie: toCookies(await provider.mint()) }
  admin = { cookie: toCookies(await provider.mint(ADMIN_CLAIMS)) }
})

const page = { accept: 'text/html', 'sec-fetch-dest': 'document' }
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` })
const ask = async (app: Hono, path: string, headers: Record<string, string> = {}): Promise<Response> =>
  app.request(`${APP}${path}`, { headers })

describe('clerkMiddleware', () => {
  it('tells routes who is signed in, at once and as a promise', async () => {
    const app = new Hono()
    app.use(clerkMiddleware(provider.options))
    app.get('/', async (c) =>
      c.json([getAuth(c).userId, c.get('clerkAuth')().userId, (await getAuthHandle(c)()).userId]),
    )
    expect(await (await ask(app, '/', signedIn)).json()).toEqual(['user_ada', 'user_ada', 'user_ada'])
    expect(await (await ask(app, '/')).json()).toEqual([null, null, null])
  })

  it('is nobody for everybody where no kind of token is accepted (B9)', async () => {
    const app = new Hono()
    app.use(clerkMiddleware({ ...provider.options, acceptsToken: [] }))
    app.get('/', (c) => c.json(getAuth(c).isAuthenticated || getAuth(c, { acceptsToken: 'any' }).isAuthenticated))
    app.get('/in', protect({ token: 'any' }), (c) => c.text('in'))
    for (const headers of [signedIn, bearer(API_KEY)]) {
      expect(await (await ask(app, '/', headers)).json()).toBe(false)
      expect((await ask(app, '/in', headers)).status).toBeGreaterThanOrEqual(400)
    }
  })

  it('reads the environment through the bindings', async () => {
    const app = new Hono()
    app.use(clerkMiddleware())
    app.get('/', (c) => c.text(String(getAuth(c).userId)))
    const env = {
      CLERK_PUBLISHABLE_KEY: provider.options.publishableKey,
      CLERK_SECRET_KEY: provider.options.secretKey,
      CLERK_JWT_KEY: provider.options.jwtKey,
    }
    expect(await (await app.request(APP, { headers: signedIn }, env)).text()).toBe('user_ada')
  })

  it('reads a Secrets Store that stands in place of a text, and names one that fails (in-use 20)', async () => {
    const app = new Hono()
    app.use(clerkMiddleware())
    app.get('/', (c) => c.text(String(getAuth(c).userId)))
    app.onError((error, c) => c.text(error.message, 500))
    const { publishableKey, jwtKey } = provider.options
    const env = { CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_JWT_KEY: { get: async () => jwtKey } }
    expect(await (await app.request(APP, { headers: signedIn }, env)).text()).toBe('user_ada')
    expect(await (await app.request(APP, { headers: signedIn }, env)).text()).toBe('user_ada')
    const broken = await app.request(APP, {}, { ...env, CLERK_SECRET_KEY: { get: async () => '' } })
    expect(await broken.text()).toContain('ERR_AUTH_BINDING_UNREADABLE: The binding CLERK_SECRET_KEY is empty')
  })

  it('makes redirects of a development instance new on Netlify, in the middleware and in routes (in-use 19)', async () => {
    const app = new Hono()
    app.use(clerkMiddleware())
    app.get('/', protect(), (c) => c.text('ok'))
    const env = {
      CLERK_PUBLISHABLE_KEY: `pk_test_${btoa('clerk.example.com$')}`,
      CLERK_SECRET_KEY: 'sk_test_x',
      NETLIFY: 'true',
    }
    for (const cookie of ['', '__clerk_db_jwt=d']) {
      const response = await app.request(APP, { headers: { ...page, cookie } }, env)
      expect(response.headers.get('location')).toContain(`__clerk_netlify_cache_bust=${NOW_SEC * 1000}`)
    }
  })

  it('hands a missing key to the error handler, with its code', async () => {
    const app = new Hono()
    app.use(clerkMiddleware())
    app.get('/', (c) => c.text('ok'))
    app.onError((error, c) => c.json('code' in error ? error.code : null, 500))
    const response = await app.request(APP, {}, { CLERK_SECRET_KEY: 'sk_live_x' })
    expect([response.status, await response.json()]).toEqual([500, 'ERR_AUTH_PUBLISHABLE_KEY_MISSING'])
  })

  it('serves the page when a rule catches the question (W3)', async () => {
    const app = new Hono()
    app.use(
      clerkMiddleware(async (auth, c) => {
        const session = await auth.protect().catch(() => null)
        return session === null ? undefined : c.redirect('/dashboard')
      }, provider.options),
    )
    app.get('/', (c) => c.text('welcome'))
    expect(await (await ask(app, '/')).text()).toBe('welcome')
    expect((await ask(app, '/', signedIn)).headers.get('location')).toBe('/dashboard')
  })

  it('refuses when a rule swallows the refusal and runs the routes by hand (in-use 5)', async () => {
    const app = new Hono()
    app.notFound((c) => c.text('nothing here', 404))
    app.use((c, next) =>
      clerkMiddleware(async (auth) => {
        try {
          await auth.protect()
        } catch {
          // As if nothing had happened.
        }
        await next()
        return c.res
      }, provider.options)(c, next),
    )
    app.get('/', (c) => c.text('secret', 200, { 'x-secret': '1' }))
    const refused = await ask(app, '/')
    expect([refused.status, await refused.text(), refused.headers.get('x-secret')]).toEqual([404, 'nothing here', null])
    expect(refused.headers.get('cache-control')).toBe('no-store')
    expect((await ask(app, '/', page)).status).toBe(307)
    expect(await (await ask(app, '/', signedIn)).text()).toBe('secret')
  })

  it('obeys a rule that catches the refusal and answers itself (in-use 5)', async () => {
    const app = new Hono()
    app.use(
      clerkMiddleware(async (auth, c) => {
        try {
          await auth.protect()
        } catch {
          return c.json({ error: 'no' }, 403)
        }
      }, provider.options),
    )
    app.get('/', (c) => c.text('secret'))
    expect((await ask(app, '/')).status).toBe(403)
  })

  it('asks a callback for the options of each request', async () => {
    const app = new Hono<{ Bindings: { tenant: string } }>()
    const seen: string[] = []
    app.use(
      clerkMiddleware((c) => {
        seen.push(c.env.tenant)
        return provider.options
      }),
    )
    app.get('/', (c) => c.text(String(getAuth(c).userId)))
    expect(await (await app.request(APP, { headers: signedIn }, { tenant: 'one' })).text()).toBe('user_ada')
    await app.request(APP, {}, { tenant: 'two' })
    expect(seen).toEqual(['one', 'two'])
  })

  it('takes a rule: what it lets through reaches the routes, the rest ends there', async () => {
    const isProtected = createRouteMatcher(['/dashboard(.*)'])
    const app = new Hono()
    app.use(
      clerkMiddleware(async (auth, c) => {
        if (isProtected(c)) await auth.protect()
      }, provider.options),
    )
    app.get('*', (c) => c.text(`reached ${c.req.path}`))
    app.notFound((c) => c.text('own not-found page', 404))
    expect(await (await ask(app, '/')).text()).toBe('reached /')
    const refused = await ask(app, '/dashboard')
    expect([refused.status, await refused.text()]).toEqual([404, 'own not-found page'])
    expect(refused.headers.get('cache-control')).toBe('no-store')
    expect((await ask(app, '/dashboard', page)).headers.get('location')).toContain('/sign-in?redirect_url=')
    expect(await (await ask(app, '/dashboard', signedIn)).text()).toBe('reached /dashboard')
    expect((await ask(app, '/x/..%2fdashboard')).status).toBe(400)
  })

  it('takes a rule alone, and its keys from the environment', async () => {
    const app = new Hono()
    app.use(
      clerkMiddleware(async (auth, c) => {
        if (c.req.path === '/dashboard') await auth.protect()
      }),
    )
    app.get('*', (c) => c.text('reached'))
    const { publishableKey, secretKey, jwtKey } = provider.options
    const env = { CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: secretKey, CLERK_JWT_KEY: jwtKey }
    const status = async (path: string, headers = {}): Promise<number> =>
      (await app.request(`${APP}${path}`, { headers }, env)).status
    expect([await status('/'), await status('/dashboard'), await status('/dashboard', signedIn)]).toEqual([
      200, 404, 200,
    ])
  })

  it('fails closed when a rule with one parameter stands alone, where options are expected', async () => {
    const app = new Hono()
    app.use(clerkMiddleware(async (auth) => void (await auth.protect())))
    app.get('*', (c) => c.text('reached'))
    app.onError((_, c) => c.text('error page', 500))
    expect((await ask(app, '/', signedIn)).status).toBe(500)
  })

  it('sends the response of a rule instead of the routes', async () => {
    const app = new Hono()
    app.use(clerkMiddleware((_auth, c) => c.text('maintenance', 503), provider.options))
    app.get('/', (c) => c.text('reached'))
    const response = await ask(app, '/')
    expect([response.status, await response.text()]).toEqual([503, 'maintenance'])
    expect(response.headers.get('x-clerk-auth-status')).toBe('signed-out')
  })

  it('refuses when the rule swallowed or forgot the refusal', async () => {
    const swallowing = new Hono()
    swallowing.use(
      clerkMiddleware(async (auth, _c) => {
        try {
          await auth.protect()
        } catch {
          // As if nothing had happened.
        }
      }, provider.options),
    )
    swallowing.get('/', (c) => c.text('secret'))
    const forgetting = new Hono()
    forgetting.use(
      clerkMiddleware((auth, _c) => {
        // oxlint-disable-next-line typescript/no-floating-promises
        auth.protect()
      }, provider.options),
    )
    forgetting.get('/', (c) => c.text('secret'))
    expect([(await ask(swallowing, '/')).status, (await ask(forgetting, '/')).status]).toEqual([404, 404])
  })

  it('refuses when the callback that gives options answers the request instead', async () => {
    const app = new Hono()
    app.onError((error, c) => c.text('code' in error ? String(error.code) : '', 500))
    // A lone function without a second parameter gives options, whatever was meant.
    app.use(clerkMiddleware(() => new Response('maintenance', { status: 503 })))
    app.get('/', (c) => c.text('secret'))
    const env = { CLERK_PUBLISHABLE_KEY: provider.options.publishableKey, CLERK_SECRET_KEY: 'sk_live_x' }
    expect(await (await app.request(APP, {}, env)).text()).toBe('ERR_AUTH_OPTION_INVALID')
  })

  it('refuses when a route forgot the refusal, itself or in a helper', async () => {
    const app = new Hono()
    app.use(clerkMiddleware(provider.options))
    const demand = async (auth: AuthHandle): Promise<void> => void (await auth.protect())
    app.get('/forgotten', (c) => {
      // oxlint-disable-next-line typescript/no-floating-promises
      getAuthHandle(c).protect()
      return c.text('secret')
    })
    app.get('/helper', (c) => {
      demand(getAuthHandle(c)).catch(() => {})
      return c.text('secret')
    })
    app.get('/late', (c) => {
      getAuthHandle(c)
        .protect()
        .then(
          () => {},
          () => {},
        )
      return c.text('secret')
    })
    for (const path of ['/forgotten', '/helper', '/late']) expect((await ask(app, path)).status, path).toBe(404)
    for (const path of ['/forgotten', '/helper', '/late']) {
      expect(await (await ask(app, path, signedIn)).text(), path).toBe('secret')
    }
  })

  it('refuses when a refusal of a route gets lost in a race (L5)', async () => {
    const app = new Hono()
    app.use(clerkMiddleware(provider.options))
    app.get('/race', async (c) => {
      await Promise.race([getAuthHandle(c).protect(), Promise.resolve()])
      await new Promise((resolve) => setTimeout(resolve, 1))
      return c.text('secret')
    })
    app.get('/settled', async (c) => {
      const [found] = await Promise.allSettled([getAuthHandle(c).protect()])
      return c.text(found.status === 'rejected' ? 'my own refusal' : 'secret')
    })
    app.get('/caught', async (c) => {
      try {
        await getAuthHandle(c).protect()
      } catch {
        return c.text('my own refusal')
      }
      return c.text('secret')
    })
    expect((await ask(app, '/race')).status).toBe(404)
    for (const path of ['/race', '/settled']) expect(await (await ask(app, path, signedIn)).text(), path).toBe('secret')
    for (const path of ['/settled', '/caught']) expect(await (await ask(app, path)).text(), path).toBe('my own refusal')
  })

  it('never turns a refusal into a page, even where the not-found handler answers every path with one', async () => {
    const app = new Hono()
    app.use(clerkMiddleware(async (auth, _c) => void (await auth.protect()), provider.options))
    app.notFound((c) => c.html('<div id="app"></div>', 200))
    expect((await ask(app, '/x')).status).toBe(404)
  })

  it('redirects a browser on a handshake with its counter cookie', async () => {
    const app = new Hono()
    app.use(clerkMiddleware(provider.options))
    app.get('*', (c) => c.text('reached'))
    const response = await ask(app, '/x', { ...page, cookie: `__client_uat=${NOW_SEC - 60}` })
    expect([response.status, response.headers.getSetCookie().length]).toEqual([307, 1])
  })

  it('adds the state to whatever response came of the routes', async () => {
    const app = new Hono()
    app.use(clerkMiddleware(provider.options))
    app.get('/text', (c) => c.text('ok'))
    app.get('/fresh', () => new Response('ok', { headers: { 'set-cookie': 'a=1' } }))
    app.get('/frozen', () => Response.redirect(`${APP}/y`))
    app.get('/replaced', async (c) => {
      c.header('set-cookie', 'b=2', { append: true })
      c.res = new Response('replaced')
      return c.res
    })
    app.get('/broken', () => {
      throw new Error('own')
    })
    app.onError((_, c) => c.text('error page', 500))
    const statuses: Record<string, number> = {}
    for (const path of ['/text', '/fresh', '/frozen', '/replaced', '/broken', '/nowhere']) {
      const response = await ask(app, path)
      expect(response.headers.get('x-clerk-auth-status'), path).toBe('signed-out')
      statuses[path] = response.status
    }
    expect(statuses).toEqual({
      '/text': 200,
      '/fresh': 200,
      '/frozen': 302,
      '/replaced': 200,
      '/broken': 500,
      '/nowhere': 404,
    })
  })

  it('adds the state once where two middlewares run', async () => {
    const app = new Hono()
    app.use(clerkMiddleware(provider.options))
    app.use('/x', clerkMiddleware(provider.options))
    app.get('/x', (c) => c.text('ok'))
    expect((await ask(app, '/x')).headers.get('x-clerk-auth-status')).toBe('signed-out')
  })

  it('keeps headers that only a middleware may set from the routes', async () => {
    const app = new Hono()
    app.use(clerkMiddleware(provider.options))
    app.post('/', async (c) => c.json([c.req.header(), await c.req.text()]))
    const headers = {
      'x-clerk-auth-status': 'signed-in',
      x_postern_auth: 'x',
      'x-own': '1',
      'content-type': 'text/plain',
    }
    const response = await app.request(APP, { method: 'POST', body: 'hello', headers })
    expect(await response.json()).toEqual([{ 'content-type': 'text/plain', 'x-own': '1' }, 'hello'])
  })

  it('answers for the Frontend API before anything else', async () => {
    const proxied = createClerkMiddleware({
      ...provider.ports,
      fetch: async () => new Response('from the Frontend API'),
    })
    const app = new Hono()
    app.use(proxied({ ...provider.options, frontendApiProxy: { enabled: true, path: '/fapi/' } }))
    app.get('*', (c) => c.text('app'))
    expect(await (await ask(app, '/fapi/v1/environment')).text()).toBe('from the Frontend API')
    expect(await (await ask(app, '/fapix')).text()).toBe('app')
  })

  it('tells the Frontend API nothing in the words of a client (H12)', async () => {
    const calls: Headers[] = []
    const fetch = async (_: unknown, init?: RequestInit): Promise<Response> => {
      calls.push(new Headers(init?.headers))
      return new Response('from the Frontend API')
    }
    const app = new Hono()
    const options = { ...provider.options, authorizedParties: [APP], frontendApiProxy: { enabled: true } }
    app.use(createClerkMiddleware({ ...provider.ports, fetch })(options))
    const forged = { 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'https', 'x-real-ip': '6.6.6.6' }
    await ask(app, '/__clerk/v1/environment', { ...forged, cookie: 'app=1; __client=c' })
    expect(calls[0]?.get('clerk-proxy-url')).toBe(`${APP}/__clerk`)
    expect([calls[0]?.get('cookie'), calls[0]?.get('x-forwarded-for')]).toEqual(['__client=c', null])
  })
})

describe('getAuth', () => {
  it('reads machine tokens that were verified before the route, each once', async () => {
    const app = new Hono()
    app.use(clerkMiddleware(provider.options))
    app.get('/', (c) => {
      const any = getAuth(c, { acceptsToken: 'any' })
      const key = getAuth(c, { acceptsToken: 'api_key' })
      const listed = getAuth(c, { acceptsToken: ['oauth_token', 'session_token'] })
      return c.json([any.tokenType, any.isAuthenticated, key.id, listed.tokenType, getAuth(c).isAuthenticated])
    })
    const before = provider.calls.length
    expect(await (await ask(app, '/', bearer(API_KEY))).json()).toEqual(['api_key', true, 'ak_1', null, false])
    expect(provider.calls.length).toBe(before + 1)
    expect(await (await ask(app, '/', bearer(UNKNOWN_API_KEY))).json()).toEqual(['api_key', false, null, null, false])
    expect(await (await ask(app, '/', signedIn)).json()).toEqual(['session_token', true, null, 'session_token', true])
  })

  it('does not ask the provider about kinds that the middleware does not accept', async () => {
    const app = new Hono()
    app.use(clerkMiddleware({ ...provider.options, acceptsToken: ['session_token'] }))
    app.get('/', (c) => c.json(getAuth(c, { acceptsToken: 'any' }).isAuthenticated))
    const before = provider.calls.length
    expect(await (await ask(app, '/', bearer(API_KEY))).json()).toBe(false)
    expect(provider.calls.length).toBe(before)
  })

  it('shows a pending session only on request', async () => {
    const app = new Hono()
    app.use(clerkMiddleware(provider.options))
    app.get('/', (c) =>
      c.json([getAuth(c).userId, getAuth(c).sessionStatus, getAuth(c, { treatPendingAsSignedOut: false }).userId]),
    )
    const pending = { cookie: toCookies(await provider.mint({ sts: 'pending' })) }
    expect(await (await ask(app, '/', pending)).json()).toEqual([null, 'pending', 'user_ada'])
  })

  it('throws a coded error where the middleware did not run', async () => {
    const app = new Hono()
    app.get('/', (c) => c.json(getAuth(c).userId))
    app.get('/protected', protect(), (c) => c.text('secret'))
    app.onError((error, c) => c.json('code' in error ? error.code : null, 500))
    for (const path of ['/', '/protected']) {
      expect(await (await ask(app, path)).json()).toBe('ERR_AUTH_MIDDLEWARE_MISSING')
    }
  })
})

describe('protect', () => {
  const build = (): Hono => {
    const app = new Hono()
    app.use(clerkMiddleware(provider.options))
    app.get('/session', protect(), (c) => c.text('reached'))
    app.get('/admin', protect({ permission: 'org:admin:example1' }), (c) => c.text('reached'))
    app.get(
      '/predicate',
      protect((has) => has({ role: 'org:admin' })),
      (c) => c.text('reached'),
    )
    app.get('/api', protect({ token: 'api_key' }), (c) => c.text('reached'))
    app.get('/away', protect({ role: 'org:admin' }, { unauthorizedUrl: '/denied' }), (c) => c.text('reached'))
    app.get('/oauth', protect({ token: 'oauth_token' }), (c) => c.text('reached'))
    return app
  }

  it('lets through who may be there', async () => {
    const app = build()
    for (const path of ['/session', '/admin', '/predicate', '/away']) {
      expect(await (await ask(app, path, admin)).text(), path).toBe('reached')
    }
    expect(await (await ask(app, '/api', bearer(API_KEY))).text()).toBe('reached')
  })

  it('refuses everybody else: 404, the sign-in page, a page of the application, or 401', async () => {
    const app = build()
    app.notFound((c) => c.text('own not-found page', 404))
    const refused = await ask(app, '/session')
    expect([refused.status, await refused.text()]).toEqual([404, 'own not-found page'])
    expect(refused.headers.get('x-clerk-auth-reason')).toContain('protect-rewrite')
    expect(refused.headers.get('x-clerk-auth-status')).toBe('signed-out')
    expect(refused.headers.get('cache-control')).toBe('no-store')
    const visit = await ask(app, '/session', page)
    expect([visit.status, visit.headers.get('x-clerk-redirect-to')]).toEqual([307, 'true'])
    expect(visit.headers.get('location')).toContain(`${APP}/sign-in?redirect_url=`)
    expect((await ask(app, '/admin', signedIn)).status).toBe(404)
    expect((await ask(app, '/away', signedIn)).headers.get('location')).toBe(`${APP}/denied`)
    expect((await ask(app, '/api', signedIn)).status).toBe(401)
    const challenge = await ask(app, '/oauth')
    expect([challenge.status, challenge.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer resource_metadata="https://clerk.example.com/.well-known/oauth-protected-resource"',
    ])
  })

  it('marks a redirect to a page of the application as one to the sign-in page (B6)', async () => {
    const app = build()
    app.get('/welcome', protect({ unauthenticatedUrl: '/hello' }), (c) => c.text('reached'))
    for (const response of [await ask(app, '/away', signedIn), await ask(app, '/welcome')]) {
      expect([response.status, response.headers.get('x-clerk-redirect-to')]).toEqual([307, 'true'])
    }
  })

  it('hands an HTTPException with the response to the error handler of the application', async () => {
    const app = build()
    const seen: unknown[] = []
    app.onError((error, c) => {
      seen.push(error instanceof HTTPException && error.getResponse().status)
      return c.json({ error: 'no' }, 403)
    })
    const response = await ask(app, '/api')
    expect([response.status, await response.json(), seen]).toEqual([403, { error: 'no' }, [401]])
    expect(response.headers.get('cache-control')).toBe('no-store')
  })
})

describe('getAuthHandle', () => {
  it('refuses inside a handler, and ends it', async () => {
    const app = new Hono()
    let reached = false
    app.use(clerkMiddleware(provider.options))
    app.get('/', async (c) => {
      await getAuthHandle(c).protect()
      reached = true
      return c.text('secret')
    })
    app.get('/go', async (c) => {
      const auth = await getAuthHandle(c)()
      if (!auth.isAuthenticated) return auth.redirectToSignIn({ returnBackUrl: `${APP}/back` })
      return c.text(auth.userId)
    })
    expect((await ask(app, '/')).status).toBe(404)
    expect(reached).toBe(false)
    const away = await ask(app, '/go')
    expect([away.status, away.headers.get('location')]).toEqual([
      307,
      `${APP}/sign-in?redirect_url=${encodeURIComponent(`${APP}/back`)}`,
    ])
    expect(await (await ask(app, '/go', signedIn)).text()).toBe('user_ada')
  })

  it('refuses although nobody awaited protect(), however late the handler answers', async () => {
    const app = new Hono()
    app.use(clerkMiddleware(provider.options))
    app.get('/now', (c) => {
      // oxlint-disable-next-line typescript/no-floating-promises
      getAuthHandle(c).protect()
      return c.text('secret', 200, { 'set-cookie': 'secret=1' })
    })
    app.get('/late', async (c) => {
      // oxlint-disable-next-line typescript/no-floating-promises
      getAuthHandle(c).protect()
      await new Promise((resolve) => setTimeout(resolve, 5))
      return c.text('secret')
    })
    for (const path of ['/now', '/late']) {
      const response = await ask(app, path)
      const isTold = (await response.text()).includes('secret') || response.headers.getSetCookie().length > 0
      expect([response.status, isTold], path).toEqual([404, false])
      expect((await ask(app, path, signedIn)).status, path).toBe(200)
    }
  })

  it('leaves the answer to a handler that caught the refusal', async () => {
    const app = new Hono()
    app.use(clerkMiddleware(provider.options))
    app.get('/', async (c) => {
      try {
        await getAuthHandle(c).protect({ role: 'org:admin' })
        return c.text('all')
      } catch {
        return c.text('a little')
      }
    })
    const response = await ask(app, '/', signedIn)
    expect([response.status, await response.text(), response.headers.get('cache-control')]).toEqual([
      200,
      'a little',
      null,
    ])
  })

  it('says what changed where a route asks without await (policies, version 5)', async () => {
    const app = new Hono()
    app.use(clerkMiddleware(provider.options))
    app.get('/', (c) => c.json({ userId: Reflect.get(getAuthHandle(c)(), 'userId') as unknown }))
    app.onError((error, c) => c.text(error.message, 500))
    const response = await ask(app, '/', signedIn)
    expect([response.status, await response.text()]).toEqual([500, expect.stringContaining('ERR_AUTH_NOT_AWAITED')])
  })
})

describe('clerkMiddleware made for each request', () => {
  it('asks once for the keys of 200 requests, and says once that it should be made once (in-use 24, policies W2)', async () => {
    const own = await createProvider()
    const told: string[] = []
    const make = createClerkMiddleware({ ...own.ports, log: ({ event }) => void told.push(event) })
    const app = new Hono()
    app.use((c, next) => make({ ...own.options, jwtKey: null })(c, next))
    app.get('/', (c) => c.json(getAuth(c).userId))
    const cookie = toCookies(await own.mint())
    for (let count = 0; count < 200; count += 1) {
      expect(await (await ask(app, '/', { cookie })).json()).toBe('user_ada')
    }
    expect(own.calls).toHaveLength(1)
    expect(told).toEqual(['middleware-made-per-request'])
  })

  it('never answers for another tenant or another fetch (in-use 24)', async () => {
    const [one, two] = await Promise.all([createProvider(), createProvider()])
    const cookie = toCookies(await one.mint())
    const visit = async (provider: Provider, secretKey: string): Promise<unknown> => {
      const app = new Hono()
      app.use(createClerkMiddleware(provider.ports)({ ...provider.options, jwtKey: null, secretKey }))
      app.get('/', (c) => c.json(getAuth(c).userId))
      return (await ask(app, '/', { cookie })).json()
    }
    expect([await visit(one, 'sk_live_a'), await visit(one, 'sk_live_b')]).toEqual(['user_ada', 'user_ada'])
    expect(await visit(two, 'sk_live_a')).toBeNull()
    expect([one.calls.length, two.calls.length]).toEqual([2, 1])
  })

  it('remembers what its callback named, and for one that is made once nothing of another (H11)', async () => {
    const { publishableKey, secretKey, jwtKey } = provider.options
    const env = { CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: secretKey, CLERK_JWT_KEY: jwtKey }
    const make = (options: object) => clerkMiddleware(() => ({ ...options }))
    const keys = { publishableKey, secretKey, jwtKey }
    const app = new Hono()
    app.use('/admin', make(keys))
    app.use('/shop', make({}))
    app.use('/anew', (c, next) => make(c.req.query('known') === undefined ? {} : keys)(c, next))
    app.get('*', (c) => c.json(getAuth(c).userId))
    app.onError((error, c) => c.text(error.message, 500))
    await Promise.resolve()
    for (const path of ['/shop', '/admin', '/shop', '/anew', '/anew?known', '/shop', '/admin']) {
      expect((await app.request(`${APP}${path}`, { headers: signedIn }, env)).status).toBe(200)
    }
    expect(await (await app.request(`${APP}/anew`, {}, env)).text()).toContain('ERR_AUTH_TENANT_UNKNOWN')
  })

  it('says once what a request rejects with, whatever the server makes of it (first-day 24)', async () => {
    const own = await createProvider()
    const told: unknown[] = []
    const app = new Hono()
    app.use(createClerkMiddleware({ ...own.ports, log: (event) => void told.push(event) })({ secretKey: 'sk_live_a' }))
    app.onError(() => new Response(null, { status: 500 }))
    for (let count = 0; count < 3; count += 1) expect((await ask(app, '/')).status).toBe(500)
    expect(told).toMatchObject([{ level: 'error', details: { code: 'ERR_AUTH_PUBLISHABLE_KEY_MISSING' } }])
  })
})
