import { describe, expect, it } from 'vitest'
import { Refusal } from '../refusal.ts'
import { type JsonFields, toFields } from './json-fields.ts'

const codeOf = (read: () => unknown): string => {
  try {
    read()
  } catch (error) {
    return error instanceof Refusal ? `${error.status} ${error.code} ${String(error.meta['param_name'])}` : 'no refusal'
  }
  return 'taken'
}

describe('toFields', () => {
  it('gives null for what is absent and for null', () => {
    const fields = toFields({ a: null })
    expect([fields.text('a'), fields.flag('b'), fields.has('a'), fields.has('b')]).toEqual([null, null, true, false])
  })

  it('does not take what every object has for a field', () => {
    const fields = toFields({})
    expect([fields.text('toString'), fields.object('__proto__')]).toEqual([null, null])
  })

  it('takes both bounds, and what is one of the values', () => {
    const fields = toFields({ a: 0, b: 9, c: 'x' })
    expect([fields.whole('a', 0, 9), fields.whole('b', 0, 9), fields.oneOf('c', ['x', 'y'])]).toEqual([0, 9, 'x'])
  })

  it.each<readonly [string, unknown, string, (fields: JsonFields) => unknown]>([
    ['a text', 1, 'form_param_type_invalid', (of) => of.text('a')],
    ['a list of texts', ['x', 1], 'form_param_type_invalid', (of) => of.texts('a')],
    ['a flag', 1, 'form_param_type_invalid', (of) => of.flag('a')],
    ['a whole number', 1.5, 'form_param_type_invalid', (of) => of.whole('a', 0, 9)],
    ['a number below the upper bound', 10, 'form_param_value_invalid', (of) => of.whole('a', 0, 9)],
    ['a number above the lower bound', 0, 'form_param_value_invalid', (of) => of.whole('a', 1, 9)],
    ['an object', [], 'form_param_type_invalid', (of) => of.object('a')],
    ['one of these', 'z', 'form_param_value_invalid', (of) => of.oneOf('a', ['x', 'y'])],
    ['a text that is not empty', '', 'form_param_nil', (of) => of.needText('a')],
  ])('refuses what is not %s, and names the field', (_what, a, code, read) => {
    expect(codeOf(() => read(toFields({ a })))).toBe(`422 ${code} a`)
  })

  it('misses a text that must be there', () => {
    expect(codeOf(() => toFields({}).needText('a'))).toBe('422 form_param_missing a')
  })
})
