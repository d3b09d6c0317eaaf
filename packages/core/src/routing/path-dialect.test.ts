/** Differential tests: our dialect against path-to-regexp 6.3.0, and against URLPattern where the two languages coincide. */
import fc from 'fast-check'
import { pathToRegexp, type Key } from 'path-to-regexp'
import { URLPattern } from 'urlpattern-polyfill/urlpattern'
import { describe, expect, it } from 'vitest'
import { createPathTest } from './create-account-test.ts'
import { isPlainPath } from './to-path-readings.ts'
import { createRouteMatcher } from './create-route-matcher.ts'

/** Pieces of patterns, `:x` to be named; with each, texts that it may or may not match. */
const pieces: readonly (readonly [pattern: string, ...paths: string[]])[] = [
  ['/a', '/a', '/A', '/b', ''],
  ['/b-', '/b-', '/B-', '/b'],
  ['/ü', '/ü', '/Ü'],
  ['/:x', '/a', '/a-b.c', '/', '/a/b'],
  ['/:x?', '/a', '', '/'],
  ['/:x*', '', '/a', '/a/b/c', '/'],
  ['/:x+', '/a', '/a/b', ''],
  ['/(.*)', '/', '/a/b.c-', '/\n', ''],
  ['(.*)', '', 'a', '/a/b'],
  ['{/c}?', '/c', '', '/C'],
  ['{/d-:x}*', '/d-a', '/d-a/d-b', ''],
  ['{/d-:x-}?', '/d-a-', ''],
  ['{e}+', 'e', 'ee', ''],
  ['.:x', '.a', '.a-b', '.a.b'],
  ['-:x?', '-a', '-', 'a'],
  ['-:x', '-a', '-a-b'],
  ['{--:x}', '--a', '--a-b--c'],
  ['/:x(a|b)', '/a', '/B', '/c'],
  ['/:x(\\d+)?', '/12', '/x', ''],
  ['\\.', '.', ''],
  ['/', '/', ''],
]

const route = fc
  .array(
    fc
      .constantFrom(...pieces)
      .chain(([pattern, ...paths]) => fc.tuple(fc.constant(pattern), fc.constantFrom(...paths))),
    { minLength: 1, maxLength: 5 },
  )
  .map((chosen) => ({
    pattern: chosen.map(([pattern], at) => pattern.replace(':x', `:x${at}`)).join(''),
    path: chosen.map(([, path]) => path).join(''),
  }))

/** path-to-regexp's expression, its wildcards made to match line terminators; null where it refuses the pattern. */
function toReference(pattern: string, keys: Key[] = [], sensitive = false): RegExp | null {
  try {
    return pathToRegexp(pattern.replaceAll('(.*)', '([^]*)'), keys, { sensitive })
  } catch {
    return null
  }
}

function judge(pattern: string, url: string): boolean | 'refused' {
  try {
    return createRouteMatcher(pattern)({ url })
  } catch (error) {
    expect(error).toMatchObject({ code: 'ERR_AUTH_URL_AMBIGUOUS' })
    return 'refused'
  }
}

/** Of all that the pieces spell, only a final slash is refused although path-to-regexp takes it. */
const isRefused = (pattern: string): boolean => pattern.length > 1 && /(?<!\\)\/$/.test(pattern)

describe('createPathTest', () => {
  it('reads the parameters that path-to-regexp 6.3.0 reads, and refuses what it refuses', () => {
    let matches = 0
    fc.assert(
      fc.property(route, ({ pattern, path }) => {
        const keys: Key[] = []
        const reference = toReference(pattern, keys)
        if (reference === null || isRefused(pattern)) {
          expect(() => createPathTest(pattern)).toThrow('ERR_AUTH_PATTERN_INVALID')
          return
        }
        const found = reference.exec(path)
        if (found !== null) matches++
        const named = keys.flatMap((key, at) =>
          found?.[at + 1] === undefined ? [] : [[String(key.name), found[at + 1]]],
        )
        const expected = found === null ? null : Object.fromEntries(named)
        expect([pattern, path, createPathTest(pattern)(path)]).toEqual([pattern, path, expected])
      }),
      { numRuns: 4_000 },
    )
    expect(matches).toBeGreaterThan(400)
  })
})

describe('createRouteMatcher', () => {
  it('matches a path with one reading as path-to-regexp 6.3.0 does, if it does so with case and without (H2)', () => {
    let matches = 0
    let refusals = 0
    fc.assert(
      fc.property(route, ({ pattern, path }) => {
        const reference = toReference(pattern)
        const isOdd = path === '' || !isPlainPath(path.replaceAll(/ü/gi, 'u'))
        // Ours adds the leading slash, and refuses text with an empty or a dot segment.
        const differs = !pattern.startsWith('/') || /\/\/|\/\.{1,2}\//.test(pattern.replace(/[\\]/g, ''))
        if (reference === null || isOdd || differs || isRefused(pattern)) return
        const folded = reference.test(path)
        const isAgreed = folded === toReference(pattern, [], true)?.test(path)
        const expected = isAgreed ? folded : 'refused'
        if (expected === true) matches++
        if (!isAgreed) refusals++
        expect([pattern, path, judge(pattern, path)]).toEqual([pattern, path, expected])
        expect(judge(pattern, `https://a.example${encodeURI(path)}?x`)).toBe(expected)
      }),
      { numRuns: 4_000 },
    )
    expect(matches).toBeGreaterThan(400)
    expect(refusals).toBeGreaterThan(40)
  })

  it('matches what URLPattern matches, where case, trailing slash and modifiers play no part', () => {
    const part = fc.constantFrom('/a', '/b-c', '/:x', '/(.*)', '/a-:x', '/d.e')
    const segment = fc.constantFrom('/a', '/b-c', '/a-f', '/d.e', '/g')
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 4 }),
        fc.array(segment, { minLength: 1, maxLength: 4 }),
        (parts, segments) => {
          const pathname = parts.map((text, at) => text.replace(':x', `:x${at}`)).join('')
          const url = `https://a.example${segments.join('')}`
          const expected = new URLPattern({ pathname }).test(url)
          expect([pathname, url, createRouteMatcher(pathname)({ url })]).toEqual([pathname, url, expected])
          // And a URLPattern given as it is answers for itself.
          expect(createRouteMatcher(new URLPattern({ pathname }))({ url })).toBe(expected)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('answers for many patterns what one of them answers alone', () => {
    const many = Array.from({ length: 1_000 }, (_, at) => toManyPattern(at))
    const all = createRouteMatcher(many)
    const singles = many.map((pattern) => createRouteMatcher(pattern))
    const path = fc
      .array(fc.constantFrom('/s1', '/s10', '/s100', '/t7', '/t70', '/id', '/x', '/edit', '/12', '/', '/u31', 'z'), {
        minLength: 1,
        maxLength: 5,
      })
      .map((texts) => texts.join(''))
    fc.assert(
      fc.property(path, (url) => {
        if (!isPlainPath(url)) return
        expect([url, all({ url })]).toEqual([url, singles.some((matches) => matches({ url }))])
      }),
      { numRuns: 1_000 },
    )
  })
})

function toManyPattern(at: number): string {
  const shapes = [
    `/s${at}`,
    `/t${at}/:id`,
    `/u${at}/(.*)`,
    `/s${at}/:rest*`,
    `/:any/t${at}/edit`,
    `/s${at}/:n(\\d+)`,
    `/(.*)/u${at}`,
  ]
  return shapes[at % shapes.length] ?? ''
}
