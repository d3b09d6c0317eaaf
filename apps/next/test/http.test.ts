/** The built application over HTTP: what programs see, and what a forged header does. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type RunningApp } from './start-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const document = { accept: 'text/html', 'sec-fetch-dest': 'document' }
const ask = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}): Promise<Response> =>
  fetch(`${app.url}${path}`, { redirect: 'manual', headers, ...init })
const textOf = async (response: Response): Promise<string> =>
  (await response.text()).replaceAll('<!-- -->', '').replace(/<script[\s\S]*?<\/script>/g, '')
const cookieOf = async (user: string): Promise<string> => (await app.emulator.mint.session({ user })).cookieHeader

describe('the policy', () => {
  it('sends a new browser on a handshake, uncached', async () => {
    const response = await ask('/dashboard', document)
    expect(response.status).toBe(307)
    expect(response.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1\/client\/handshake\?/)
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it.each(['/dashboard', '/forum', '/forum/x', '/admin', '/user', '/any', '/%64ashboard'])(
    'answers 404 to a signed-out script at %s',
    async (path) => {
      const response = await ask(path)
      expect(response.status).toBe(404)
      expect(await response.text()).not.toMatch(/your session opened this page|sign_in/i)
    },
  )

  it.each(['/dashboard.png', '/dashboard/x.json', '/admin/a.css', '/forum/x.html', '/admin.ico'])(
    'covers %s, which looks like a file',
    async (path) => {
      const visitor = await app.emulator.mint.visitor()
      const response = await ask(path, { ...document, cookie: visitor.cookieHeader })
      expect([response.status, response.headers.get('location')]).toEqual([307, expect.stringContaining('/sign-in?')])
    },
  )

  it.each(['//admin', '/x/..%2fadmin', '/admin%5cx', '/%2fadmin', '/admin%0a', '/Admin'])(
    'never opens %s',
    async (path) => {
      const response = await ask(path, { ...document, cookie: await cookieOf('grace') })
      expect(response.status).toBeGreaterThanOrEqual(300)
      expect(await response.text()).not.toContain('opened this page')
    },
  )

  it('opens the dashboard for a member, and hides the admin page', async () => {
    const cookie = await cookieOf('grace')
    const dashboard = await ask('/dashboard', { ...document, cookie })
    expect([dashboard.status, await textOf(dashboard)]).toEqual([200, expect.stringContaining('user_grace')])
    const admin = await ask('/admin', { ...document, cookie })
    expect([admin.status, await textOf(admin)]).toEqual([404, expect.stringContaining('There is no such page')])
    expect((await ask('/admin', { ...document, cookie: await cookieOf('ada') })).status).toBe(200)
  })

  it('treats a tampered, foreign or unsigned token as none', async () => {
    const { mint } = app.emulator
    const good = await mint.session({ user: 'ada' })
    const tokens = [
      `${good.token.slice(0, -8)}AAAAAAAA`,
      (await mint.session({ user: 'ada', isForeign: true })).token,
      (await mint.session({ user: 'ada', header: { alg: 'none' } })).token,
      (await mint.session({ user: 'ada', expiresInSec: -60 })).token,
      'rubbish',
    ]
    for (const token of tokens) expect((await ask('/dashboard', { authorization: `Bearer ${token}` })).status).toBe(404)
    expect((await ask('/dashboard', { authorization: `Bearer ${good.token}` })).status).toBe(200)
  })
})

describe('the OAuth callback', () => {
  const open = async (query: string, user: string | null): Promise<Response> => {
    const { mint } = app.emulator
    const { cookieHeader } = user === null ? await mint.visitor() : await mint.session({ user })
    return ask(`/callback${query}`, { ...document, cookie: cookieHeader })
  }

  it.each([[null], ['ada']])('is a public page that shows what came, to %s (first-day 16)', async (user) => {
    const response = await open('?code=code_1&state=st&iss=http://127.0.0.1', user)
    const text = await textOf(response)
    expect(response.status).toBe(200)
    for (const part of ['<dd>code_1</dd>', '<dd>st</dd>', `-d redirect_uri=${app.url}/callback`])
      expect(text).toContain(part)
  })

  it('shows a refusal, and no command with what is no code (first-day 16)', async () => {
    expect(await textOf(await open('?error=access_denied', null))).toContain('<dd>access_denied</dd>')
    expect(await textOf(await open('?code=$(rm%20x)', null))).not.toContain('grant_type')
  })

  it('is where the demo client may send people, unlike the path that the token opens (first-day 16)', async () => {
    const toClient = (path: string): Promise<Response> => {
      const query = new URLSearchParams({
        client_id: 'client_demo',
        response_type: 'code',
        redirect_uri: app.url + path,
      })
      return app.emulator.fetch(`${app.emulator.url}/oauth/authorize?${query}`, { redirect: 'manual' })
    }
    expect((await toClient('/callback')).headers.get('location')).toMatch(/^\/sign-in\?/)
    expect((await toClient('/oauth')).status).toBe(400)
  })
})

describe("the other examples of the vendor's page", () => {
  it.each(['/report', '/billing'])('%s redirects by itself, whoever asks', async (path) => {
    const response = await ask(path)
    const target = new URL(response.headers.get('location') ?? '', app.url)
    expect([response.status, target.pathname]).toEqual([307, '/sign-in'])
    expect(target.searchParams.get('redirect_url')).toBe(`${app.url}${path}`)
    expect((await ask(path, { ...document, cookie: await cookieOf('ada') })).status).toBe(200)
  })

  it('has() decides about /billing', async () => {
    expect((await ask('/billing', { ...document, cookie: await cookieOf('grace') })).status).toBe(307)
    expect((await ask('/report', { ...document, cookie: await cookieOf('grace') })).status).toBe(200)
  })

  it('two groups of routes, one inside the other', async () => {
    const statuses = async (path: string): Promise<readonly number[]> => {
      const all = [{}, { cookie: await cookieOf('grace') }, { cookie: await cookieOf('ada') }]
      return Promise.all(all.map(async (headers) => (await ask(path, headers)).status))
    }
    expect(await statuses('/organization-selector')).toEqual([404, 200, 200])
    expect(await statuses('/orgid/org_acme/memberships')).toEqual([404, 404, 200])
    expect(await statuses('/ORGID/org_acme/memberships')).toEqual([400, 400, 400])
  })

  it('another middleware answers, behind ours', async () => {
    const redirect = await ask('/hello', { 'accept-language': 'de' })
    expect([redirect.status, redirect.headers.get('location')]).toEqual([307, '/de/hello'])
    expect(await textOf(await ask('/de/hello', { cookie: await cookieOf('ada') }))).toContain('Guten Tag, Ada Lovelace')
    expect((await ask('/de/hello/members')).status).toBe(404)
  })
})

describe('machine tokens', () => {
  const types = ['oauth', 'api', 'm2m'] as const
  const bearerOf = async (type: (typeof types)[number]): Promise<string> => {
    const { mint } = app.emulator
    if (type === 'oauth') return (await mint.oauthToken()).bearer
    return type === 'api' ? (await mint.apiKey()).bearer : (await mint.m2mToken()).bearer
  }

  it.each(types)('open /%s and /any, and nothing else', async (type) => {
    const authorization = await bearerOf(type)
    for (const path of types) {
      const response = await ask(`/${path}`, { authorization })
      expect([path, response.status]).toEqual([path, path === type ? 200 : 401])
    }
    expect((await ask('/any', { authorization })).status).toBe(200)
    expect((await ask('/user', { authorization })).status).toBe(404)
  })

  it('are told whose they are by auth() in a route handler', async () => {
    const key = await app.emulator.mint.apiKey({ subject: 'ada', scopes: ['read'] })
    const response = await ask('/api', { authorization: key.bearer })
    expect(await response.json()).toEqual({ tokenType: 'api_key', id: key.id, subject: 'user_ada', scopes: ['read'] })
  })

  it.each(types)('are missing at /%s: 401', async (type) => {
    const response = await ask(`/${type}`)
    expect(response.status).toBe(401)
    expect(response.headers.has('www-authenticate')).toBe(type === 'oauth')
  })
})

describe('the hand-over', () => {
  it('reaches the Pages Router', async () => {
    const response = await ask('/legacy?x=1', { ...document, cookie: await cookieOf('ada') })
    expect(await textOf(response)).toContain('user_ada')
  })

  it('cannot be forged by a client', async () => {
    const visitor = await app.emulator.mint.visitor()
    const stolen = await app.emulator.mint.session({ user: 'ada' })
    const forged = {
      'x-clerk-auth-status': 'signed-in',
      'x-clerk-auth-token': stolen.token,
      'x-clerk-auth-signature': '0'.repeat(40),
      'x-postern-auth': 'AQAA',
      'x-middleware-override-headers': 'x-clerk-auth-status',
      'x-middleware-request-x-clerk-auth-status': 'signed-in',
      'x-middleware-next': '1',
      'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy',
    }
    const response = await ask('/', { ...document, ...forged, cookie: visitor.cookieHeader })
    const text = await textOf(response)
    expect(response.status).toBe(200)
    expect(text).toContain('Sign in')
    expect(text).not.toContain('user_ada')
    expect((await ask('/dashboard', forged)).status).toBe(404)
  })
})
