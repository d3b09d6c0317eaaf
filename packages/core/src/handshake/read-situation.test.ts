import { describe, expect, it } from 'vitest'
import { devOptions, toNavigation, toRequest, liveOptions, LIVE_KEY } from '../../test/fakes.ts'
import { readRequest } from '../request/read-request.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { readSatelliteReturn, isReferredByStranger } from './read-situation.ts'
import { toPublicUrl } from '../request/public-url.ts'
import type { AuthOptions } from '../settings/auth-options.ts'

const settings = resolveSettings({
  ...devOptions,
  domain: 'satellite.example.net:8443',
  allowedRedirectOrigins: ['https://partner.example.org', 'https://*.preview.example.org'],
})
const read = (target: string, make = toNavigation): string | null => {
  const request = make(`/?__clerk_redirect_url=${encodeURIComponent(target)}`)
  return readSatelliteReturn(readRequest(request, []), settings)?.href ?? null
}

describe('readSatelliteReturn', () => {
  // rulings.md D3
  it.each([
    'http://localhost:3001/back?x=1#h',
    'http://127.0.0.1/',
    'http://[::1]:3000/',
    'https://a.b.localhost/',
    'http://shop.test/',
    'http://shop.test:3000/',
    'https://app.example.com/other',
    'http://app.example.com/',
    'https://satellite.example.net:8443/x',
    'https://partner.example.org/x',
    'https://pr-1.preview.example.org/x',
  ])('goes back to %s', (target) => {
    expect(read(target)).toBe(target)
  })

  it.each([
    'https://evil.example/',
    'https://app.example.com.evil.example/',
    'https://evil.example/?https://app.example.com/',
    'https://localhost.evil.example/',
    'https://evilapp.example.com/',
    'https://evil.app.example.com/',
    'https://evil.example#.localhost',
    'https://test/',
    'https://satellite.example.net/',
    'http://partner.example.org/',
    'https://preview.example.org/',
    'https://a.b.preview.example.org/',
    'https://app.example.com:444/',
    'https://user@localhost/',
    'https://localhost@evil.example/',
    'javascript:alert(1)//localhost',
    'data:text/html,localhost',
    'ftp://localhost/',
    '//localhost/',
    '/path',
    'localhost:3000',
    '',
  ])('does not go to %j', (target) => {
    expect(read(target)).toBeNull()
  })

  it('answers documents only', () => {
    expect(read('http://localhost/', toRequest)).toBeNull()
    expect(read('http://localhost/', (url) => toNavigation(url, { method: 'POST' }))).toBeNull()
  })

  it('takes the first of several', () => {
    const request = toNavigation('/?__clerk_redirect_url=https://evil.example&__clerk_redirect_url=http://localhost')
    expect(readSatelliteReturn(readRequest(request, []), settings)).toBeNull()
  })
})

const at = toPublicUrl('https://app.example.com/page', { forwardedHost: null, forwardedProto: null, host: null }, [])
const isStranger = (referer: string | null, options: AuthOptions): boolean =>
  isReferredByStranger(referer, at, resolveSettings(options))
const loopback = { ...devOptions, publishableKey: `pk_test_${btoa('127.0.0.1:4000$')}` }
const bareLoopback = { ...devOptions, publishableKey: `pk_test_${btoa('localhost$')}` }

describe('isReferredByStranger', () => {
  it.each<[boolean, string, string | null, AuthOptions]>([
    [false, 'nobody', null, liveOptions],
    [false, 'what cannot be parsed', 'junk', liveOptions],
    [false, 'itself', 'https://app.example.com/other', liveOptions],
    [false, 'its own bare origin', 'https://app.example.com', liveOptions],
    [true, 'another port', 'https://app.example.com:8443/', liveOptions],
    [true, 'another scheme', 'http://app.example.com/', liveOptions],
    [true, 'a satellite', 'https://satellite.example.net/', liveOptions],
    [true, 'a host that begins alike', 'https://app.example.com.evil.example/', liveOptions],
    [false, 'the Frontend API', 'https://clerk.example.com/v1', liveOptions],
    [false, 'the Frontend API on a port', 'https://clerk.example.com:8443/', liveOptions],
    [false, 'the account portal', 'https://accounts.example.com/sign-in', liveOptions],
    [true, 'the account portal over http', 'http://accounts.example.com/', liveOptions],
    [true, 'a development portal, in production', 'https://foo-bar-13.accounts.dev/', liveOptions],
    [false, 'a development portal', 'https://foo-bar-13.accounts.dev/', devOptions],
    [false, 'a staging portal', 'https://foo-bar-13.accountsstage.dev/', devOptions],
    [false, 'an older portal', 'https://accounts.foo.lcl.dev/', devOptions],
    [true, 'a development Frontend API of another', 'https://foo-bar-13.clerk.accounts.dev/', devOptions],
    [true, 'a host that only ends alike', 'https://evilaccounts.dev/', devOptions],
    [false, 'a loopback provider with its port', 'http://127.0.0.1:4000/sign-in', loopback],
    [true, 'another loopback application', 'http://127.0.0.1:4001/', loopback],
    [true, 'another loopback application, where the provider has no port', 'http://localhost:4001/', bareLoopback],
    [
      false,
      'the proxy',
      'https://proxy.example.org/x',
      { ...liveOptions, proxyUrl: 'https://proxy.example.org:8443/p' },
    ],
    [false, 'its own host, where it is the proxy', 'http://app.example.com/', { ...liveOptions, proxyUrl: '/__clerk' }],
    [
      true,
      'the Frontend API, where it is proxied',
      'https://clerk.example.com/',
      { ...liveOptions, proxyUrl: '/__clerk' },
    ],
  ])('is %s for %s', (expected, _, referer, options) => {
    expect(isStranger(referer, options)).toBe(expected)
  })

  it('never throws for a key that names a scheme', () => {
    const options = { ...liveOptions, publishableKey: `${LIVE_KEY.slice(0, 8)}${btoa('http://127.0.0.1:4000$')}` }
    expect(isStranger('http://127.0.0.1:9999/', options)).toBe(false)
    expect(isStranger('https://else.example/', options)).toBe(true)
  })
})
