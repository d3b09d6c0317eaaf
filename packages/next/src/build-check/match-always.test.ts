import { describe, expect, it } from 'vitest'
import type { Condition, Matcher } from './application.ts'
import { matchAlways } from './match-always.ts'

const header = (key: string, value: string | null = null): Condition => ({ type: 'header', key, value })
const matcher = (change: Partial<Matcher> = {}): Matcher => ({
  source: '/x',
  regexp: '^/x$',
  has: [],
  missing: [],
  ...change,
})

describe('matchAlways', () => {
  it.each<[string, readonly Matcher[], string]>([
    ['no line matches', [matcher({ regexp: '^/y$' })], 'never'],
    ['there is no line', [], 'never'],
    ['a line without conditions matches', [matcher({ missing: [header('a')] }), matcher()], 'always'],
    ['a header keeps it out (H10)', [matcher({ missing: [header('next-router-prefetch')] })], 'sometimes'],
    ['a cookie has to be there (H10)', [matcher({ has: [{ type: 'cookie', key: 'a', value: null }] })], 'sometimes'],
    ['a host has to be named (H10)', [matcher({ has: [{ type: 'host', key: null, value: 'a.test' }] })], 'sometimes'],
    ['two lines complete each other', [matcher({ missing: [header('a')] }), matcher({ has: [header('A')] })], 'always'],
    [
      'three lines do',
      [
        matcher({ missing: [header('a')] }),
        matcher({ has: [header('a')], missing: [header('b')] }),
        matcher({ has: [header('a'), header('b')] }),
      ],
      'always',
    ],
    [
      'two lines leave a gap (H10)',
      [matcher({ missing: [header('a'), header('b')] }), matcher({ has: [header('a'), header('b')] })],
      'sometimes',
    ],
    [
      'a value has to be missing that is there only if its header is',
      [
        matcher({ missing: [header('a')] }),
        matcher({ has: [header('a', 'x')] }),
        matcher({ has: [header('a')], missing: [header('a', 'x')] }),
      ],
      'always',
    ],
    [
      'there are too many conditions',
      [matcher({ has: Array.from({ length: 11 }, (_, index) => header(`h${index}`)) })],
      'sometimes',
    ],
  ])('says how it is where %s', (_name, matchers, sight) => {
    expect(matchAlways(matchers, ['/x'])).toBe(sight)
  })
})
