/**
 * A Next application whose middleware runs on the edge, in front of next-intl, below a base path, with trailing slashes, a strict
 * content security policy, a proxied Frontend API and the sealed hand-over alone; built and served.
 */
import { findAnyPort } from '@postern/workspace/find-free-port'
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findInBuild } from './find-in-build.ts'
import { BUILD_TIMEOUT_MS, buildFixture, type Fixture, type RunningFixture } from './start-fixture.ts'

let fixture: Fixture
let app: RunningFixture
let emulator: Emulator
let env: Record<string, string>

/** What the build is told: another instance, and pages that nobody is to be sent to. */
const BUILT = {
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_test_${btoa('built.example$')}`,
  NEXT_PUBLIC_CLERK_SIGN_IN_URL: 'https://built.example/sign-in',
}

beforeAll(async () => {
  const [built, port] = await Promise.all([buildFixture('next-edge', BUILT), findAnyPort()])
  fixture = built
  emulator = createEmulator({ appOrigin: `http://localhost:${port}` })
  await emulator.listen()
  env = {
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: emulator.publishableKey,
    CLERK_SECRET_KEY: emulator.secretKey,
    NEXT_PUBLIC_CLERK_SIGN_IN_URL: emulator.signInUrl,
  }
  app = await fixture.start(env, { port })
}, BUILD_TIMEOUT_MS)
afterAll(async () => {
  await app?.stop()
  await emulator?.close()
})

const page = { accept: 'text/html', 'sec-fetch-dest': 'document' }
const ask = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}): Promise<Response> =>
  fetch(`${app.url}${path}`, { redirect: 'manual', headers, ...init })
const textOf = async (response: Response): Promise<string> => (await response.text()).replaceAll('<!-- -->', '')
const signedIn = async (user = 'ada'): Promise<Record<string, string>> => ({
  ...page,
  cookie: (await emulator.mint.session({ user })).cookieHeader,
})
const visitor = async (): Promise<Record<string, string>> => ({
  ...page,
  cookie: (await emulator.mint.visitor()).cookieHeader,
})

describe('next-intl behind the middleware', () => {
  it('keeps its rewrites, and server code knows who is here', async () => {
    const headers = await signedIn()
    expect(await textOf(await ask('/base/', headers))).toContain('en: user_ada')
    expect(await textOf(await ask('/base/de/', headers))).toContain('de: user_ada')
    expect(await textOf(await ask('/base/de/dashboard/', headers))).toContain('de: dashboard of user_ada')
    expect(await textOf(await ask('/base/dashboard/', headers))).toContain('en: dashboard of user_ada')
  })

  it('keeps its redirects and cookies', async () => {
    const redirect = await ask('/base/', { ...(await signedIn()), 'accept-language': 'de' })
    expect([redirect.status, redirect.headers.get('location')]).toEqual([307, expect.stringMatching(/^\/base\/de\/?$/)])
    const response = await ask('/base/de/', { ...(await signedIn()), 'accept-language': 'en' })
    expect(response.headers.getSetCookie().join()).toContain('NEXT_LOCALE=de')
  })

  it.each(['/base/dashboard/', '/base/de/dashboard/', '/base/en/dashboard/'])('protects %s', async (path) => {
    const response = await ask(path, await visitor())
    const location = new URL(response.headers.get('location') ?? '', app.url)
    expect([response.status, location.origin + location.pathname]).toEqual([307, emulator.signInUrl])
    expect(location.searchParams.get('redirect_url')).toBe(`${app.url}${path}`)
    expect((await ask(path)).status).toBe(404)
  })
})

describe('the sealed hand-over', () => {
  it('is the only one, and machine tokens are verified when server code asks', async () => {
    const key = await emulator.mint.apiKey()
    const seen = await (await ask('/base/echo/', { authorization: key.bearer })).json()
    expect(seen).toMatchObject({ tokenType: 'api_key', isAuthenticated: true })
    // Next copies the middleware's response headers into the request, so the public state of a response is seen as well.
    const names = Object.keys(seen.headers).filter((name) => /^x[-_](clerk|postern)/.test(name))
    expect(names).toEqual(['x-clerk-auth-reason', 'x-clerk-auth-status', 'x-postern-auth'])
  })
})

describe('the content security policy', () => {
  it("gives Next's own scripts the nonce of the response", async () => {
    const response = await ask('/base/de/', await signedIn())
    const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1]
    const html = await response.text()
    const scripts = html.match(/<script[^>]*>/g) ?? []
    expect(scripts.length).toBeGreaterThan(0)
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([])
  })
})

