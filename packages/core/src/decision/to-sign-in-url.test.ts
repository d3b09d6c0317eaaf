import { describe, expect, it } from 'vitest'
import { devOptions, liveOptions } from '../../test/fakes.ts'
import { AuthError } from '../foundation/auth-error.ts'
import { toPublicUrl } from '../request/public-url.ts'
import type { AuthOptions } from '../settings/auth-options.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { isSignInPage, toSignInUrl, type SignInVisit } from './to-sign-in-url.ts'

const visit: SignInVisit = {
  page: 'sign-in',
  returnBackUrl: undefined,
  publicUrl: toPublicUrl(
    'https://app.example.com/a?x=1',
    { forwardedHost: null, forwardedProto: null, host: null },
    [],
  ),
  isPending: false,
  devBrowser: '',
}
const toHref = (change: Partial<SignInVisit>, options: AuthOptions = liveOptions): string =>
  toSignInUrl({ ...visit, ...change }, resolveSettings(options)).href
const back = 'redirect_url=https%3A%2F%2Fapp.example.com%2Fa%3Fx%3D1'

describe('toSignInUrl', () => {
  it('is the golden vector', () => {
    expect(toHref({ devBrowser: 'db' }, devOptions)).toBe(
      `https://accounts.example.com/sign-in?${back}&__clerk_db_jwt=db`,
    )
  })

  it('returns without the mark of a trip, which means something to the next visit only', () => {
    const hosts = { forwardedHost: null, forwardedProto: null, host: null }
    const publicUrl = toPublicUrl('https://app.example.com/a?x=1&__postern_trip=5', hosts, [])
    expect(toHref({ publicUrl })).toBe(`https://accounts.example.com/sign-in?${back}`)
  })

  it.each<[string, Partial<SignInVisit>, AuthOptions, string]>([
    ['the portal', {}, {}, `https://accounts.example.com/sign-in?${back}`],
    ['the portal’s sign-up', { page: 'sign-up' }, {}, `https://accounts.example.com/sign-up?${back}`],
    ['a path', {}, { signInUrl: '/in' }, `https://app.example.com/in?${back}`],
    ['a URL with a query', {}, { signInUrl: 'https://a.example/in?y=2' }, `https://a.example/in?y=2&${back}`],
    [
      'a sign-up page',
      { page: 'sign-up' },
      { signUpUrl: '/up', signInUrl: '/in' },
      `https://app.example.com/up?${back}`,
    ],
    [
      '/create of a sign-in page',
      { page: 'sign-up' },
      { signInUrl: '/in/?y=2' },
      `https://app.example.com/in/create?y=2&${back}`,
    ],
    ['/tasks', { isPending: true }, { signInUrl: '/in?y=2' }, `https://app.example.com/in/tasks?y=2&${back}`],
    ['/tasks of the portal', { isPending: true }, {}, `https://accounts.example.com/sign-in/tasks?${back}`],
    ['no return for null', { returnBackUrl: null }, {}, 'https://accounts.example.com/sign-in'],
    [
      'a relative return',
      { returnBackUrl: '/b' },
      {},
      'https://accounts.example.com/sign-in?redirect_url=https%3A%2F%2Fapp.example.com%2Fb',
    ],
    [
      'a URL object',
      { returnBackUrl: new URL('https://b.example/') },
      {},
      'https://accounts.example.com/sign-in?redirect_url=https%3A%2F%2Fb.example%2F',
    ],
    ['no return for a script', { returnBackUrl: 'javascript:alert(1)' }, {}, 'https://accounts.example.com/sign-in'],
    [
      'no return with credentials',
      { returnBackUrl: 'https://u:p@b.example/' },
      {},
      'https://accounts.example.com/sign-in',
    ],
    ['no return for what cannot be parsed', { returnBackUrl: 'https://' }, {}, 'https://accounts.example.com/sign-in'],
    ['no development browser in production', { devBrowser: 'db' }, {}, `https://accounts.example.com/sign-in?${back}`],
  ])('gives %s', (_, change, options, href) => {
    expect(toHref(change, { ...liveOptions, ...options })).toBe(href)
  })

  it('does not hand the development browser to its own origin, nor overrides one in the URL', () => {
    expect(toHref({ devBrowser: 'db' }, { ...devOptions, signInUrl: '/in' })).not.toContain('db_jwt')
    const signInUrl = 'https://a.example/in?__clerk_db_jwt=theirs'
    expect(toHref({ devBrowser: 'db' }, { ...devOptions, signInUrl })).toContain('__clerk_db_jwt=theirs')
    expect(toHref({ devBrowser: 'db' }, { ...devOptions, signInUrl })).not.toContain('__clerk_db_jwt=db')
  })

  it('asks a satellite’s sign-in elsewhere to sync when the person is back', () => {
    const options = {
      ...liveOptions,
      isSatellite: true,
      domain: 'sat.example',
      signInUrl: 'https://primary.example/in',
    }
    expect(new URL(toHref({}, options)).searchParams.get('redirect_url')).toBe(
      'https://app.example.com/a?x=1&__clerk_synced=false',
    )
    expect(toHref({}, { ...options, signInUrl: '/in' })).not.toContain('__clerk_synced')
  })

  it('throws where there is no page', () => {
    const settings = resolveSettings({ secretKey: 'sk_test_x', acceptsToken: 'api_key' })
    expect(() => toSignInUrl(visit, settings)).toThrow(AuthError)
  })
})

