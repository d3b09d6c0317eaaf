import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AuthEvent } from '@postern/core'
import { API_KEY, APP, createProvider, toCookies, type Provider } from '../../fetch/test/provider.ts'
import { createClerkMiddleware, type ClerkMiddleware } from './clerk-middleware.ts'
import { getAuthHandle, getAuth } from './get-auth.ts'
import type { MiddlewareRule } from './middleware-arguments.ts'
import { protect } from './protect.ts'

let provider: Provider
let clerkMiddleware: ClerkMiddleware
let cookie: string
beforeAll(async () => {
  provider = await createProvider()
  clerkMiddleware = createClerkMiddleware(provider.ports)
  cookie = toCookies(await provider.mint())
})

const page = { accept: 'text/html', 'sec-fetch-dest': 'document' }
const asked = { origin: 'https://other.example', 'access-control-request-method': 'POST' }
const everything: MiddlewareRule = async (auth, _c) => void (await auth.protect())

/** A browser that follows ten redirects and no more. */
async function browse(app: Hono, start: string): Promise<readonly string[]> {
  const hops: string[] = []
  let url = new URL(start, APP)
  for (let hop = 0; hop < 10; hop++) {
    const response = await app.request(url.href, { headers: page })
    hops.push(`${url.pathname} ${response.status}`)
    const location = response.headers.get('location')
    if (location === null) break
    url = new URL(location, url)
  }
  return hops
}

describe('a policy in front of routes', () => {
  it.each<[string, (app: Hono) => void]>([
    [
      'clerkMiddleware(rule)',
      (app) => app.use(clerkMiddleware(everything, { ...provider.options, signInUrl: '/sign-in' })),
    ],
    ['protect()', (app) => app.use(clerkMiddleware({ ...provider.options, signInUrl: '/sign-in' })).use(protect())],
  ])('shows the sign-in page when %s protects it (in-use 3, first-day 4)', async (_, use) => {
    const app = new Hono()
    use(app)
    app.get('*', (c) => c.text(String(getAuth(c).userId)))
    expect(await browse(app, '/dashboard')).toEqual(['/dashboard 307', '/sign-in 200'])
  })

  it('refuses a handler that redirects to itself, and says so once (in-use 3)', async () => {
    const log: AuthEvent[] = []
    // A port of its own, because what was told once is kept with it.
    const { ports } = await createProvider()
    const told = createClerkMiddleware({ ...ports, log: (event) => void log.push(event) })
    const app = new Hono()
    app.use(told({ ...provider.options, signInUrl: '/sign-in' }))
    app.get('*', async (c) => c.text((await getAuthHandle(c).protect()).userId))
    expect(await browse(app, '/dashboard')).toEqual(['/dashboard 307', '/sign-in 401'])
    await browse(app, '/dashboard')
    expect(log.filter(({ event }) => event === 'redirect-to-itself')).toHaveLength(1)
  })

  it('refuses a page that a rule redirects to itself (in-use 3)', async () => {
    const app = new Hono()
    app.use(protectTo('/denied'))
    app.get('*', (c) => c.text('secret'))
    expect(await browse(app, '/x')).toEqual(['/x 307', '/denied 401'])
  })

  const protectTo = (unauthenticatedUrl: string): ReturnType<ClerkMiddleware> =>
    clerkMiddleware(async (auth, _c) => void (await auth.protect({ unauthenticatedUrl })), provider.options)

  describe('asked by a preflight', () => {
    const preflight = async (app: Hono, headers: Record<string, string> = {}): Promise<Response> =>
      app.request(`${APP}/api/x`, { method: 'OPTIONS', headers: { ...asked, ...headers } })
    const use = {
      'a rule': (app: Hono) => app.use('/api/*', clerkMiddleware(everything, provider.options)),
      'protect()': (app: Hono) => app.use(clerkMiddleware(provider.options)).use('/api/*', protect()),
    }

    it.each(Object.entries(use))(
      'lets cors() behind %s answer, and refuses the request itself (in-use 6)',
      async (_, policy) => {
        const app = new Hono()
        policy(app)
        app.use('/api/*', cors({ origin: 'https://other.example' }))
        app.post('/api/x', (c) => c.text('secret'))
        const response = await preflight(app)
        expect(response.status).toBe(204)
        expect(response.headers.get('access-control-allow-origin')).toBe('https://other.example')
        expect(response.headers.get('access-control-allow-methods')).toContain('POST')
        const post = await app.request(`${APP}/api/x`, { method: 'POST', headers: asked })
        expect([post.status, await post.text()]).not.toContain('secret')
        expect(post.status).toBe(404)
        expect((await app.request(`${APP}/api/x`, { method: 'OPTIONS' })).status).toBe(404)
        expect(
          (await app.request(`${APP}/api/x`, { method: 'OPTIONS', headers: { origin: asked.origin } })).status,
        ).toBe(404)
      },
    )

    it.each(Object.entries(use))('leaves cors() before %s as it is (in-use 6)', async (_, policy) => {
      const app = new Hono()
      app.use('/api/*', cors({ origin: 'https://other.example' }))
      policy(app)
      app.post('/api/x', (c) => c.text('secret'))
      expect((await preflight(app)).status).toBe(204)
      expect((await app.request(`${APP}/api/x`, { method: 'POST', headers: asked })).status).toBe(404)
    })

    it.each<[string, (app: Hono) => void]>([
      [
        'a rule',
        (app) =>
          app.use(clerkMiddleware(async (auth, _c) => void (await auth.protect({ role: 'org:x' })), provider.options)),
      ],
      ['protect()', (app) => app.use(clerkMiddleware(provider.options)).use('/api/*', protect({ role: 'org:x' }))],
    ])('runs what answers every method behind %s as nobody, and keeps what it says (in-use 6)', async (_, policy) => {
      const app = new Hono()
      policy(app)
      const seen: unknown[] = []
      app.all('/api/x', async (c) => {
        seen.push(getAuth(c).userId, getAuth(c, { acceptsToken: 'any' }).isAuthenticated, c.get('clerkAuth')().userId)
        seen.push((await getAuthHandle(c)()).userId)
        return c.text('secret', 200, {
          'content-length': '6',
          'x-told': 'secret',
          'set-cookie': 'told=secret',
          'access-control-allow-origin': 'https://other.test',
        })
      })
      for (const headers of [{}, { cookie }, { authorization: `Bearer ${API_KEY}` }]) {
        const response = await preflight(app, headers)
        expect([response.status, await response.text()]).toEqual([200, ''])
        expect(response.headers.get('access-control-allow-origin')).toBe('https://other.test')
        expect([...response.headers.keys()].filter((name) => /^(?:content-|x-told|set-cookie)/.test(name))).toEqual([])
      }
      expect(seen.filter((value) => value !== null && value !== false)).toEqual([])
    })

    it('refuses it inside a route (in-use 6)', async () => {
      const app = new Hono()
      app.use(clerkMiddleware(provider.options))
      app.all('/api/x', async (c) => {
        await getAuthHandle(c).protect()
        return c.text('secret')
      })
      expect((await preflight(app)).status).toBe(404)
    })
  })
})