describe('the Frontend-API proxy', () => {
  it('answers for the emulator below its path', async () => {
    const response = await ask('/base/__clerk/.well-known/jwks.json')
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ keys: [{ kty: 'RSA' }] })
  })

  it('leads handshakes through itself', async () => {
    const response = await ask('/base/de/', page)
    expect(new URL(response.headers.get('location') ?? '', app.url).pathname).toBe('/base/__clerk/v1/client/handshake')
  })
})

describe('the environment of the run', () => {
  it('goes before that of the build, which stands in the bundle, on the edge and in server code (in-use 8)', async () => {
    expect(await findInBuild(fixture.folder, BUILT.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY)).not.toEqual([])
    const away = new URL((await ask('/base/dashboard/', await visitor())).headers.get('location') ?? '', app.url)
    expect(away.origin + away.pathname).toBe(emulator.signInUrl)
    const seen = await textOf(await ask('/base/dashboard/', await signedIn()))
    expect(seen).toContain('dashboard of user_ada')
  })
})

describe('a sign-in page of the application', () => {
  it('is meant below the base path, and reached in one step (in-use 9)', async () => {
    const running = await fixture.start({ ...env, NEXT_PUBLIC_CLERK_SIGN_IN_URL: '/sign-in/' })
    try {
      const away = await fetch(`${running.url}/base/dashboard/`, { redirect: 'manual', headers: await visitor() })
      const location = new URL(away.headers.get('location') ?? '', running.url)
      expect([away.status, location.origin + location.pathname]).toEqual([307, `${running.url}/base/sign-in/`])
      expect(location.searchParams.get('redirect_url')).toBe(`${running.url}/base/dashboard/`)
      const reached = await fetch(location, { redirect: 'manual', headers: await visitor() })
      expect([reached.status, await textOf(reached)]).toEqual([200, expect.stringContaining('en: sign in here')])
    } finally {
      await running.stop()
    }
  })
})

describe('a policy that names a page as next-intl renders it', () => {
  it('is asked about that page, whatever the browser shows (in-use 4)', async () => {
    for (const path of ['/base/members/', '/base/en/members/', '/base/de/members/']) {
      const away = await ask(path, await visitor())
      const location = new URL(away.headers.get('location') ?? '', app.url)
      expect([path, away.status, location.origin + location.pathname]).toEqual([path, 307, emulator.signInUrl])
      expect([path, (await ask(path)).status]).toEqual([path, 404])
    }
    const back = new URL((await ask('/base/members/', await visitor())).headers.get('location') ?? '')
    expect(back.searchParams.get('redirect_url')).toBe(`${app.url}/base/members/`)
    expect(await textOf(await ask('/base/members/', await signedIn()))).toContain('en: members only')
    expect(await textOf(await ask('/base/de/members/', await signedIn()))).toContain('de: members only')
  })
})

describe('where the application runs', () => {
  it.each(['127.0.0.1', 'localhost'])('answers on -H %s under both names: no loop, no 500', async (host) => {
    const port = await findAnyPort()
    const running = await fixture.start(env, { host, port })
    try {
      const headers = await signedIn()
      for (const origin of [`http://localhost:${port}`, `http://127.0.0.1:${port}`]) {
        const reach = (path: string, given: Record<string, string>): Promise<Response | null> =>
          fetch(`${origin}${path}`, { redirect: 'manual', headers: given }).catch(() => null)
        const open = await reach('/base/de/', headers)
        // Bound to one address, the other name may lead nowhere.
        if (open === null) continue
        expect([origin, open.status]).toEqual([origin, 200])
        expect((await reach('/base/de/dashboard/', headers))?.status).toBe(200)
        expect((await reach('/base/de/dashboard/', {}))?.status).toBe(404)
        const away = await reach('/base/de/dashboard/', await visitor())
        expect(new URL(away?.headers.get('location') ?? '').searchParams.get('redirect_url')).toBe(
          `${origin}/base/de/dashboard/`,
        )
      }
    } finally {
      await running.stop()
    }
  })

  it('names the public address behind a proxy that sets forwarded headers', async () => {
    const forwarded = { 'x-forwarded-host': 'shop.example.com', 'x-forwarded-proto': 'https' }
    const away = await ask('/base/de/dashboard/', { ...(await visitor()), ...forwarded })
    const location = new URL(away.headers.get('location') ?? '', app.url)
    expect(location.searchParams.get('redirect_url')).toBe('https://shop.example.com/base/de/dashboard/')
    const open = await ask('/base/de/dashboard/', { ...(await signedIn()), ...forwarded })
    expect([open.status, await textOf(open)]).toEqual([200, expect.stringContaining('de: dashboard of user_ada')])
    expect((await ask('/base/de/dashboard/', forwarded)).status).toBe(404)
  })
})
