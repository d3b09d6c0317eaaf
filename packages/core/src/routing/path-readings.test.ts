import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toCanonicalPath } from './canonical-path.ts'
import { isPlainPath, toPathReadings } from './path-readings.ts'

const readings = (path: string): readonly string[] => {
  const found = toPathReadings(path)
  return found.ok ? found.value.toSorted() : [found.failure]
}

describe('toPathReadings', () => {
  it.each([
    ['/a/b', ['/a/b']],
    ['/a%20b/%C3%BC', ['/a%20b/%C3%BC']],
    ['//a', ['/a', '//a']],
    ['/a/..', ['/', '/a/..']],
    ['/a/./b', ['/a/./b', '/a/b']],
    ['/a;x/b', ['/a/b', '/a;x/b']],
    ['/a\\b', ['/a/b', '/a\\b']],
    ['/a%2Fb', ['/a%2Fb', '/a/b']],
    ['/a%2561', ['/a%2561', '/aa']],
    ['/a%25', ['/a%25']],
    ['/a%25FF', ['/a%25FF']],
    ['/a%5C%25FF', ['/a%5C%25FF', '/a\\%25FF', '/a/%25FF']],
    ['/a%252Fb', ['/a%252Fb', '/a%2Fb']],
    ['/a%250A', ['control']],
    ['/x//../a', ['/a', '/x/../a', '/x//../a', '/x/a']],
  ])('reads %s as %j', (path, expected) => {
    expect(readings(path)).toEqual(expected.toSorted())
  })

  it('refuses a path that is too long to be compared', () => {
    expect(readings('//'.repeat(3_000))).toEqual(['too-long'])
    expect(readings(`/${'a'.repeat(5_000)}`)).toHaveLength(1)
  })
})

describe('isPlainPath', () => {
  it.each(['/', '/a', '/a/', '/a.b/..c/.d/...', '/@x/(y)/[z]', "/!$&'*+,=:~_-"])('takes %s for plain', (path) => {
    expect(isPlainPath(path)).toBe(true)
  })

  it.each([
    '//',
    '/a//b',
    '/.',
    '/..',
    '/a/./b',
    '/a/../b',
    '/a/..',
    '/a;b',
    '/a\\b',
    '/%61',
    '/ü',
    '/a b',
    '/a\n',
    '/a\u2028',
    'a',
    '\\a',
    '/a|b',
  ])('does not take %j for plain', (path) => {
    expect(isPlainPath(path)).toBe(false)
  })

  it('takes for plain only what is canonical and has one reading', () => {
    const path = fc
      .array(fc.constantFrom('/', '.', ';', '%', '2', 'f', 'a', '\\', 'ü', '\n', ' ', '?', '#'))
      .map((chars) => `/${chars.join('')}`)
    fc.assert(
      fc.property(path, (text) => {
        if (!isPlainPath(text)) return
        expect(toCanonicalPath(text)).toEqual({ ok: true, value: text })
        expect(readings(text)).toEqual([text])
      }),
    )
  })
})
