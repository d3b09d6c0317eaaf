/** Reads the fields of a JSON body. A field that is null counts as absent. Whatever is of another type is refused, 422. */
import { fieldRefusal } from '../refusal.ts'
import type { JsonObject } from '../state/model.ts'
import { isObject } from '../state/shape.ts'

type Json = Readonly<Record<string, unknown>>

/** Every method throws a Refusal for a value of another type, and gives null for a field that is absent. */
export interface JsonFields {
  /** Whether the body names the field, null included. */
  has(name: string): boolean
  text(name: string): string | null
  /** A text that must be there and not be empty. */
  needText(name: string): string
  texts(name: string): readonly string[] | null
  flag(name: string): boolean | null
  /** A whole number, bounds included. */
  whole(name: string, least: number, most: number): number | null
  object(name: string): JsonObject | null
  oneOf<const T extends string>(name: string, values: readonly T[]): T | null
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText)
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'
// It came out of JSON, so whatever is inside it is JSON.
const isJsonObject = (value: unknown): value is JsonObject => isObject(value)

export function toFields(body: Json): JsonFields {
  const read = <T>(name: string, fits: (value: unknown) => value is T, wanted: string): T | null => {
    // Not `constructor` and its like, which every object has.
    const value = Object.hasOwn(body, name) ? (body[name] ?? null) : null
    if (value === null || fits(value)) return value
    throw fieldRefusal('form_param_format_invalid', `${name} must be ${wanted}.`, name)
  }
  return {
    has: (name) => Object.hasOwn(body, name),
    text: (name) => read(name, isText, 'a text'),
    needText: (name) => {
      const text = read(name, isText, 'a text')
      if (text === null || text === '') throw fieldRefusal('form_param_missing', `${name} must be included.`, name)
      return text
    },
    texts: (name) => read(name, isTexts, 'a list of texts'),
    flag: (name) => read(name, isFlag, 'true or false'),
    whole: (name, least, most) => {
      const isWithin = (value: unknown): value is number =>
        typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      return read(name, isWithin, `a whole number from ${least} to ${most}`)
    },
    object: (name) => read(name, isJsonObject, 'an object'),
    oneOf: (name, values) => {
      const isOne = (value: unknown): value is (typeof values)[number] => values.some((one) => one === value)
      return read(name, isOne, `one of ${values.join(', ')}`)
    },
  }
}
