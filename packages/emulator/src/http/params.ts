/**
 * The fields of a request, by name and type. A field that was not sent is undefined; one that is to be cleared is null. Both APIs read with
 * it: the script sends forms, servers send JSON.
 */
import type { JsonObject } from '../state/model.ts'
import { isTooDeep } from '../state/is-too-deep.ts'
import { isObject } from '../state/shape.ts'
import { fieldRefusal, type Refusal } from '../refusal.ts'

/** Every reader throws a Refusal, 422, for a value of another type. */
export interface Params {
  /** Whether the field was sent, be it to be cleared. */
  has(name: string): boolean
  /** A text. Null: it was sent as null, or as an empty field of a form. */
  text(name: string): string | null | undefined
  /** A text that must be there and not empty. */
  required(name: string): string
  flag(name: string): boolean | undefined
  /** A whole number from 0. */
  number(name: string): number | null | undefined
  /** A whole number, bounds included. */
  within(name: string, least: number, most: number): number | null | undefined
  /** A list of texts; a single text is a list of one. */
  texts(name: string): readonly string[] | undefined
  /** A JSON object; in a form its text. */
  object(name: string): JsonObject | null | undefined
  /** A moment as RFC 3339 writes it, in milliseconds since the Unix epoch. */
  time(name: string): number | null | undefined
}

/** @param body A form, or the object that came as JSON. */
export function toParams(body: URLSearchParams | Readonly<Record<string, unknown>>): Params {
  const read = (name: string): unknown =>
    body instanceof URLSearchParams ? readForm(body, name) : Object.hasOwn(body, name) ? body[name] : undefined
  const take = <T>(name: string, wanted: string, parse: (value: unknown) => T | undefined): T | null | undefined => {
    const value = read(name)
    if (value === undefined || value === null) return value
    const parsed = parse(value)
    if (parsed === undefined) throw toTypeRefusal(name, wanted)
    return parsed
  }
  const text = (name: string): string | null | undefined => take(name, 'a text', parseText)
  const number = (name: string): number | null | undefined => take(name, 'a whole number from 0', parseNumber)
  return {
    has: (name) => read(name) !== undefined,
    text,
    required: (name) => {
      const value = text(name)
      if (value === undefined) throw fieldRefusal('form_param_missing', `${name} is missing.`, name)
      if (value === null || value.trim() === '') throw toEmptyRefusal(name)
      return value
    },
    flag: (name) => take(name, 'true or false', parseFlag) ?? undefined,
    number,
    within: (name, least, most) => {
      const value = number(name)
      if (value === undefined || value === null || (value >= least && value <= most)) return value
      throw fieldRefusal('form_param_value_invalid', `${name} must be from ${least} to ${most}.`, name)
    },
    texts: (name) => take(name, 'a list of texts', parseTexts) ?? undefined,
    object: (name) => take(name, 'an object', parseObject),
    time: (name) => take(name, 'a moment such as 2026-01-31T12:00:00.000Z', parseTime),
  }
}

/** The refusal of a field that is empty. */
export function toEmptyRefusal(name: string): Refusal {
  return fieldRefusal('form_param_nil', `${name} is empty.`, name)
}

function toTypeRefusal(name: string, wanted: string): Refusal {
  return fieldRefusal('form_param_type_invalid', `${name} must be ${wanted}.`, name)
}

/** @returns undefined: not sent. Null: sent empty, which is how a form says null. */
function readForm(form: URLSearchParams, name: string): unknown {
  const values = form.getAll(name)
  if (values.length > 1) return values
  return values[0] === '' ? null : values[0]
}

function parseText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function parseFlag(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value
  return value === 'true' ? true : value === 'false' ? false : undefined
}

function parseNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined
}

function parseTexts(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined
}

function parseObject(value: unknown): JsonObject | undefined {
  try {
    const object: unknown = typeof value === 'string' ? JSON.parse(value) : value
    // It came as JSON, so whatever is inside of it is JSON.
    return isObject(object) && !isTooDeep(object) ? (object as JsonObject) : undefined
  } catch {
    return undefined
  }
}

function parseTime(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}
