/** Checks foreign JSON against a shape and names everything that is wrong with it, by path. */
import { EmulatorError } from '../emulator-error.ts'
import type { JsonObject } from './model.ts'

/** What is wrong, where. */
export type Report = (path: string, problem: string) => void
/** Judges the value at a path. A value without a problem is a `T`, no more and no less. */
export interface Shape<T = unknown> {
  (value: unknown, path: string, report: Report): void
  /** Never there. It tells the compiler which values fit. */
  readonly fits?: (value: T) => T
}

export const text: Shape<string> = (value, path, report) => {
  if (typeof value !== 'string' || value === '') report(path, 'must be a text that is not empty')
}
export const flag: Shape<boolean> = (value, path, report) => {
  if (typeof value !== 'boolean') report(path, 'must be true or false')
}
export const positive: Shape<number> = (value, path, report) => {
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) report(path, 'must be a number above 0')
}
/** Any value: somebody else judges it. */
export const anything: Shape = () => {}
/** Any object but a list. */
export const object: Shape<Readonly<Record<string, unknown>>> = (value, path, report) => {
  if (!isObject(value)) report(path, 'must be an object')
}
/** An object whose values are JSON. They are not looked at: either the object came as JSON, or the caller's types say so. */
export const jsonObject: Shape<JsonObject> = (value, path, report) => object(value, path, report)

/** A finite number, bounds included. */
export function within(least: number, most: number): Shape<number> {
  return (value, path, report) => {
    if (typeof value !== 'number' || !(value >= least && value <= most))
      report(path, `must be a number from ${least} to ${most}`)
  }
}

/** A whole number, bounds included. */
export function wholeWithin(least: number, most: number): Shape<number> {
  return (value, path, report) => {
    if (!Number.isInteger(value) || typeof value !== 'number' || value < least || value > most)
      report(path, `must be a whole number from ${least} to ${most}`)
  }
}

/** A text that fits a pattern. @param wanted Ends the sentence "must be …". */
export function textLike(pattern: RegExp, wanted: string): Shape<string> {
  return (value, path, report) => {
    if (typeof value !== 'string' || !pattern.test(value)) report(path, `must be ${wanted}`)
  }
}

export function oneOf<const T extends string | number>(values: readonly T[]): Shape<T> {
  return (value, path, report) => {
    if (!values.some((allowed) => allowed === value)) report(path, `must be one of ${values.join(', ')}`)
  }
}

export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return (value, path, report) => {
    if (value !== null) shape(value, path, report)
  }
}

/** A text, or whatever the shape lets pass. */
export function textOr<T>(shape: Shape<T>): Shape<string | T> {
  return (value, path, report) => (typeof value === 'string' ? text(value, path, report) : shape(value, path, report))
}

export function listOf<T>(shape: Shape<T>): Shape<readonly T[]> {
  return (value, path, report) => {
    if (!Array.isArray(value)) return report(path, 'must be a list')
    for (const [index, item] of value.entries()) shape(item, `${path}[${index}]`, report)
  }
}

/** A list of exactly two. */
export function pairOf<T>(shape: Shape<T>): Shape<readonly [T, T]> {
  return (value, path, report) => {
    if (Array.isArray(value) && value.length === 2) listOf(shape)(value, path, report)
    else report(path, 'must be a list of two')
  }
}

/** An object with any keys, whose values have one shape. @param keyShape Judges the keys. */
export function recordOf<T>(shape: Shape<T>, keyShape: Shape<string>): Shape<Readonly<Record<string, T>>> {
  return (value, path, report) => {
    if (!isObject(value)) return report(path, 'must be an object')
    for (const [key, item] of Object.entries(value)) {
      keyShape(key, `${path}.${key}`, report)
      shape(item, `${path}.${key}`, report)
    }
  }
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
  return (value, path, report) => {
    if (!isObject(value)) return report(path, 'must be an object')
    const at = (key: string): string => (path === '' ? key : `${path}.${key}`)
    for (const key of Object.keys(required)) if (value[key] === undefined) report(at(key), 'is missing')
    for (const [key, item] of Object.entries(value)) {
      // Not `constructor` and its like, which every object has.
      const shape = Object.hasOwn(shapes, key) ? shapes[key] : undefined
      if (shape === undefined) report(at(key), `is not known here; known are ${Object.keys(shapes).join(', ')}`)
      else if (item !== undefined) shape(item, at(key), report)
    }
  }
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
