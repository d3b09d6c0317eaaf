import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { APP, createProvider, type Provider } from '../test/provider.ts'
import { accountUrls } from './account-urls.ts'
import { withAuth, type HandlerOptions } from './with-auth.ts'

const ONE = `pk_live_${btoa('clerk.one.com$')}`
const TWO = `pk_live_${btoa('clerk.two.com$')}`

let provider: Provider
beforeAll(async () => {
  provider = await createProvider()
})
afterEach(() => vi.unstubAllEnvs())

const ask = async (options: HandlerOptions, headers: Record<string, string> = {}): Promise<string> => {
  const app = withAuth((request) => new Response(accountUrls(request).profile), options, provider.ports)
  return (await app(new Request(`${APP}/a`, { headers }))).text()
}

describe('accountUrls', () => {
  it("leads to the pages of the request's tenant, and back", async () => {
    const options = ({ headers }: Request): object => ({
      ...provider.options,
      publishableKey: headers.get('x-tenant') === 'two' ? TWO : ONE,
    })
    const back = `?redirect_url=${encodeURIComponent(`${APP}/a`)}`
    expect(await ask(options)).toBe(`https://accounts.one.com/user${back}`)
    expect(await ask(options, { 'x-tenant': 'two' })).toBe(`https://accounts.two.com/user${back}`)
  })

  it('knows the request that the handler sees, also where headers of it were taken away', async () => {
    expect(await ask({ ...provider.options, publishableKey: ONE }, { 'x-clerk-auth-status': 'signed-in' })).toContain(
      'https://accounts.one.com/user',
    )
  })

  it.each([null, 'https://app.example/a', 7])('is told plainly that %s is neither a request nor options', (odd) => {
    // @ts-expect-error -- as JavaScript may call it
    expect(() => accountUrls(odd)).toThrow('ERR_AUTH_OPTION_INVALID')
  })

  it("has the process's options for any other request, and for none", () => {
    vi.stubEnv('CLERK_PUBLISHABLE_KEY', ONE)
    expect(accountUrls(new Request(`${APP}/a`), { redirectUrl: null }).profile).toBe('https://accounts.one.com/user')
    expect(accountUrls().profile).toBe('https://accounts.one.com/user')
    expect(accountUrls({ publishableKey: TWO }).profile).toBe('https://accounts.two.com/user')
  })

  it('throws without a publishable key', () => {
    vi.stubEnv('CLERK_PUBLISHABLE_KEY', '')
    expect(() => accountUrls()).toThrow(expect.objectContaining({ code: 'ERR_AUTH_PUBLISHABLE_KEY_MISSING' }))
  })
})
