import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { setCookie } from 'hono/cookie'
import { cors } from 'hono/cors'
import { secureHeaders } from 'hono/secure-headers'
import { beforeAll, describe, expect, it } from 'vitest'
import { APP, createProvider, NOW_SEC, toCookies, type Provider } from '../../fetch/test/provider.ts'
import { createClerkMiddleware, type ClerkMiddleware } from './clerk-middleware.ts'
import { createRouteMatcher } from './create-route-matcher.ts'
import { getAuthHandle } from './get-auth.ts'
import type { MiddlewareRule } from './middleware-arguments.ts'

let provider: Provider
let clerkMiddleware: ClerkMiddleware
let signedIn: { readonly cookie: string }
beforeAll(async () => {
  provider = await createProvider()
  clerkMiddleware = createClerkMiddleware(provider.ports)
  signedIn = { cookie: toCookies(await provider.mint()) }
})

const ORIGIN = 'https://shop.example'
const page = { accept: 'text/html', 'sec-fetch-dest': 'document' }
/** Cookies that contradict each other: the browser is sent to the provider, with a counter cookie. */
const undecided = { ...page, cookie: `__client_uat=${NOW_SEC - 60}` }

/** CORS by hand, a cookie, and what a policy for the whole application sets. */
const prepare: MiddlewareHandler = async (c, next) => {
  c.header('access-control-allow-origin', ORIGIN)
  c.header('vary', 'Origin')
  c.header('cache-control', 'public, max-age=60')
  c.header('content-type', 'text/x-own')
  setCookie(c, 'theme', 'dark')
  setCookie(c, 'lang', 'en')
  await next()
}

function createApp(before: MiddlewareHandler | null, rule: MiddlewareRule): Hono {
  const app = new Hono()
  if (before !== null) app.use(before)
  app.use(clerkMiddleware(rule, provider.options))
  app.all('*', (c) => c.text('reached'))
  return app
}

const ask = async (app: Hono, path: string, headers: Record<string, string> = {}): Promise<Response> =>
  app.request(`${APP}${path}`, { headers })

const RULES: Record<string, MiddlewareRule> = {
  'a refusal': async (auth) => void (await auth.protect()),
  'a redirect to the sign-in page': async (auth) => (await auth()).redirectToSignIn(),
  'a challenge': async (auth) => void (await auth.protect({ token: 'oauth_token' })),
  'a redirect on a handshake': () => undefined,
}

const STATUS: Record<string, number> = { 'a refusal': 404, 'a challenge': 401 }

