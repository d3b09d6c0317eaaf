import { describe, expect, it } from 'vitest'
import { type Params, toParams } from './params.ts'
import { Refusal } from '../refusal.ts'

const READS = {
  text: (params: Params) => params.text('field'),
  required: (params: Params) => params.required('field'),
  flag: (params: Params) => params.flag('field'),
  number: (params: Params) => params.number('field'),
  within: (params: Params) => params.within('field', 2, 4),
  texts: (params: Params) => params.texts('field'),
  object: (params: Params) => params.object('field'),
  time: (params: Params) => params.time('field'),
} as const
type Read = keyof typeof READS

const codeOf = (read: () => unknown): string => {
  try {
    read()
  } catch (error) {
    return error instanceof Refusal ? `${error.code} ${String(error.meta['param_name'])}` : 'no refusal'
  }
  return 'taken'
}

describe('toParams', () => {
  it.each<[Read, unknown, unknown]>([
    ['text', 'a', 'a'],
    ['text', null, null],
    ['flag', true, true],
    ['number', 3, 3],
    ['within', 2, 2],
    ['within', 4, 4],
    ['texts', ['a', 'b'], ['a', 'b']],
    ['texts', 'a', ['a']],
    ['object', { a: 1 }, { a: 1 }],
    ['time', '2026-01-31T12:00:00.000Z', 1_769_860_800_000],
  ])('reads as %s of JSON: %j', (read, value, expected) => {
    expect(READS[read](toParams({ field: value }))).toEqual(expected)
  })

  it.each<[Read, string, unknown]>([
    ['text', 'a', 'a'],
    ['text', '', null],
    ['flag', 'false', false],
    ['number', '3', 3],
    ['object', '{"a":1}', { a: 1 }],
  ])('reads as %s of a form: %j', (read, value, expected) => {
    expect(READS[read](toParams(new URLSearchParams({ field: value })))).toEqual(expected)
  })

  it.each<[Read, unknown]>([
    ['text', 1],
    ['flag', 'yes'],
    ['number', -1],
    ['number', 1.5],
    ['texts', [1]],
    ['object', '[]'],
    ['object', '{'],
    ['time', 'soon'],
  ])('refuses for %s: %j', (read, value) => {
    expect(codeOf(() => READS[read](toParams({ field: value })))).toBe('form_param_type_invalid field')
  })

  it.each([1, 5])('refuses %s outside of its bounds', (value) => {
    expect(codeOf(() => READS.within(toParams({ field: value })))).toBe('form_param_value_invalid field')
  })

  it('tells a field that is missing from one that is empty', () => {
    expect(codeOf(() => toParams({}).required('field'))).toBe('form_param_missing field')
    expect(codeOf(() => toParams({ field: ' ' }).required('field'))).toBe('form_param_nil field')
  })

  it('takes nothing of what every object has for a field', () => {
    expect(toParams({}).has('constructor')).toBe(false)
  })
})
