import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toPublicUrl, type ForwardedFacts, toUrlWithout, parseUrl, isPrivateHost } from './public-url.ts'

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

const nobody = { forwardedHost: null, forwardedProto: null, host: null }

function toParsed(text: string): unknown {
  const { origin, host, pathname, search, href } = new URL(text)
  return { origin, host, pathname, search, href }
}

describe('toPublicUrl, where nothing has to be parsed', () => {
  const host = fc.oneof(
    fc.stringMatching(/^[a-z0-9.-]{1,12}$/),
    fc.constantFrom(
      'localhost',
      'app.example.com',
      '127.1',
      '0x7f.1',
      'a.0x1',
      'a.1',
      'xn--a',
      'a-1.b',
      '1.a',
      'A.b',
      'a..b',
      'a.',
    ),
  )
  const port = fc.constantFrom('', ':80', ':443', ':3000', ':0300', ':65536', ':99999', ':8080')
  const path = fc.array(
    fc.constantFrom('/', '//', '.', '..', 'a', 'b.c', '%2e', '%', '\\', "'", '@', ':', ';', ' ', 'é', '~', '|'),
    { maxLength: 8 },
  )
  const tail = fc.constantFrom('', '?', '?a=1', "?a='", '?a=%2e&b', '#x', '?a#x', '?{', '?a b')
  const url = fc
    .tuple(fc.constantFrom('http', 'https', 'HTTPS'), host, port, path, tail)
    .map(([scheme, name, at, parts, rest]) => `${scheme}://${name}${at}/${parts.join('')}${rest}`)
    .filter((text) => URL.canParse(text))

  it('says what a parser says', () => {
    fc.assert(
      fc.property(url, (text) => {
        expect(toPublicUrl(text, nobody, [])).toEqual(toParsed(text))
      }),
      { numRuns: 2_000 },
    )
  })

  it.each(['https://app.example.com/a/b?c=d', 'http://localhost:3000/', 'https://app.example.com/a.b/~c?x=%20'])(
    'takes %s as it is',
    (text) => expect(toPublicUrl(text, nobody, [])).toEqual(toParsed(text)),
  )
})

describe('toUrlWithout', () => {
  it.each([
    ['https://a.example/x', 'https://a.example/x'],
    ['https://a.example/x?k=1', 'https://a.example/x'],
    ['https://a.example/x?k=1#h', 'https://a.example/x#h'],
    ['https://a.example/x?a=1&k=2&b=3', 'https://a.example/x?a=1&b=3'],
    ['https://a.example/x?k=1&a=1&k=2', 'https://a.example/x?a=1'],
    ['https://a.example/x?%6B=1&a=%20+%2f', 'https://a.example/x?a=%20+%2f'],
    ['https://a.example/x?k', 'https://a.example/x'],
    ['https://a.example/x?kk=1&K=2', 'https://a.example/x?kk=1&K=2'],
    ['https://a.example/x?a=k=1&&b', 'https://a.example/x?a=k=1&&b'],
    ['https://a.example/x?', 'https://a.example/x?'],
    ['https://a.example/x#h?k=1', 'https://a.example/x#h?k=1'],
    ['https://a.example/x?a=1#h?k=1', 'https://a.example/x?a=1#h?k=1'],
  ])('makes %s %s', (url, cleaned) => {
    expect(toUrlWithout(url, ['k', 'other'])).toBe(cleaned)
  })

  it('leaves nothing behind that a reader of queries finds, and everything else', () => {
    const pair = fc.tuple(
      fc.constantFrom('k', '%6b', '%6B', 'a', 'kk', ''),
      fc.string({ unit: fc.constantFrom('1', '%20', '+', '=') }),
    )
    fc.assert(
      fc.property(fc.array(pair), (pairs) => {
        const url = `https://a.example/x?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`
        const cleaned = new URL(toUrlWithout(url, ['k'])).searchParams
        expect(cleaned.has('k')).toBe(false)
        const others = [...new URL(url).searchParams].filter(([name]) => name !== 'k')
        expect([...cleaned]).toEqual(others)
      }),
    )
  })
})

describe('parseUrl', () => {
  it.each([
    ['a', 'a', '', ''],
    ['a?b#c', 'a', 'b', '#c'],
    ['a#c?b', 'a', '', '#c?b'],
    ['a?b?d', 'a', 'b?d', ''],
  ])('%s', (url, base, query, hash) => expect(parseUrl(url)).toEqual({ base, query, hash }))
})

describe('isPrivateHost', () => {
  it.each([
    'localhost',
    'localhost:3000',
    '127.0.0.1:8080',
    '127.9.9.9',
    '0.0.0.0:3000',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.1:80',
    '192.168.1.1',
    '169.254.1.1',
    'web',
    'web:3000',
    'app.internal',
    'printer.local',
    'a.localhost',
    '[::1]:3000',
    '[fd12:3456::1]',
    '[fe80::1]',
  ])('is true for %s', (host) => {
    expect(isPrivateHost(host)).toBe(true)
  })

  it.each([
    'app.example.com',
    '172.32.0.1',
    '172.15.0.1',
    '11.0.0.1',
    '192.169.0.1',
    '10.example.com',
    '[2001:db8::1]',
    'internal.example',
  ])('is false for %s', (host) => {
    expect(isPrivateHost(host)).toBe(false)
  })
})
