import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCookieHeader, toProtocolCookieHeader } from './parse-cookie-header.ts'

function readNames(header: string | null): readonly string[] {
  const { header: text, marks } = parseCookieHeader(header)
  return marks.flatMap((start, at) => (at % 3 === 0 ? [text.slice(start, marks[at + 1]).trim()] : []))
}
const parse = (header: string | null): Record<string, string | undefined> =>
  Object.fromEntries(readNames(header).map((name) => [name, parseCookieHeader(header).get(name)]))

describe('parseCookieHeader', () => {
  it.each<[string, string | null, Record<string, string>]>([
    ['no header', null, {}],
    ['an empty header', '', {}],
    ['cookies of others', 'theme=dark; _ga=1', {}],
    ['a cookie', '__session=a.b.c', { __session: 'a.b.c' }],
    ['several among others', 'theme=dark; __session=a;__client_uat=1 ; _ga=2', { __session: 'a', __client_uat: '1' }],
    ['the first of a name', '__session=first; __session=second', { __session: 'first' }],
    ['an empty first of a name', '__session=; __session=second', { __session: '' }],
    ['a value with equals signs', '__x=a=b==', { __x: 'a=b==' }],
    ['a percent-encoded value', '__x=a%20b%C3%BC', { __x: 'a bü' }],
    ['an encoded separator, which makes no cookie', '__x=a%3B%20__session%3Dforged', { __x: 'a; __session=forged' }],
    ['a value that cannot be decoded', '__x=%E0%A4%A; __y=%', { __x: '%E0%A4%A', __y: '%' }],
    ['quotes, which are kept', '__x="a b"', { __x: '"a b"' }],
    ['a name without a value', '__x; __y=1', { __y: '1' }],
    ['white space', '  __x =  1  ;\t__y\t=\t2\t', { __x: '1', __y: '2' }],
    ['a name that only holds the underscores', 'a__x=1; x=__y', {}],
    ['an encoded name, which stays as it is', '%5F%5Fsession=1; __a%20b=2', { '__a%20b': '2' }],
    ['no name', '=1; __=2', { __: '2' }],
    ['separators alone', ';;; ;__x=1;;', { __x: '1' }],
  ])('reads %s', (_, header, cookies) => {
    expect(parse(header)).toEqual(cookies)
  })

  it('survives the names of Object.prototype', () => {
    expect(parseCookieHeader('__proto__=1; __session=2').get('__session')).toBe('2')
    expect(parseCookieHeader('__proto__=1').get('__proto__')).toBe('1')
  })

  it('reads every cookie that was written, whatever its value', () => {
    const cookie = fc.tuple(fc.stringMatching(/^__[a-z_]{1,8}$/), fc.string())
    fc.assert(
      fc.property(fc.uniqueArray(cookie, { selector: ([name]) => name }), fc.string(), (cookies, noise) => {
        const junk = noise.replaceAll('__', '_').replaceAll(';', '')
        const pairs = [`noise=${junk}`, ...cookies.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)]
        expect(parse(pairs.join('; '))).toEqual(Object.fromEntries(cookies))
      }),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('_', '=', ';', '%', ' ', 'a', '"', '\t', '2') }), (header) => {
        for (const name of readNames(header)) expect(name.startsWith('__')).toBe(true)
      }),
    )
  })
})

describe('toProtocolCookieHeader', () => {
  it('keeps the cookies of the protocol, to the letter', () => {
    const known = ['__session', 'clerk_active_context']
    const header = 'theme=dark;__session=a%20b=; __other=1; clerk_active_context=x ; __sessionx=2; __session'
    expect(toProtocolCookieHeader(header, (name) => known.includes(name))).toBe(
      '__session=a%20b=; clerk_active_context=x',
    )
  })
})
