import { Hono } from 'hono'
import { beforeAll, describe, expect, it } from 'vitest'
import { API_KEY, APP, createProvider, toCookies, type Provider } from '../../fetch/test/provider.ts'
import { createClerkMiddleware } from './clerk-middleware.ts'
import { protect } from './protect.ts'

let provider: Provider
let member: { readonly cookie: string }
beforeAll(async () => {
  provider = await createProvider()
  member = { cookie: toCookies(await provider.mint()) }
})

const json = { accept: 'application/json' }
const page = { accept: 'text/html', 'sec-fetch-dest': 'document' }
const statuses = { unauthenticatedStatus: 401, unauthorizedStatus: 403 } as const

/** An application whose not-found page says so, and counts how often it was asked for. */
const createApp = (options: object = {}, ports: object = {}): { readonly app: Hono; readonly shown: () => number } => {
  let shown = 0
  const app = new Hono()
  app.notFound((c) => {
    shown += 1
    return c.html('<h1>not here</h1>', 404)
  })
  const clerkMiddleware = createClerkMiddleware({ ...provider.ports, ...ports })
  app.use(
    clerkMiddleware(
      async (auth, c) => {
        if (c.req.path.startsWith('/rule')) await auth.protect({ role: 'org:owner' })
      },
      { ...provider.options, ...options },
    ),
  )
  app.get('/route', protect({ role: 'org:owner' }), (c) => c.text('secret'))
  app.get('/machine', protect({ token: 'api_key' }), (c) => c.text('secret'))
  return { app, shown: () => shown }
}
const ask = async (app: Hono, path: string, headers: Record<string, string>): Promise<Response> =>
  app.request(`${APP}${path}`, { headers })

describe('toRefusal', () => {
  it.each(['/rule', '/route'])('gives a JSON client problem details at %s, not the page (in-use 23)', async (path) => {
    const { app, shown } = createApp()
    for (const headers of [json, { ...json, ...member }]) {
      const response = await ask(app, path, headers)
      expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
      expect(await response.json()).toMatchObject({ status: 404 })
      expect(response.headers.get('cache-control')).toBe('no-store')
    }
    expect(shown()).toBe(0)
  })

  it.each(['/rule', '/route'])('answers 401 and 403 at %s where the options say so (in-use 23)', async (path) => {
    const { app } = createApp(statuses)
    expect((await ask(app, path, {})).status).toBe(401)
    expect((await ask(app, path, member)).status).toBe(403)
    expect(await (await ask(app, path, { ...json, ...member })).json()).toMatchObject({ status: 403 })
    expect((await ask(app, path, page)).status).toBe(307)
    expect(await (await ask(app, path, { ...page, ...member })).text()).toBe('<h1>not here</h1>')
  })

  it('renders the not-found page for everybody else, as before', async () => {
    const { app, shown } = createApp()
    expect(await (await ask(app, '/route', { accept: '*/*' })).text()).toBe('<h1>not here</h1>')
    expect(shown()).toBe(1)
  })

  it('says that an API key could not be checked (in-use 18)', async () => {
    const { app } = createApp({}, { fetch: () => Promise.reject(new TypeError('fetch failed')) })
    const response = await ask(app, '/machine', { ...json, authorization: `Bearer ${API_KEY}` })
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '10'])
    expect(await response.json()).toMatchObject({ reason: 'provider-unavailable' })
  })
})