describe('isSignInPage', () => {
  const isPage = (href: string, options: AuthOptions): boolean => {
    const url = toPublicUrl(href, { forwardedHost: null, forwardedProto: null, host: null }, [])
    return isSignInPage(url, url, resolveSettings({ ...liveOptions, ...options }))
  }

  it.each<[string, AuthOptions]>([
    ['https://app.example.com/in', { signInUrl: '/in' }],
    ['https://app.example.com/in/tasks', { signInUrl: '/in' }],
    ['https://app.example.com/in/', { signInUrl: 'https://app.example.com/in?x=1' }],
    ['https://app.example.com/app', { signInUrl: '/app?m=sign-in' }],
    ['https://app.example.com/app/tasks', { signInUrl: '/app?m=sign-in' }],
    ['https://app.example.com/app/create', { signInUrl: '/app#sign-in' }],
    ['https://app.example.com/up/verify', { signUpUrl: '/up' }],
    ['https://app.example.com/', { signInUrl: '/' }],
    ['https://app.example.com/admin', { signInUrl: '/', basePath: '/admin' }],
    ['https://app.example.com/admin/in/a', { signInUrl: '/in', basePath: '/admin' }],
  ])('finds %s with %j (in-use 3)', (href, options) => expect(isPage(href, options)).toBe(true))

  it.each<[string, AuthOptions]>([
    ['https://app.example.com/members', { signInUrl: '/' }],
    ['https://app.example.com/admin/members', { signInUrl: '/', basePath: '/admin' }],
    ['https://app.example.com/admin/members', { signInUrl: '/admin', basePath: '/admin' }],
    // The host of a request is what a client says, unless a proxy in front of it says otherwise.
    ['https://accounts.example.com/', { signInUrl: 'https://accounts.example.com/' }],
    ['https://accounts.example.com/admin', { signInUrl: 'https://accounts.example.com/admin', basePath: '/admin' }],
    ['https://app.example.com/app/secret', { signInUrl: '/app?m=sign-in' }],
    ['https://app.example.com/app/secret', { signInUrl: '/app#sign-in' }],
    ['https://app.example.com/app/..%2Ftasks', { signInUrl: '/app?m=sign-in' }],
    ['https://app.example.com/members', { signInUrl: '?sign-in' }],
    ['https://app.example.com/members', { signInUrl: '#sign-in' }],
    ['https://app.example.com/members/x', { signInUrl: '.' }],
    ['https://app.example.com/members/in', { signInUrl: 'in' }],
    ['https://accounts.example.com/', { signInUrl: '//accounts.example.com/' }],
    ['https://app.example.com/inside', { signInUrl: '/in' }],
    ['https://app.example.com/In', { signInUrl: '/in' }],
    ['https://app.example.com/in/..%2Fmembers', { signInUrl: '/in' }],
    ['https://app.example.com/in/%5C../members', { signInUrl: '/in' }],
    ['https://app.example.com/in;/members', { signInUrl: '/in' }],
    ['https://app.example.com//in', { signInUrl: '/in' }],
  ])('opens nothing at %s with %j (in-use 3)', (href, options) => expect(isPage(href, options)).toBe(false))
})
