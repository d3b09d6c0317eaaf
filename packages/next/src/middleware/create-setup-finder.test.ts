import { NextRequest } from 'next/server.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PUBLISHABLE_KEY, SECRET_KEY } from '../../test/session.ts'
import { createSetupFinder } from './create-setup-finder.ts'
import type { ClerkMiddlewareOptions } from './middleware-options.ts'

const request = new NextRequest('https://app.test/x')

beforeEach(() => {
  vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', PUBLISHABLE_KEY)
  vi.stubEnv('CLERK_SECRET_KEY', SECRET_KEY)
})
afterEach(() => {
  vi.unstubAllEnvs()
})

describe('options', () => {
  it('are put together step by step (T6)', () => {
    const options: ClerkMiddlewareOptions = {}
    options.debug = true
    options.handover = 'sealed'
    options.contentSecurityPolicy = { strict: true }
    options.frontendApiProxy = { enabled: true }
    expect(Object.keys(options)).toHaveLength(4)
  })
})

describe('createSetupFinder', () => {
  it('resolves options once that are a value', async () => {
    const findSetup = createSetupFinder({ signInUrl: '/in' })
    expect(await findSetup(request)).toBe(await findSetup(request))
  })

  it('resolves those of a function once for each that it gives, and never takes one for another', async () => {
    let domain = 'a.test'
    const findSetup = createSetupFinder(() => ({ domain }))
    const first = await findSetup(request)
    domain = 'b.test'
    const second = await findSetup(request)
    expect([first.authOptions.domain, second.authOptions.domain]).toEqual(['a.test', 'b.test'])
    domain = 'a.test'
    expect(await findSetup(request)).toBe(first)
  })

  it('is not changed by who changes the options afterwards', async () => {
    const parties = ['https://a.test']
    const findSetup = createSetupFinder(() => ({ authorizedParties: parties }))
    const first = await findSetup(request)
    parties.push('https://evil.test')
    const second = await findSetup(request)
    parties.pop()
    expect(first.authOptions.authorizedParties).toEqual(['https://a.test'])
    expect(second.authOptions.authorizedParties).toHaveLength(2)
    expect(await findSetup(request)).toBe(first)
  })

  it('resolves options every time that cannot be told apart', async () => {
    const findSetup = createSetupFinder(() => ({ frontendApiProxy: { enabled: () => false } }))
    expect(await findSetup(request)).not.toBe(await findSetup(request))
  })

  it('forgets the least recently used of too many', async () => {
    let options: ClerkMiddlewareOptions = { domain: 'first.test' }
    const findSetup = createSetupFinder(() => options)
    const first = await findSetup(request)
    for (let index = 0; index < 100; index += 1) {
      options = { domain: `${index}.test` }
      await findSetup(request)
    }
    options = { domain: 'first.test' }
    expect(await findSetup(request)).not.toBe(first)
  })

  it('refuses a mistake for every request, and keeps none', async () => {
    let options: ClerkMiddlewareOptions = { secretKey: 'sk_test_other' }
    const findSetup = createSetupFinder(() => options)
    for (let times = 0; times < 2; times += 1) {
      await expect(findSetup(request)).rejects.toMatchObject({ code: 'ERR_AUTH_ENCRYPTION_KEY_MISSING' })
    }
    options = { secretKey: 'sk_test_other', encryptionKey: 'a key for tests only' }
    expect((await findSetup(request)).authOptions.secretKey).toBe('sk_test_other')
  })

  describe('a function of several tenants', () => {
    const OTHER = `pk_test_${btoa('clerk.other.com$')}`
    const tenants: Record<string, ClerkMiddlewareOptions> = {
      'other.test': { publishableKey: OTHER, secretKey: 'sk_test_other', encryptionKey: 'a key for tests only' },
      'own.test': { publishableKey: PUBLISHABLE_KEY },
      'half.test': { publishableKey: OTHER },
      'secret.test': { secretKey: 'sk_test_x', encryptionKey: 'a key for tests only' },
      'spelled.test': { publishableKey: undefined, secretKey: undefined },
    }
    const at = (host: string): NextRequest => new NextRequest(`https://${host}/x`)
    // Made anew each time, as middlewares are in the wild.
    const find = async (host: string): Promise<ClerkMiddlewareOptions> =>
      (await createSetupFinder((given) => ({ ...tenants[given.nextUrl.host], signInUrl: '/in' }))(at(host))).authOptions

    it('never falls back to the keys of the environment once it has named some (H11)', async () => {
      expect(await find('other.test')).toMatchObject({
        publishableKey: OTHER,
        secretKey: 'sk_test_other',
        jwtKey: null,
      })
      for (const host of ['nobody.test', 'spelled.test', 'secret.test'])
        await expect(find(host)).rejects.toMatchObject({ code: 'ERR_AUTH_TENANT_UNKNOWN' })
      await expect(find('half.test')).rejects.toMatchObject({ code: 'ERR_AUTH_SECRET_KEY_MISSING' })
      expect(await find('own.test')).toMatchObject({ publishableKey: PUBLISHABLE_KEY, secretKey: SECRET_KEY })
    })

    it('refuses an unknown host that comes first, where the answer is that of the list (H11)', async () => {
      const findSetup = createSetupFinder((given) => tenants[given.nextUrl.host] as ClerkMiddlewareOptions)
      await expect(findSetup(at('nobody.test'))).rejects.toMatchObject({ code: 'ERR_AUTH_OPTION_INVALID' })
    })
  })

  it('refuses half of another instance as a value too (H11)', async () => {
    const findSetup = createSetupFinder({ publishableKey: `pk_test_${btoa('clerk.other.com$')}` })
    expect(() => findSetup(request)).toThrow('ERR_AUTH_SECRET_KEY_MISSING')
  })

  it('refuses options that inherit what they say, which nobody would look at (H13)', () => {
    class Options {
      get authorizedParties(): readonly string[] {
        return ['https://shop.example']
      }
    }
    expect(() => createSetupFinder(new Options())(request)).toThrow('ERR_AUTH_OPTION_INVALID')
  })
})
