import { describe, expect, it } from 'vitest'
import { devOptions, liveOptions, LIVE_KEY } from '../../test/fakes.ts'
import { toPublicUrl } from '../request/public-url.ts'
import type { AuthOptions } from '../settings/options.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { isReferredByStranger } from './referrer.ts'

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
