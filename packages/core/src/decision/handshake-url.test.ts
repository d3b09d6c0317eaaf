import { describe, expect, it } from 'vitest'
import { DEV_KEY, devOptions, liveOptions } from '../../test/fakes.ts'
import { toPublicUrl } from '../request/public-url.ts'
import type { AuthOptions } from '../settings/options.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { toHandshakeUrl, type HandshakeTrip } from './handshake-url.ts'

const direct = { forwardedHost: null, forwardedProto: null, host: null }
const trip: HandshakeTrip = {
  reason: 'dev-browser-missing',
  publicUrl: toPublicUrl('http://localhost:3000/a?x=1&__dev_session=zz', direct, []),
  credentials: { isSuffixed: false, devBrowser: '' },
  sessionToken: '',
  organization: null,
}
const toHref = (change: Partial<HandshakeTrip>, options: AuthOptions = devOptions): string =>
  toHandshakeUrl({ ...trip, ...change }, resolveSettings(options)).href

describe('toHandshakeUrl', () => {
  it('is the golden vector', () => {
    expect(DEV_KEY).toBe('pk_test_Y2xlcmsuZXhhbXBsZS5jb20k')
    expect(toHref({})).toBe(
      'https://clerk.example.com/v1/client/handshake?redirect_url=http%3A%2F%2Flocalhost%3A3000%2Fa%3Fx%3D1&__clerk_api_version=2026-05-12&suffixed_cookies=false&__clerk_hs_reason=dev-browser-missing&format=nonce',
    )
  })

  it('carries everything in the protocol’s order', () => {
    const change: Partial<HandshakeTrip> = {
      credentials: { isSuffixed: true, devBrowser: 'db_1' },
      sessionToken: 'a.b.c',
      organization: { kind: 'organization', slug: 'acme' },
    }
    expect([...new URL(toHref(change)).searchParams]).toEqual([
      ['redirect_url', 'http://localhost:3000/a?x=1'],
      ['__clerk_api_version', '2026-05-12'],
      ['suffixed_cookies', 'true'],
      ['__clerk_hs_reason', 'dev-browser-missing'],
      ['format', 'nonce'],
      ['__session', 'a.b.c'],
      ['__clerk_db_jwt', 'db_1'],
      ['organization_id', 'acme'],
    ])
  })

  it('does not carry a development browser in production', () => {
    const credentials = { isSuffixed: false, devBrowser: 'db_1' }
    expect(toHref({ credentials }, liveOptions)).not.toContain('db_1')
  })

  it.each([
    [{ kind: 'organization', id: 'org_1' }, 'org_1'],
    [{ kind: 'organization', slug: 'acme' }, 'acme'],
    [{ kind: 'personal' }, ''],
  ] as const)('names %j', (organization, text) => {
    expect(new URL(toHref({ organization })).searchParams.get('organization_id')).toBe(text)
  })

  it.each<[string, AuthOptions, string]>([
    [
      'a production satellite',
      { ...liveOptions, isSatellite: true, domain: 'example.com' },
      'https://clerk.example.com/v1/client/handshake',
    ],
    ['a proxy', { ...liveOptions, proxyUrl: 'http://h/p///' }, 'http://h/p/v1/client/handshake'],
    [
      'a proxy below the application',
      { ...liveOptions, proxyUrl: '/__clerk/' },
      'http://localhost:3000/__clerk/v1/client/handshake',
    ],
    [
      'a loopback provider',
      { ...devOptions, publishableKey: `pk_test_${btoa('127.0.0.1:4000$')}` },
      'http://127.0.0.1:4000/v1/client/handshake',
    ],
  ])('goes to the host of %s', (_, options, base) => {
    expect(toHref({}, options).split('?')[0]).toBe(base)
  })

  it('keeps the rest of the return URL to the letter', () => {
    const publicUrl = toPublicUrl('https://app.example.com/ä%2f?b=%20+%2F&__clerk_db_jwt=1&a', direct, [])
    expect(new URL(toHref({ publicUrl })).searchParams.get('redirect_url')).toBe(
      'https://app.example.com/%C3%A4%2f?b=%20+%2F&a',
    )
  })
})
