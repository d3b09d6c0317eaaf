import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPathname, readUrlParts, type MatchableRequest } from './matchable-request.ts'

describe('readPathname', () => {
  it.each([
    ['https://a.example', '/'],
    ['https://a.example?x=/b', '/'],
    ['https://a.example#/b', '/'],
    ['https://a.example/b?c=/d#e', '/b'],
    ['https://a.example/b#c?d', '/b'],
    ['https://user:p@a.example:8/b', '/b'],
    ['https://[::1]:3000/b', '/b'],
    ['/b?u=https://c.example/d', '/b'],
    ['//b/c', '//b/c'],
    ['', '/'],
    ['https://a.example\\b', '\\b'],
  ])('of %s is %s', (url, expected) => {
    expect(readPathname({ url })).toBe(expected)
  })

  it.each([[undefined], [null], ['/a'], [new URL('https://a.example/a')], [{ req: {} }], [5]])(
    'says that %s is no request',
    (value) => {
      // What a caller without types may pass.
      expect(() => readPathname(value as unknown as MatchableRequest)).toThrow('ERR_AUTH_PATTERN_INVALID')
    },
  )

  it('is what URL says, for every URL that went through it', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (text) => {
        const url = new URL(text)
        expect(readPathname({ url: url.href })).toBe(url.pathname)
        expect(readPathname({ nextUrl: url })).toBe(url.pathname)
        expect(readUrlParts({ url: url.href })).toEqual({
          origin: url.origin,
          pathname: url.pathname,
          search: url.search,
        })
      }),
    )
  })
})
