import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEV_KEY, devOptions, LIVE_KEY, liveOptions, toRequest } from '../../test/fakes.ts'
import { toCookieNames } from '../settings/cookie-names.ts'
import { accountUrls, type AccountUrlOptions, type AccountUrls } from './account-urls.ts'

const page = toRequest('https://app.example.com/a?x=1', { cookies: { __clerk_db_jwt: 'db_1' } })
const back = 'redirect_url=https%3A%2F%2Fapp.example.com%2Fa%3Fx%3D1'
const EMULATOR = { publishableKey: `pk_test_${btoa('127.0.0.1:4000$')}` }

describe('accountUrls', () => {
  it("leads to the provider's pages and back, in production", () => {
    expect(accountUrls(liveOptions, page)).toEqual({
      signIn: `https://accounts.example.com/sign-in?${back}`,
      signUp: `https://accounts.example.com/sign-up?${back}`,
      signOut: 'https://app.example.com/sign-out',
      profile: `https://accounts.example.com/user?${back}`,
      organization: `https://accounts.example.com/organization?${back}`,
      createOrganization: `https://accounts.example.com/create-organization?${back}`,
    })
  })

  it('takes the browser along in development, to every page of the provider', () => {
    const { signOut, ...urls } = accountUrls(devOptions, page)
    for (const url of Object.values<string>(urls)) expect(url.endsWith(`?${back}&__clerk_db_jwt=db_1`)).toBe(true)
    expect(signOut).toBe('https://app.example.com/sign-out')
  })

  it('needs the publishable key alone', () => {
    expect(accountUrls({ publishableKey: LIVE_KEY }).profile).toBe('https://accounts.example.com/user')
  })

  it.each<[string, AccountUrlOptions, keyof AccountUrls, string]>([
    ['the emulator over http', EMULATOR, 'profile', 'http://127.0.0.1:4000/user'],
    ['a path as a path', { signInUrl: '/in' }, 'signIn', '/in'],
    ['a full URL as it is', { signInUrl: 'https://primary.example/in' }, 'signIn', 'https://primary.example/in'],
    ['/create of a sign-in page', { signInUrl: '/in' }, 'signUp', '/in/create'],
    ['a page below the base path', { signInUrl: '/in', basePath: '/app' }, 'signIn', '/app/in'],
    [
      'a path to return to, to an own page',
      { signInUrl: '/in', redirectUrl: '/b?c' },
      'signIn',
      '/in?redirect_url=%2Fb%3Fc',
    ],
    ['no path to return to, to another host', { redirectUrl: '/b' }, 'signIn', 'https://accounts.example.com/sign-in'],
    [
      'a full URL to return to',
      { redirectUrl: 'https://app.example.com/b' },
      'profile',
      'https://accounts.example.com/user?redirect_url=https%3A%2F%2Fapp.example.com%2Fb',
    ],
    [
      'the route for signing out that is named',
      { signOutUrl: '/api/bye', basePath: '/app' },
      'signOut',
      '/app/api/bye',
    ],
    ['a path that begins with two slashes as no host', { signOutUrl: '/.//evil.test' }, 'signOut', '/.//evil.test'],
    [
      'such a path to return to as no host',
      { signInUrl: '/in', redirectUrl: '/.//evil.test' },
      'signIn',
      '/in?redirect_url=%2F.%2F%2Fevil.test',
    ],
    ['the pages of the key behind a proxy', { proxyUrl: '/__clerk' }, 'profile', 'https://accounts.example.com/user'],
    [
      'the pages of the primary on a satellite',
      { isSatellite: true, domain: 'other.example' },
      'profile',
      'https://accounts.example.com/user',
    ],
  ])('without a request, gives %s', (_, options, name, url) => {
    expect(accountUrls({ publishableKey: LIVE_KEY, ...options })[name]).toBe(url)
  })

  it.each<[string, AccountUrlOptions, keyof AccountUrls, string]>([
    ['nowhere to return to for null', { redirectUrl: null }, 'profile', 'https://accounts.example.com/user'],
    [
      'a path of the application to return to',
      { redirectUrl: '/b' },
      'profile',
      'https://accounts.example.com/user?redirect_url=https%3A%2F%2Fapp.example.com%2Fb',
    ],
    ['no return for a script', { redirectUrl: 'javascript:alert(1)' }, 'profile', 'https://accounts.example.com/user'],
    ['an own page with its way back', { signInUrl: '/in' }, 'signIn', `https://app.example.com/in?${back}`],
    [
      'a satellite that has to ask when the person is back',
      { isSatellite: true, domain: 'app.example.com', signInUrl: 'https://primary.example/in', redirectUrl: '/b' },
      'signIn',
      'https://primary.example/in?redirect_url=https%3A%2F%2Fapp.example.com%2Fb%3F__clerk_synced%3Dfalse',
    ],
  ])('with a request, gives %s', (_, options, name, url) => {
    expect(accountUrls({ ...liveOptions, ...options }, page)[name]).toBe(url)
  })

  it('returns to the address that the browser sees, of the origins that are listed', () => {
    const behind = toRequest('http://10.0.0.1:3000/a', {
      headers: { 'x-forwarded-host': 'app.example.com', 'x-forwarded-proto': 'https' },
    })
    const to = (authorizedParties: string[]): string =>
      accountUrls({ ...liveOptions, authorizedParties }, behind).signOut
    expect(to(['https://app.example.com'])).toBe('https://app.example.com/sign-out')
    expect(to(['https://other.example.com'])).toBe('http://10.0.0.1:3000/sign-out')
  })

  it('knows the browser by the URL, or by the cookie of its own instance, or by the shared one', () => {
    const own = toCookieNames(DEV_KEY).devBrowser
    const cookies = { __clerk_db_jwt: 'shared', [own]: 'own' }
    const to = (url: string, more: Record<string, string>): string | null =>
      new URL(accountUrls(devOptions, toRequest(url, { cookies: more })).profile).searchParams.get('__clerk_db_jwt')
    expect([
      to('/?__clerk_db_jwt=url', cookies),
      to('/', cookies),
      to('/', { __clerk_db_jwt: 'shared' }),
      to('/', {}),
    ]).toEqual(['url', 'own', 'shared', null])
  })

  it.each<[string, AccountUrlOptions]>([
    ['ERR_AUTH_PUBLISHABLE_KEY_MISSING', {}],
    ['ERR_AUTH_PUBLISHABLE_KEY_INVALID', { publishableKey: 'pk_test_x' }],
    ['ERR_AUTH_OPTION_INVALID', { publishableKey: LIVE_KEY, signOutUrl: 'javascript:alert(1)' }],
    ['ERR_AUTH_SATELLITE_DOMAIN', { publishableKey: LIVE_KEY, isSatellite: true }],
  ])('throws %s', (code, options) => {
    expect(() => accountUrls(options)).toThrow(expect.objectContaining({ code }))
  })

  it('leaves the application for the provider and configured pages only, and tells no other host who the browser is', () => {
    const path = fc.webPath()
    const arbitrary = fc.record({
      isLive: fc.boolean(),
      signInUrl: fc.constantFrom('', '/in', 'https://primary.example/in'),
      redirectUrl: fc.oneof(fc.constant(undefined), fc.constant(null), fc.webUrl(), fc.string(), path),
      url: path,
      host: fc.constantFrom('app.example.com', 'localhost:3000', 'accounts.example.com.evil.test'),
      forwarded: fc.option(fc.domain(), { nil: undefined }),
    })
    fc.assert(
      fc.property(arbitrary, ({ isLive, signInUrl, redirectUrl, url, host, forwarded }) => {
        const headers = { host, ...(forwarded === undefined ? {} : { 'x-forwarded-host': forwarded }) }
        const request = toRequest(`https://${host}${url}`, { headers, cookies: { __clerk_db_jwt: 'SECRET' } })
        const { signOut, ...urls } = accountUrls(
          { publishableKey: isLive ? LIVE_KEY : DEV_KEY, signInUrl, redirectUrl },
          request,
        )
        expect(signOut).not.toContain('SECRET')
        const own = new URL(signOut).origin
        for (const href of Object.values<string>(urls)) {
          const { origin } = new URL(href)
          expect(['https://accounts.example.com', 'https://primary.example', own]).toContain(origin)
          expect(href.includes('SECRET')).toBe(!isLive && origin !== own)
        }
      }),
      { numRuns: 100 },
    )
  })
})
