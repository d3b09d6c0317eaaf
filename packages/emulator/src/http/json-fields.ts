/** Reads the fields of a JSON body, and remembers the first that is wrong. A field that is null counts as absent. */
import type { JsonObject } from '../state/model.ts'
import { isObject } from '../state/shape.ts'
import { answerFieldError } from './answers.ts'

type Json = Readonly<Record<string, unknown>>

export interface JsonFields {
  /** Whether the body names the field, null included. */
  has(name: string): boolean
  /** Null when it is absent. */
  text(name: string): string | null
  /** A text that must be there and not be empty. */
  needText(name: string): string
  texts(name: string): readonly string[] | null
  flag(name: string): boolean | null
  /** A whole number, bounds included. */
  whole(name: string, least: number, most: number): number | null
  object(name: string): JsonObject | null
  /** Notes what else is wrong with a field, unless something was wrong before. */
  refuse(name: string, message: string): void
  /** What was wrong first, as the answer; null when nothing was. */
  problem(): Response | null
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText)
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'
// It came out of JSON, so whatever is inside it is JSON.
const isJsonObject = (value: unknown): value is JsonObject => isObject(value)

export function toFields(body: Json): JsonFields {
  let wrong: Response | null = null
  const fail = (code: string, name: string, message: string): void => {
    wrong ??= answerFieldError(422, code, message, name)
  }
  // Not `constructor` and its like, which every object has.
  const valueOf = (name: string): unknown => (Object.hasOwn(body, name) ? (body[name] ?? null) : null)
  const read = <T>(name: string, fits: (value: unknown) => value is T, wanted: string): T | null => {
    const value = valueOf(name)
    if (value === null || fits(value)) return value
    fail('form_param_format_invalid', name, `${name} must be ${wanted}.`)
    return null
  }
  return {
    has: (name) => Object.hasOwn(body, name),
    text: (name) => read(name, isText, 'a text'),
    needText: (name) => {
      const text = read(name, isText, 'a text')
      if (text === null || text === '') fail('form_param_missing', name, `${name} must be included.`)
      return text ?? ''
    },
    texts: (name) => read(name, isTexts, 'a list of texts'),
    flag: (name) => read(name, isFlag, 'true or false'),
    whole: (name, least, most) => {
      const isWithin = (value: unknown): value is number =>
        typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      return read(name, isWithin, `a whole number from ${least} to ${most}`)
    },
    object: (name) => read(name, isJsonObject, 'an object'),
    refuse: (name, message) => fail('form_param_value_invalid', name, message),
    problem: () => wrong,
  }
}
