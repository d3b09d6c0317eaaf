import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toPublicUrl, type ForwardedFacts } from './public-url.ts'

const inner = 'http://inner:8080/a/b?x=1#h'
const read = (url: string, forwarded: Partial<ForwardedFacts> = {}, trusted: readonly string[] = []): string =>
  toPublicUrl(url, { forwardedHost: null, forwardedProto: null, host: null, ...forwarded }, trusted).href

describe('toPublicUrl', () => {
  it.each<[string, Partial<ForwardedFacts>, string]>([
    ['nothing', {}, inner],
    ['its own host', { host: 'inner:8080' }, inner],
    ['another host header', { host: 'app.example.com' }, 'http://app.example.com/a/b?x=1'],
    [
      'a forwarded host and proto',
      { forwardedHost: 'app.example.com', forwardedProto: 'https' },
      'https://app.example.com/a/b?x=1',
    ],
    [
      'the first of several',
      { forwardedHost: 'app.example.com,b.example', forwardedProto: 'https, http' },
      'https://app.example.com/a/b?x=1',
    ],
    [
      'a forwarded host before the host header',
      { forwardedHost: 'app.example.com', host: 'other' },
      'http://app.example.com/a/b?x=1',
    ],
    [
      'a forwarded port',
      { forwardedHost: 'app.example.com:8443', forwardedProto: 'https' },
      'https://app.example.com:8443/a/b?x=1',
    ],
    [
      'a default port',
      { forwardedHost: 'app.example.com:443', forwardedProto: 'https' },
      'https://app.example.com/a/b?x=1',
    ],
    ['an empty forwarded host, which is present', { forwardedHost: '', host: 'app.example.com' }, inner],
    ['an empty forwarded proto', { forwardedHost: 'app.example.com', forwardedProto: '' }, inner],
    ['another scheme', { forwardedHost: 'app.example.com', forwardedProto: 'javascript' }, inner],
    ...['HTTPS', 'Https', ' https', 'https ', 'HTTPS , http'].map(
      (forwardedProto): [string, Partial<ForwardedFacts>, string] => [
        `the scheme ${JSON.stringify(forwardedProto)} (in-use 13)`,
        { forwardedHost: 'app.example.com', forwardedProto },
        'https://app.example.com/a/b?x=1',
      ],
    ),
    ['a scheme that only begins so', { forwardedHost: 'app.example.com', forwardedProto: 'httpsx' }, inner],
    ['blanks for a scheme', { forwardedHost: 'app.example.com', forwardedProto: ' ' }, inner],
    ['a host that does not parse', { forwardedHost: 'app example', forwardedProto: 'https' }, inner],
    [
      'user information',
      { forwardedHost: 'user:pass@app.example.com', forwardedProto: 'https' },
      'https://app.example.com/a/b?x=1',
    ],
    [
      'a path in the host',
      { forwardedHost: 'app.example.com/evil', forwardedProto: 'https' },
      'https://app.example.com/a/b?x=1',
    ],
  ])('given %s', (_, forwarded, href) => {
    expect(read(inner, forwarded)).toBe(href)
  })

  it('keeps a path with two slashes on the origin', () => {
    const forwarded = { forwardedHost: 'app.example.com', forwardedProto: 'https' }
    expect(read('http://inner//evil.com/x', forwarded)).toBe('https://app.example.com//evil.com/x')
    expect(read('http://inner//evil.com/x')).toBe('http://inner//evil.com/x')
  })

  it('uses a forwarded origin only if it is trusted, where origins are listed', () => {
    const forwarded = { forwardedHost: 'evil.example', forwardedProto: 'https' }
    expect(read(inner, forwarded, ['https://app.example.com'])).toBe(inner)
    expect(read(inner, forwarded, ['https://evil.example'])).toBe('https://evil.example/a/b?x=1')
  })

  it('trusts one label in place of a star, and no more (in-use 12)', () => {
    const listed = ['https://*.shop.example']
    const from = (forwardedHost: string): string => read(inner, { forwardedHost, forwardedProto: 'https' }, listed)
    expect(from('a.shop.example')).toBe('https://a.shop.example/a/b?x=1')
    for (const host of ['shop.example', 'a.b.shop.example', 'evil.example', 'a.shop.example:8443']) {
      expect(from(host)).toBe(inner)
    }
  })

  it('never leaves the trusted origins and never throws, whatever proxies say', () => {
    const header = fc.option(
      fc.string({ unit: fc.constantFrom('a', '.', '/', '@', ':', ',', '\\', '?', '#', ' ', '%', '[', '1') }),
    )
    fc.assert(
      fc.property(header, header, header, (forwardedHost, forwardedProto, host) => {
        const url = toPublicUrl(inner, { forwardedHost, forwardedProto, host }, ['https://app.example.com'])
        expect(url.origin).toBe('http://inner:8080')
        const free = toPublicUrl(inner, { forwardedHost, forwardedProto: 'https', host }, [])
        expect(new URL(free.href).origin).toBe(free.origin)
        expect(new URL(free.href).pathname).toBe('/a/b')
        expect(new URL(free.href).host).toBe(free.host)
      }),
    )
  })

  it('spells a forwarded origin as a parser does', () => {
    const part = fc.constantFrom(
      'a',
      'shop',
      '0x7f',
      '1',
      'xn--80ak6aa92e',
      'A',
      '-',
      '_',
      '.',
      ':',
      '80',
      '443',
      '8080',
      '3000',
    )
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), fc.constantFrom('http', 'https'), (parts, proto) => {
        const host = parts.join('')
        const { origin } = toPublicUrl(inner, { forwardedHost: host, forwardedProto: proto, host: null }, [])
        const text = `${proto}://${host}`
        expect(origin).toBe(URL.canParse(text) ? new URL(text).origin : 'http://inner:8080')
      }),
      { numRuns: 2_000 },
    )
  })
})
