import { Hono } from 'hono'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { APP, createProvider, type Provider } from '../../fetch/test/provider.ts'
import { accountUrls } from './account-urls.ts'
import { createClerkMiddleware, type ClerkMiddleware } from './clerk-middleware.ts'

const ONE = `pk_live_${btoa('clerk.one.com$')}`
const TWO = `pk_live_${btoa('clerk.two.com$')}`

let provider: Provider
let clerkMiddleware: ClerkMiddleware
beforeAll(async () => {
  provider = await createProvider()
  clerkMiddleware = createClerkMiddleware(provider.ports)
})
afterEach(() => vi.unstubAllEnvs())

describe('accountUrls', () => {
  it("leads to the pages of the request's tenant, in a rule and in a route", async () => {
    const app = new Hono()
    const seen: string[] = []
    app.use(
      clerkMiddleware(
        (_auth, c) => void seen.push(accountUrls(c, { redirectUrl: null }).profile),
        (c) => ({ ...provider.options, publishableKey: c.req.header('x-tenant') === 'two' ? TWO : ONE }),
      ),
    )
    app.get('/a', (c) => c.text(accountUrls(c).profile))
    const back = `?redirect_url=${encodeURIComponent(`${APP}/a`)}`
    const ask = async (headers: Record<string, string>): Promise<string> =>
      (await app.request(`${APP}/a`, { headers })).text()
    expect(await ask({})).toBe(`https://accounts.one.com/user${back}`)
    expect(await ask({ 'x-tenant': 'two' })).toBe(`https://accounts.two.com/user${back}`)
    expect(seen).toEqual(['https://accounts.one.com/user', 'https://accounts.two.com/user'])
  })

  it.each([null, 'https://app.example/a', 7])('is told plainly that %s is neither a context nor options', (odd) => {
    // @ts-expect-error -- as JavaScript may call it
    expect(() => accountUrls(odd)).toThrow('ERR_AUTH_OPTION_INVALID')
  })

  it('says where the middleware did not run', async () => {
    const app = new Hono()
    app.get('/a', (c) => c.text(accountUrls(c).profile))
    app.onError((error, c) => c.text(error.message))
    expect(await (await app.request(`${APP}/a`)).text()).toContain('accountUrls() was called on a route where')
  })

  it("has the process's options without a request", () => {
    vi.stubEnv('CLERK_PUBLISHABLE_KEY', ONE)
    expect(accountUrls().signOut).toBe('/sign-out')
    expect(accountUrls({ publishableKey: TWO }).profile).toBe('https://accounts.two.com/user')
  })
})
