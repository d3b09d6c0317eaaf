import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSameJson } from './is-same-json.ts'

describe('isSameJson', () => {
  it('is true for a copy, whatever the value', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => isSameJson(value, JSON.parse(JSON.stringify(value)))))
  })

  it('says of any two values what their JSON says', () => {
    const small = fc.oneof(fc.constantFrom(null, '', 'a', 1, true), fc.array(fc.constantFrom(1, 'a'), { maxLength: 2 }))
    const value = fc.oneof(small, fc.dictionary(fc.constantFrom('a', 'b', '0'), small, { maxKeys: 2 }))
    const write = (given: unknown): string =>
      JSON.stringify(given, (_name, part: unknown) =>
        typeof part === 'object' && part !== null && !Array.isArray(part)
          ? Object.fromEntries(Object.entries(part).toSorted(([one], [two]) => (one < two ? -1 : 1)))
          : part,
      )
    fc.assert(fc.property(value, value, (one, two) => isSameJson(one, two) === (write(one) === write(two))))
  })

  it.each([
    [[], {}],
    [{ a: undefined }, { b: 1 }],
    [{ a: null }, {}],
    [['a'], { 0: 'a' }],
    [1, '1'],
    [null, {}],
    [{ toString: 1 }, {}],
  ])('is false for %j and %j', (left, right) => {
    expect([isSameJson(left, right), isSameJson(right, left)]).toEqual([false, false])
  })
})
