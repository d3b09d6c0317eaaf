import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { contextStorage, getContext } from 'hono/context-storage'
import { beforeAll, describe, expect, it } from 'vitest'
import { APP, createProvider, toCookies, type Provider } from '../../fetch/test/provider.ts'
import { createClerkMiddleware, type ClerkMiddleware } from './clerk-middleware.ts'
import { getAuth, getAuthHandle } from './get-auth.ts'
import { protect } from './protect.ts'

/** The application's own names, one of which an earlier version of ours wrote. */
interface OwnEnv {
  Variables: { auth?: string; user?: string; postern?: string }
}

let provider: Provider
let clerkMiddleware: ClerkMiddleware
let signedIn: { readonly cookie: string }
beforeAll(async () => {
  provider = await createProvider()
  clerkMiddleware = createClerkMiddleware(provider.ports)
  signedIn = { cookie: toCookies(await provider.mint()) }
})

const ask = async (app: Hono<OwnEnv>, path: string, headers: Record<string, string> = {}): Promise<Response> =>
  app.request(`${APP}${path}`, { headers })

/** The application's own way in: `auth` stands for users that it knows. */
const closeToStrangers: MiddlewareHandler<OwnEnv> = async (c, next) => {
  // oxlint-disable-next-line typescript/no-invalid-void-type
  if (c.get('auth') === undefined) return c.text('unauthorized', 401)
  return next()
}

/** A value under a name of ours, put there by the application. */
const write = (name: string, value: unknown): MiddlewareHandler => {
  return async (c: Context, next) => {
    c.set(name, value)
    await next()
  }
}

describe('variables of the application', () => {
  it('stay absent where the application did not set them: its own guard refuses nobody (W1)', async () => {
    const app = new Hono<OwnEnv>()
    app.use(clerkMiddleware(provider.options))
    app.get('/x', closeToStrangers, (c) => c.text('secret'))
    expect((await ask(app, '/x')).status).toBe(401)
    expect((await ask(app, '/x', signedIn)).status).toBe(401)
  })

  it('stay absent inside of the rule and in a sub-app with a middleware of its own (W1)', async () => {
    const seen: unknown[] = []
    const inner = new Hono<OwnEnv>()
    inner.use(
      clerkMiddleware((_auth, c) => {
        seen.push(c.get('auth'))
      }, provider.options),
    )
    inner.get('/x', closeToStrangers, (c) => c.text('secret'))
    const app = new Hono<OwnEnv>()
    app.use(clerkMiddleware((_auth, c) => void seen.push(c.get('auth')), provider.options))
    app.route('/in', inner)
    expect((await ask(app, '/in/x', signedIn)).status).toBe(401)
    expect(seen).toEqual([undefined, undefined])
  })

  it('are the application’s, set before the middleware or after it (W1)', async () => {
    const app = new Hono<OwnEnv>()
    app.use('/before/*', write('auth', 'ada'))
    app.use(clerkMiddleware(provider.options))
    app.use('/after/*', write('auth', 'ada'))
    app.get('*', closeToStrangers, protect(), async (c) =>
      c.json([c.get('auth'), getAuth(c).userId, (await getAuthHandle(c)()).userId]),
    )
    for (const path of ['/before/x', '/after/x']) {
      expect(await (await ask(app, path, signedIn)).json(), path).toEqual(['ada', 'user_ada', 'user_ada'])
      // Known to the application, but not signed in.
      expect((await ask(app, path)).status, path).toBe(404)
    }
  })

  it('are only the vendor’s names, whatever else the middleware keeps (W1)', async () => {
    const app = new Hono<OwnEnv>()
    app.use(contextStorage())
    app.use(clerkMiddleware(provider.options))
    app.get('*', (c) => c.json([Object.keys(c.var), Object.keys(getContext().var)]))
    const [names, stored] = await (await ask(app, '/x')).json()
    expect(names).toEqual(['clerk', 'clerkAuth'])
    expect(stored).toEqual(['clerk', 'clerkAuth'])
  })

  it('cannot pretend to be ours: what the application writes under the vendor’s names signs nobody in (W1)', async () => {
    const liar = (): unknown => ({ isAuthenticated: true, userId: 'user_liar', tokenType: 'session_token' })
    const app = new Hono<OwnEnv>()
    app.use('/before/*', write('clerkAuth', liar))
    app.use('/alone/*', write('clerkAuth', liar))
    app.onError((error, c) => c.text('code' in error ? String(error.code) : error.message, 500))
    app.get('/alone/x', (c) => c.text(String(getAuth(c).userId)))
    app.get('/alone/protected', protect(), (c) => c.text('secret'))
    app.use(clerkMiddleware(provider.options))
    app.use('/after/*', write('clerkAuth', liar))
    app.get('*', async (c) => c.json([getAuth(c).userId, (await getAuthHandle(c)()).userId]))
    for (const path of ['/before/x', '/after/x']) {
      expect(await (await ask(app, path)).json(), path).toEqual([null, null])
      expect(await (await ask(app, path, signedIn)).json(), path).toEqual(['user_ada', 'user_ada'])
    }
    for (const path of ['/alone/x', '/alone/protected']) {
      expect(await (await ask(app, path, signedIn)).text(), path).toBe('ERR_AUTH_MIDDLEWARE_MISSING')
    }
  })

  it('may be named as ours without a middleware losing its cookies (W1)', async () => {
    const app = new Hono<OwnEnv>()
    app.use(clerkMiddleware({ ...provider.options, debug: false }))
    app.use(write('clerkAuth', () => null))
    app.get('*', protect(), (c) => c.text('secret'))
    const refused = await ask(app, '/x')
    expect([refused.status, refused.headers.get('cache-control')]).toEqual([404, 'no-store'])
    expect(refused.headers.get('x-clerk-auth-status')).toBe('signed-out')
  })
})
