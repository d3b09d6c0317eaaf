/** Checks foreign JSON against a shape and names everything that is wrong with it, by path. */
import { EmulatorError } from '../emulator-error.ts'
import type { JsonSchema } from './json-schema.ts'
import type { JsonObject } from './model.ts'

/** What is wrong, where. */
export type Report = (path: string, problem: string) => void
type Judge = (value: unknown, path: string, report: Report) => void
/** Judges the value at a path. A value without a problem is a `T`, no more and no less. */
export interface Shape<T = unknown> {
  (value: unknown, path: string, report: Report): void
  /** The same for other programs: it fits the same JSON, as far as JSON Schema can say. */
  readonly schema: JsonSchema
  /** Never there. It tells the compiler which values fit. */
  readonly fits?: (value: T) => T
}

/** A shape of its own. @param schema Fits the same JSON as the judge lets pass. */
export function shapeOf<T>(schema: JsonSchema, judge: Judge): Shape<T> {
  const shape: Judge = (value, path, report) => judge(value, path, report)
  return Object.assign(shape, { schema })
}

/** A shape that asks one question. @param wanted Ends the sentence "must be …". */
export function plainShape<T>(schema: JsonSchema, wanted: string, fits: (value: unknown) => boolean): Shape<T> {
  return shapeOf(schema, (value, path, report) => {
    if (!fits(value)) report(path, `must be ${wanted}`)
  })
}

export const text: Shape<string> = plainShape(
  { type: 'string', minLength: 1 },
  'a text that is not empty',
  (value) => typeof value === 'string' && value !== '',
)
export const flag: Shape<boolean> = plainShape(
  { type: 'boolean' },
  'true or false',
  (value) => typeof value === 'boolean',
)
export const positive: Shape<number> = plainShape(
  { type: 'number', exclusiveMinimum: 0 },
  'a number above 0',
  (value) => typeof value === 'number' && Number.isFinite(value) && value > 0,
)
/** Any value: somebody else judges it. */
export const anything: Shape = shapeOf({}, () => {})
/** Any object but a list. */
export const object: Shape<Readonly<Record<string, unknown>>> = plainShape({ type: 'object' }, 'an object', isObject)
/** An object whose values are JSON. They are not looked at: either the object came as JSON, or the caller's types say so. */
export const jsonObject: Shape<JsonObject> = plainShape({ type: 'object' }, 'an object', isObject)

/** A finite number, bounds included. */
export function within(least: number, most: number): Shape<number> {
  return plainShape(
    { type: 'number', minimum: least, maximum: most },
    `a number from ${least} to ${most}`,
    (value) => typeof value === 'number' && value >= least && value <= most,
  )
}

/** A whole number, bounds included. */
export function wholeWithin(least: number, most: number): Shape<number> {
  return plainShape(
    { type: 'integer', minimum: least, maximum: most },
    `a whole number from ${least} to ${most}`,
    (value) => typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most,
  )
}

/** A text that fits a pattern. @param pattern A schema reads it with flag `u`, and cannot have another one. @param wanted Ends the sentence "must be …". */
export function textLike(pattern: RegExp, wanted: string): Shape<string> {
  const isPlain = /^u?$/.test(pattern.flags)
  return plainShape(
    { type: 'string', ...(isPlain && { pattern: pattern.source }) },
    wanted,
    (value) => typeof value === 'string' && pattern.test(value),
  )
}

export function oneOf<const T extends string | number>(values: readonly T[]): Shape<T> {
  return plainShape({ enum: values }, `one of ${values.join(', ')}`, (value) =>
    values.some((allowed) => allowed === value),
  )
}

export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return shapeOf({ anyOf: [shape.schema, { type: 'null' }] }, (value, path, report) => {
    if (value !== null) shape(value, path, report)
  })
}

/** A text, or whatever the shape lets pass. */
export function textOr<T>(shape: Shape<T>): Shape<string | T> {
  return shapeOf({ anyOf: [text.schema, shape.schema] }, (value, path, report) =>
    (typeof value === 'string' ? text : shape)(value, path, report),
  )
}

