import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toCanonicalPath } from './to-canonical-path.ts'
import { isPlainPath, toPathReadings } from './to-path-readings.ts'

const readings = (path: string): readonly string[] => {
  const found = [...toPathReadings(path)].map((reading) => (reading.ok ? reading.value.text : reading.failure))
  return found.includes('control') ? ['control'] : [...new Set(found)].toSorted()
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

  it('gives a path that is too long to be compared up after its first reading (H9)', () => {
    const path = '//'.repeat(3_000)
    expect([...toPathReadings(path)].slice(1)).toEqual([{ ok: false, failure: 'too-long' }])
    expect(readings(`/${'a'.repeat(5_000)}`)).toHaveLength(1)
  })

  it('works no reading out before it is asked for, and never more than can be compared in time (H9)', () => {
    const everything = '/a;b\\%2F..;%5C/%3B%2561//./%252F'
    const [first] = toPathReadings(everything)
    expect(first).toEqual({ ok: true, value: { text: everything, dataText: everything } })
    const path = everything.repeat(60)
    const found = [...toPathReadings(path)]
    const chars = found.reduce((sum, reading) => sum + (reading.ok ? reading.value.text.length : 0), 0)
    expect([path.length < 2_048, found.at(-1)]).toEqual([true, { ok: false, failure: 'too-long' }])
    expect(chars).toBeLessThan(13_000 + path.length)
  })

  it.each([
    ['/x/a%2Fb', '/x/a/b', '/x/a%2Fb'],
    ['/x/a%5Cb', '/x/a/b', '/x/a%2Fb'],
    ['/x/what%3F', '/x/what?', '/x/what%3F'],
    ['/x/c%23', '/x/c#', '/x/c%23'],
    ['/x/a%2F%2Fb', '/x/a/b', '/x/a%2Fb'],
    // What two routers may take for one slash is one that separates, if one of the two does.
    ['/x/%2Fb', '/x/b', '/x/b'],
    ['/x/a%2F..%2Fb', '/x/b', '/x/b'],
    ['/a%2Fb/../c', '/a/c', '/a/c'],
    ['/a/b%2F..%2F..%2Fc', '/c', '/c'],
    ['/a%2Fb%2F..%2Fc', '/a/c', '/a%2Fc'],
  ])('reads what is escaped in %s as %s, and as data in %s (H3)', (path, text, dataText) => {
    const found = [...toPathReadings(path)].flatMap((reading) => (reading.ok ? [reading.value] : []))
    expect(found).toContainEqual({ text, dataText })
    expect(found.filter((reading) => reading.text === text).map((reading) => reading.dataText)).not.toContain(
      path === dataText ? '' : path,
    )
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
