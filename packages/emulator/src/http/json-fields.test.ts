import { describe, expect, it } from 'vitest'
import { toFields } from './json-fields.ts'

describe('toFields', () => {
  it('gives null for what is absent and for null', () => {
    const fields = toFields({ a: null })
    expect([fields.text('a'), fields.flag('b'), fields.has('a'), fields.has('b')]).toEqual([null, null, true, false])
  })

  it('does not take what every object has for a field', () => {
    const fields = toFields({})
    expect([fields.text('toString'), fields.object('__proto__')]).toEqual([null, null])
  })

  it.each([
    ['a text', { a: 1 }, (a: ReturnType<typeof toFields>) => a.text('a')],
    ['a list of texts', { a: ['x', 1] }, (a: ReturnType<typeof toFields>) => a.texts('a')],
    ['a flag', { a: 'true' }, (a: ReturnType<typeof toFields>) => a.flag('a')],
    ['a whole number', { a: 1.5 }, (a: ReturnType<typeof toFields>) => a.whole('a', 0, 9)],
    ['a number within its bounds', { a: 10 }, (a: ReturnType<typeof toFields>) => a.whole('a', 0, 9)],
    ['an object', { a: [] }, (a: ReturnType<typeof toFields>) => a.object('a')],
    ['one of these', { a: 'z' }, (a: ReturnType<typeof toFields>) => a.oneOf('a', ['x', 'y'])],
  ])('refuses what is not %s, and names the field', (_what, body, read) => {
    expect(() => read(toFields(body))).toThrow(
      expect.objectContaining({ status: 422, code: 'form_param_format_invalid', meta: { param_name: 'a' } }) as Error,
    )
  })

  it('misses a text that must be there', () => {
    expect(() => toFields({ a: '' }).needText('a')).toThrow(
      expect.objectContaining({ code: 'form_param_missing' }) as Error,
    )
  })
})
