import { Hono, type Context } from 'hono'
import { every, except, some } from 'hono/combine'
import { HTTPException } from 'hono/http-exception'
import { beforeAll, describe, expect, it } from 'vitest'
import { API_KEY, APP, createProvider, toCookies, type Provider } from '../../fetch/test/provider.ts'
import { createClerkMiddleware } from './clerk-middleware.ts'
import { getAuthHandle } from './get-auth.ts'
import { protect } from './protect.ts'

let provider: Provider
let member: { readonly cookie: string }
beforeAll(async () => {
  provider = await createProvider()
  member = { cookie: toCookies(await provider.mint()) }
})

const page = { accept: 'text/html', 'sec-fetch-dest': 'document' }
const script = { accept: '*/*' }

/** Routes that refuse in every way there is. */
function addRoutes(app: Hono): Hono {
  app.get('/middleware', protect({ role: 'org:owner' }), (c) => c.text('secret'))
  app.get('/machine', protect({ token: 'api_key' }), (c) => c.text('secret'))
  app.get('/handle', async (c) => {
    await getAuthHandle(c).protect({ role: 'org:owner' })
    return c.text('secret')
  })
  app.get('/go', async (c) => {
    const auth = await getAuthHandle(c)()
    return auth.isAuthenticated ? c.text('in') : auth.redirectToSignIn()
  })
  app.get('/rethrown', async (c) => {
    try {
      await getAuthHandle(c).protect({ role: 'org:owner' })
    } catch (error) {
      if (error instanceof HTTPException) throw error
      return c.text('secret')
    }
    return c.text('secret')
  })
  app.get('/wrapped', async (c) => {
    try {
      await getAuthHandle(c).protect({ role: 'org:owner' })
    } catch (cause) {
      throw new HTTPException(500, { message: 'failed', cause })
    }
    return c.text('secret')
  })
  app.get('/all', async (c) => {
    await Promise.all([getAuthHandle(c).protect({ role: 'org:owner' }), Promise.resolve()])
    return c.text('secret')
  })
  return app
}

function createApp(): Hono {
  const app = new Hono()
  app.notFound((c) => c.text('nothing here', 404))
  app.use(createClerkMiddleware(provider.ports)(provider.options))
  return app
}

const asked = async (app: Hono, path: string, headers: Record<string, string>): Promise<readonly unknown[]> => {
  const response = await app.request(`${APP}${path}`, { headers })
  const { pathname } = new URL(response.headers.get('location') ?? APP)
  return [response.status, pathname, await response.text(), response.headers.get('cache-control')]
}

const hidden = [404, '/', 'nothing here', 'no-store']
const PATHS = ['/middleware', '/handle', '/rethrown', '/wrapped', '/all']

type OnError = (error: Error, c: Context) => Response
const handlers: readonly [string, OnError | null][] = [
  ['no handler', null],
  ['one that answers every error with 500', (error, c) => c.json({ error: error.message }, 500)],
  ['one that answers with 502', (_error, c) => c.text('bad gateway', 502)],
  [
    'one that hands exceptions on by their response',
    (error, c) => (error instanceof HTTPException ? error.getResponse() : c.json({}, 500)),
  ],
  [
    'one that throws on',
    (error) => {
      throw error
    },
  ],
  [
    'one that throws on in words of its own',
    (cause) => {
      throw new Error('failed', { cause })
    },
  ],
]

describe.each(handlers)('refusals of routes before an error handler: %s', (_, onError) => {
  const place = (): readonly Hono[] => {
    const whole = addRoutes(createApp())
    const outer = createApp()
    const inner = addRoutes(new Hono())
    if (onError !== null) for (const app of [whole, outer, inner]) app.onError(onError)
    outer.route('/', inner)
    return [whole, outer]
  }

  it.each(PATHS)('stay what they are at %s (B1)', async (path) => {
    for (const app of place()) {
      expect(await asked(app, path, { ...script, ...member })).toEqual(hidden)
      const [status, pathname] = await asked(app, path, page)
      expect([status, pathname]).toEqual([307, '/sign-in'])
    }
  })

  it('stay 401 for machines, and a redirect to the sign-in page (B1)', async () => {
    for (const app of place()) {
      expect((await asked(app, '/machine', member))[0]).toBe(401)
      expect((await asked(app, '/machine', { authorization: `Bearer ${API_KEY}` }))[0]).toBe(200)
      expect((await asked(app, '/go', script)).slice(0, 2)).toEqual([307, '/sign-in'])
    }
  })
})

describe('an error handler of the application', () => {
  it('is obeyed where it answers a refusal (B1)', async () => {
    for (const status of [200, 302, 401, 403, 410] as const) {
      const app = addRoutes(createApp())
      app.onError((_error, c) => c.newResponse('mine', status, { location: `${APP}/mine` }))
      expect((await asked(app, '/handle', member))[0]).toBe(status)
    }
  })

  it('is obeyed for every other error (B1)', async () => {
    const app = createApp()
    app.onError((error, c) => c.json({ error: error.message }, 500))
    app.get('/broken', async (c) => {
      await getAuthHandle(c).protect()
      throw new Error('own')
    })
    app.get('/caught', async (c) => {
      await getAuthHandle(c)
        .protect({ role: 'org:owner' })
        .catch(() => null)
      throw new Error('own')
    })
    for (const path of ['/broken', '/caught']) {
      expect((await asked(app, path, member)).slice(0, 3)).toEqual([500, '/', '{"error":"own"}'])
    }
  })
})

describe('protect() in combinations of middleware', () => {
  const answer = (c: Context): Response => c.text('reached')
  const create = (): Hono => {
    const app = createApp()
    app.onError((error, c) => c.json({ error: error.message }, 500))
    app.get('/every', every(protect({ role: 'org:owner' }), protect()), answer)
    app.get('/some', some(protect({ role: 'org:owner' }), protect({ token: 'api_key' })), answer)
    app.get('/open/x', except('/open/*', protect()), answer)
    app.get('/closed/x', except('/open/*', protect()), answer)
    return app
  }

  it('refuses as it does alone, and lets on whom one of several lets on (B1)', async () => {
    const app = create()
    expect(await asked(app, '/every', { ...script, ...member })).toEqual(hidden)
    expect((await asked(app, '/some', { ...script, ...member }))[0]).toBe(401)
    expect((await asked(app, '/some', { authorization: `Bearer ${API_KEY}` }))[2]).toBe('reached')
    expect((await asked(app, '/open/x', script))[2]).toBe('reached')
    expect(await asked(app, '/closed/x', script)).toEqual(hidden)
    expect((await asked(app, '/closed/x', { ...script, ...member }))[2]).toBe('reached')
  })
})
