/** What the pages of "People" promise for Hono and fetch. */
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

const APP = 'http://localhost:3000'
const PAGE = { accept: 'text/html', 'sec-fetch-dest': 'document' }

type App = (request: Request) => Response | Promise<Response>

describe.each([
  ['hono', 'development'],
  ['hono', 'production'],
  ['fetch', 'development'],
  ['fetch', 'production'],
] as const)('people/%s.ts with an instance of %s', (name, instanceType) => {
  let emulator: Emulator
  let app: App
  beforeAll(async () => {
    vi.resetModules()
    emulator = createEmulator({ instanceType, appOrigin: APP })
    await emulator.listen()
    vi.stubEnv('CLERK_PUBLISHABLE_KEY', emulator.publishableKey)
    vi.stubEnv('CLERK_SECRET_KEY', emulator.secretKey)
    vi.stubEnv('CLERK_API_URL', emulator.url)
    const loaded: { readonly default: { readonly fetch: App } } = await import(`../people/${name}.ts`)
    app = loaded.default.fetch
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await emulator.close()
  })

  const open = async (path: string, cookie: string, method = 'GET'): Promise<Response> =>
    app(new Request(APP + path, { method, headers: { ...PAGE, cookie } }))
  const signIn = async (): Promise<string> => (await emulator.mint.session({ user: 'ada' })).cookieHeader

  it('shows the name and the address', async () => {
    expect(await (await open('/profile', await signIn())).text()).toMatch(/^Ada .*, ada@example\.com$/)
  })

  it('shows the links that fit', async () => {
    expect(await (await open('/welcome', await signIn())).text()).toContain(`action="${APP}/sign-out"`)
    const visitor = (await emulator.mint.visitor()).cookieHeader
    expect(await (await open('/welcome', visitor)).text()).toContain('/sign-in?redirect_url=')
  })

  it('signs out also who has not finished to sign in', async () => {
    const { cookieHeader } = await emulator.mint.session({ user: 'ada', status: 'pending' })
    expect((await open('/sign-out', cookieHeader, 'POST')).status).toBe(303)
    expect(emulator.control.sessions().at(-1)?.status).toBe('revoked')
  })

  it('signs out: the session has ended, and what is left of the cookies asks the provider', async () => {
    const cookie = await signIn()
    const response = await open('/sign-out', cookie, 'POST')
    expect([response.status, response.headers.get('location')]).toEqual([303, '/'])
    expect(emulator.control.sessions().at(-1)?.status).toBe('revoked')
    const removed = response.headers.getSetCookie().map((line) => line.split('=')[0] ?? '')
    expect(removed).toContain('__session')
    const left = cookie.split('; ').filter((pair) => !removed.includes(pair.split('=')[0] ?? ''))
    const next = await open('/', left.join('; '))
    const { pathname } = new URL(next.headers.get('location') ?? '', APP)
    expect([next.status, pathname]).toEqual([307, '/v1/client/handshake'])
  })
})