describe('headers set before the middleware', () => {
  it.each(Object.keys(RULES))('stand on %s (W6)', async (name) => {
    const app = createApp(prepare, RULES[name] ?? (() => undefined))
    const asked = name.endsWith('handshake') ? undecided : {}
    const response = await ask(app, '/x', asked)
    const own = await ask(createApp(null, RULES[name] ?? (() => undefined)), '/x', asked)
    expect(response.status).toBe(STATUS[name] ?? 307)
    expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(response.headers.get('vary')).toContain('Origin')
    // What the decision says is never replaced, and of cookies both stay.
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('location')).toBe(own.headers.get('location'))
    expect(response.headers.get('www-authenticate')).toBe(own.headers.get('www-authenticate'))
    expect(response.headers.getSetCookie()).toEqual([
      'theme=dark; Path=/',
      'lang=en; Path=/',
      ...own.headers.getSetCookie(),
    ])
  })

  it('stand on a 400 for a path with two readings (W6)', async () => {
    const isAdmin = createRouteMatcher(['/admin(.*)'])
    const ruled = createApp(prepare, async (auth, c) => {
      if (isAdmin(c)) await auth.protect()
    })
    const response = await ask(ruled, '/public%2F..%2Fadmin')
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([400, ORIGIN])
  })

  it('stand on what the proxy of the Frontend API answers, whose own come first (W6)', async () => {
    const app = new Hono()
    app.use(prepare)
    const upstream = createClerkMiddleware({
      ...provider.ports,
      fetch: async () => new Response('proxied', { headers: { 'content-type': 'text/plain', 'x-up': '1' } }),
    })
    app.use(upstream({ ...provider.options, frontendApiProxy: { enabled: true } }))
    const response = await ask(app, '/__clerk/v1/client')
    expect(await response.text()).toBe('proxied')
    expect([response.headers.get('x-up'), response.headers.get('content-type')]).toEqual(['1', 'text/plain'])
    expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN)
  })

  it('stand on a response of the rule, beside the cookies of the decision (W6)', async () => {
    const rule: MiddlewareRule = (_auth, c) => {
      setCookie(c, 'own', '1')
      return c.json({ by: 'rule' })
    }
    const response = await ask(createApp(prepare, rule), '/x', signedIn)
    expect(await response.json()).toEqual({ by: 'rule' })
    expect(response.headers.getSetCookie()).toEqual(['theme=dark; Path=/', 'lang=en; Path=/', 'own=1; Path=/'])
    expect(response.headers.get('content-type')).toBe('application/json')
  })

  it('stand on the refusal that a route forgot; those of the route do not (W6)', async () => {
    const app = new Hono()
    app.use(prepare)
    app.use(clerkMiddleware(provider.options))
    app.get('*', (c) => {
      // oxlint-disable-next-line typescript/no-floating-promises
      getAuthHandle(c).protect()
      c.header('x-secret', '1')
      setCookie(c, 'secret', '1')
      return c.text('secret')
    })
    const response = await ask(app, '/x')
    expect([response.status, response.headers.get('x-secret')]).toEqual([404, null])
    expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(response.headers.getSetCookie()).toEqual(['theme=dark; Path=/', 'lang=en; Path=/'])
  })

  it('replace nothing of the answer where an earlier middleware read the response (W6)', async () => {
    const read: MiddlewareHandler = async (c, next) => {
      c.res.headers.set('cache-control', 'public')
      c.res.headers.append('set-cookie', 'a=1')
      await cors({ origin: ORIGIN })(c, next)
    }
    const app = createApp(read, () => undefined)
    const response = await ask(app, '/x', { ...undecided, origin: ORIGIN })
    const cookies = response.headers.getSetCookie()
    expect([response.status, response.headers.get('cache-control')]).toEqual([307, 'no-store'])
    expect(cookies[0]).toBe('a=1')
    expect(cookies.slice(1).map((cookie) => cookie.split('=')[0])).toEqual(['__clerk_redirect_count'])
    expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(response.headers.get('vary')).toBe('Origin')
  })

  it('let the refusal through where a response was already there (W6)', async () => {
    const first: MiddlewareHandler = async (c, next) => {
      c.res = new Response('an earlier answer', { headers: { 'x-early': '1', 'content-length': '17' } })
      await next()
    }
    const response = await ask(createApp(first, RULES['a refusal'] ?? (() => undefined)), '/x')
    expect([response.status, response.headers.get('x-early')]).toEqual([404, '1'])
    expect(await response.text()).not.toContain('earlier')
  })

  it('stay where the application calls the middleware by hand and answers for itself (W6)', async () => {
    const app = new Hono()
    app.use(prepare)
    app.use(async (c: Context, next) => {
      const refused = await clerkMiddleware(async (auth, _c) => void (await auth.protect()), provider.options)(c, next)
      return refused === undefined ? undefined : c.text('by hand', 403)
    })
    app.get('*', (c) => c.text('reached'))
    const response = await ask(app, '/x')
    expect([response.status, await response.text()]).toEqual([403, 'by hand'])
    expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(await (await ask(app, '/x', signedIn)).text()).toBe('reached')
  })

  it('of a middleware around ours stand as before (W6)', async () => {
    const app = createApp(secureHeaders(), RULES['a refusal'] ?? (() => undefined))
    const response = await ask(app, '/x')
    expect([response.status, response.headers.get('x-content-type-options')]).toEqual([404, 'nosniff'])
  })
})
