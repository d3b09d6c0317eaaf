import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { devOptions, toNavigation, DEV_KEY, liveOptions } from '../../test/fakes.ts'
import { readRequest } from '../request/read-request.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { toCleanUrl, toTripUrl, toHandshakeUrl, type HandshakeTrip } from './to-trip-url.ts'
import type { Way } from '../handshake/arrival-rules.ts'
import { toPublicUrl } from '../request/public-url.ts'
import type { AuthOptions } from '../settings/auth-options.ts'

const settings = resolveSettings({ ...devOptions, signInUrl: 'https://primary.example.com/in?y=1' })

function toHref(way: Way, path: string, devBrowser = 'db_1'): string {
  const facts = readRequest(toNavigation(path), [])
  const trip = {
    reason: 'r',
    publicUrl: facts.publicUrl,
    credentials: { isSuffixed: false, devBrowser },
    sessionToken: '',
    organization: null,
  }
  return toTripUrl(way, trip, facts, settings).href
}

describe('toTripUrl', () => {
  it('takes a satellite’s browser to the primary’s sign-in page, and tells it where to come back', () => {
    const back = encodeURIComponent('https://app.example.com/x?a=1')
    for (const path of ['/x?a=1', '/x?a=1&__postern_trip=5'])
      expect(toHref('sign-in-page', path)).toBe(`https://primary.example.com/in?y=1&__clerk_redirect_url=${back}`)
  })

  it('takes it back to the satellite, with the development browser', () => {
    const path = `/?__clerk_redirect_url=${encodeURIComponent('http://localhost:3001/x?__clerk_synced=false&b=2')}`
    expect(toHref('satellite', path)).toBe('http://localhost:3001/x?__clerk_synced=true&b=2&__clerk_db_jwt=db_1')
    expect(toHref('satellite', path, '')).toBe('http://localhost:3001/x?__clerk_synced=true&b=2')
  })

  it('takes it to the handshake where it may not go back', () => {
    expect(toHref('satellite', '/?__clerk_redirect_url=https%3A%2F%2Fevil.example')).toMatch(
      /^https:\/\/clerk\.example\.com\/v1/,
    )
    expect(toHref('handshake', '/')).toMatch(/^https:\/\/clerk\.example\.com\/v1\/client\/handshake\?/)
  })
})

describe('toCleanUrl', () => {
  it('loses what a handshake added and keeps the rest to the letter', () => {
    const url =
      'https://app.example.com/a%2Fb?x=%20&__clerk_handshake=1&__clerk_handshake_nonce=2&__clerk_help=3&__clerk_db_jwt=4&__postern_trip=5&__clerk_synced=true&__dev_session=6#h'
    expect(toCleanUrl(url).href).toBe('https://app.example.com/a%2Fb?x=%20&__clerk_synced=true&__dev_session=6#h')
  })

  it('stays on its origin', () => {
    expect(toCleanUrl('https://app.example.com//evil.example/x?__clerk_help=1').href).toBe(
      'https://app.example.com//evil.example/x',
    )
  })
})

const direct = { forwardedHost: null, forwardedProto: null, host: null }
const trip: HandshakeTrip = {
  reason: 'dev-browser-missing',
  publicUrl: toPublicUrl('http://localhost:3000/a?x=1&__dev_session=zz', direct, []),
  credentials: { isSuffixed: false, devBrowser: '' },
  sessionToken: '',
  organization: null,
}
const toHandshakeHref = (change: Partial<HandshakeTrip>, options: AuthOptions = devOptions): string =>
  toHandshakeUrl({ ...trip, ...change }, resolveSettings(options)).href

describe('toHandshakeUrl', () => {
  it('is the golden vector', () => {
    expect(DEV_KEY).toBe('pk_test_Y2xlcmsuZXhhbXBsZS5jb20k')
    expect(toHandshakeHref({})).toBe(
      'https://clerk.example.com/v1/client/handshake?redirect_url=http%3A%2F%2Flocalhost%3A3000%2Fa%3Fx%3D1&__clerk_api_version=2026-05-12&suffixed_cookies=false&__clerk_hs_reason=dev-browser-missing&format=nonce',
    )
  })

  it('spells what it carries as a form does, whatever it is', () => {
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))
    const ascii = fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code))
    fc.assert(
      fc.property(fc.string({ unit: fc.oneof(ascii, unit), minLength: 1 }), (devBrowser) => {
        const href = toHandshakeHref({ credentials: { isSuffixed: false, devBrowser } })
        const form = new URLSearchParams(href.slice(href.indexOf('?')))
        form.set('__clerk_db_jwt', devBrowser)
        expect(href.slice(href.indexOf('?') + 1)).toBe(form.toString())
      }),
    )
  })

  it('carries everything in the protocol’s order', () => {
    const change: Partial<HandshakeTrip> = {
      credentials: { isSuffixed: true, devBrowser: 'db_1' },
      sessionToken: 'a.b.c',
      organization: { kind: 'organization', slug: 'acme' },
    }
    expect([...new URL(toHandshakeHref(change)).searchParams]).toEqual([
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
    expect(toHandshakeHref({ credentials }, liveOptions)).not.toContain('db_1')
  })

  it.each([
    [{ kind: 'organization', id: 'org_1' }, 'org_1'],
    [{ kind: 'organization', slug: 'acme' }, 'acme'],
    [{ kind: 'personal' }, ''],
  ] as const)('names %j', (organization, text) => {
    expect(new URL(toHandshakeHref({ organization })).searchParams.get('organization_id')).toBe(text)
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
    expect(toHandshakeHref({}, options).split('?')[0]).toBe(base)
  })

  it('keeps the rest of the return URL to the letter', () => {
    const publicUrl = toPublicUrl('https://app.example.com/ä%2f?b=%20+%2F&__clerk_db_jwt=1&a', direct, [])
    expect(new URL(toHandshakeHref({ publicUrl })).searchParams.get('redirect_url')).toBe(
      'https://app.example.com/%C3%A4%2f?b=%20+%2F&a',
    )
  })
})
