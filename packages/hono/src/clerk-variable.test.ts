import { Hono } from 'hono'
import { beforeAll, describe, expect, it } from 'vitest'
import { APP, createProvider, type Provider } from '../../fetch/test/provider.ts'
import { createClerkMiddleware, type ClerkMiddleware } from './clerk-middleware.ts'

let provider: Provider
let clerkMiddleware: ClerkMiddleware
let seen: string[] = []
beforeAll(async () => {
  provider = await createProvider()
  clerkMiddleware = createClerkMiddleware({
    ...provider.ports,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      seen.push(`${request.headers.get('authorization')} ${new URL(request.url).pathname}`)
      return Response.json({ object: 'user', id: 'user_ada', first_name: 'Ada' })
    },
  })
})

describe('c.get(clerk)', () => {
  it('is a client with the keys of the request’s tenant, in the rule and in routes (W5)', async () => {
    seen = []
    const app = new Hono<{ Bindings: { tenant: string } }>()
    app.use(
      clerkMiddleware(
        async (_auth, c) => {
          if (c.req.path === '/rule') return c.json(await c.get('clerk').users.getUser('user_ada'))
        },
        (c) => ({ ...provider.options, secretKey: `sk_live_${String(c.env.tenant)}` }),
      ),
    )
    app.get('*', async (c) => c.json(await c.var.clerk.users.getUser('user_ada')))
    const route = await app.request(`${APP}/route`, {}, { tenant: 'one' })
    const rule = await app.request(`${APP}/rule`, {}, { tenant: 'two' })
    expect(await route.json()).toMatchObject({ id: 'user_ada', firstName: 'Ada' })
    expect(await rule.json()).toMatchObject({ firstName: 'Ada' })
    expect(seen).toEqual(['Bearer sk_live_one /v1/users/user_ada', 'Bearer sk_live_two /v1/users/user_ada'])
  })

  it('costs no call and needs no secret key until it is used (W5)', async () => {
    seen = []
    const app = new Hono()
    const { secretKey: _secret, ...keys } = provider.options
    app.use(clerkMiddleware(keys))
    app.get('/unused', (c) => c.text(typeof c.get('clerk')))
    app.get('/used', async (c) => c.json(await c.get('clerk').users.getUser('user_ada')))
    app.onError((error, c) => c.text('code' in error ? String(error.code) : error.message, 500))
    expect(await (await app.request(`${APP}/unused`)).text()).toBe('object')
    expect(await (await app.request(`${APP}/used`)).text()).toBe('ERR_AUTH_BACKEND_CALL')
    expect(seen).toEqual([])
  })

  it('can be awaited, and names a method that it has not (W5)', async () => {
    const app = new Hono()
    app.use(clerkMiddleware(provider.options))
    app.get('/', async (c) => {
      const client: object = await Promise.resolve(c.get('clerk'))
      const unknown = client as Readonly<Record<string, Readonly<Record<string, () => Promise<unknown>>>>>
      return c.text(String(await unknown['emails']?.['send']?.().catch((error: unknown) => error)))
    })
    expect(await (await app.request(APP)).text()).toContain('@clerk/backend')
  })

  it('is the application’s own where it sets one after the middleware (W5)', async () => {
    const app = new Hono<{ Variables: { clerk: string } }>()
    app.use(clerkMiddleware(provider.options))
    app.get('/', (c) => {
      c.set('clerk', 'mine')
      return c.text(c.get('clerk'))
    })
    expect(await (await app.request(APP)).text()).toBe('mine')
  })

  it('has the keys of the tenant, never those of the environment, also where the tenant brings half of them (B7, H11)', async () => {
    seen = []
    const { jwtKey: _jwt, secretKey: _secret, publishableKey } = provider.options
    const env = { CLERK_PUBLISHABLE_KEY: `pk_live_${btoa('clerk.own.com$')}`, CLERK_SECRET_KEY: 'sk_live_own' }
    const tenants: Record<string, object> = {
      '/one': { ...provider.options, secretKey: 'sk_live_one' },
      '/half': { publishableKey },
      '/verified': { publishableKey, jwtKey: provider.options.jwtKey },
    }
    const app = new Hono()
    app.use(clerkMiddleware((c) => ({ ...tenants[c.req.path] })))
    app.get('*', async (c) => c.json(await c.get('clerk').users.getUser('user_ada')))
    app.onError((error, c) => c.text('code' in error ? String(error.code) : error.message, 500))
    const ask = async (path: string): Promise<string> => (await app.request(`${APP}${path}`, {}, env)).text()
    expect(await ask('/one')).toContain('Ada')
    expect(await ask('/nobody')).toBe('ERR_AUTH_TENANT_UNKNOWN')
    expect(await ask('/half')).toBe('ERR_AUTH_SECRET_KEY_MISSING')
    expect(await ask('/verified')).toBe('ERR_AUTH_BACKEND_CALL')
    expect(seen).toEqual(['Bearer sk_live_one /v1/users/user_ada'])
  })
})