export function listOf<T>(shape: Shape<T>): Shape<readonly T[]> {
  return shapeOf({ type: 'array', items: shape.schema }, (value, path, report) => {
    if (!Array.isArray(value)) return report(path, 'must be a list')
    for (const [index, item] of value.entries()) shape(item, `${path}[${index}]`, report)
  })
}

/** A list of exactly two. */
export function pairOf<T>(shape: Shape<T>): Shape<readonly [T, T]> {
  const list = listOf(shape)
  return shapeOf({ ...list.schema, minItems: 2, maxItems: 2 }, (value, path, report) => {
    if (Array.isArray(value) && value.length === 2) list(value, path, report)
    else report(path, 'must be a list of two')
  })
}

/** An object with any keys, whose values have one shape. @param keyShape Judges the keys. */
export function recordOf<T>(shape: Shape<T>, keyShape: Shape<string>): Shape<Readonly<Record<string, T>>> {
  const schema = { type: 'object', propertyNames: keyShape.schema, additionalProperties: shape.schema } as const
  return shapeOf(schema, (value, path, report) => {
    if (!isObject(value)) return report(path, 'must be an object')
    for (const [key, item] of Object.entries(value)) {
      keyShape(key, `${path}.${key}`, report)
      shape(item, `${path}.${key}`, report)
    }
  })
}

type OptionalKey<T> = { readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? K : never }[keyof T]
type Fields<T, K extends keyof T> = { readonly [F in K]-?: Shape<Exclude<T[F], undefined>> }

/**
 * An object with these keys and no others, so that a misspelt key is an error. The interface `T` declares the fields: one that has no shape
 * here, or a shape of another type, does not compile.
 */
export function fields<T extends object>(
  required: Fields<T, Exclude<keyof T, OptionalKey<T>>>,
  optional: Fields<T, OptionalKey<T>>,
): Shape<T> {
  const shapes: Readonly<Record<string, Shape>> = { ...required, ...optional }
  return shapeOf(toObjectSchema(shapes, Object.keys(required)), (value, path, report) => {
    if (!isObject(value)) return report(path, 'must be an object')
    const at = (key: string): string => (path === '' ? key : `${path}.${key}`)
    for (const key of Object.keys(required)) if (value[key] === undefined) report(at(key), 'is missing')
    for (const [key, item] of Object.entries(value)) {
      // Not `constructor` and its like, which every object has.
      const shape = Object.hasOwn(shapes, key) ? shapes[key] : undefined
      if (shape === undefined) report(at(key), `is not known here; known are ${Object.keys(shapes).join(', ')}`)
      else if (item !== undefined) shape(item, at(key), report)
    }
  })
}

function toObjectSchema(shapes: Readonly<Record<string, Shape>>, required: readonly string[]): JsonSchema {
  const properties = Object.fromEntries(Object.entries(shapes).map(([key, { schema }]) => [key, schema]))
  return { type: 'object', properties, required, additionalProperties: false }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Takes a value for what its shape says, or reports everything that is wrong with it. @param name What the value is called. */
export function isFitting<T>(shape: Shape<T>, value: unknown, report: Report, name = ''): value is T {
  let isFine = true
  shape(value, name, (path, problem) => {
    isFine = false
    report(path, problem)
  })
  return isFine
}

/**
 * Takes a value for what its shape says.
 *
 * @param name What the value is called, where it is no object whose fields have names.
 * @throws EmulatorError `ERR_EMULATOR_OPTION_INVALID`. Its message names the fields and never holds their values.
 */
export function checkFields<T>(shape: Shape<T>, value: unknown, name = ''): asserts value is T {
  const problems: string[] = []
  const report: Report = (path, problem) => problems.push(`${path === '' ? 'this' : path} ${problem}`)
  if (!isFitting(shape, value, report, name))
    throw new EmulatorError('ERR_EMULATOR_OPTION_INVALID', `${problems.join('; ')}.`)
}
