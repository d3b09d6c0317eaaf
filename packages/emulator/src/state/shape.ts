/** Checks foreign JSON against a shape and names everything that is wrong with it, by path. */
import { EmulatorError } from '../errors.ts'

/** What is wrong, where. */
export type Report = (path: string, problem: string) => void
/** Judges the value at a path. */
export type Shape = (value: unknown, path: string, report: Report) => void

export const text: Shape = (value, path, report) => {
  if (typeof value !== 'string' || value === '') report(path, 'must be a text that is not empty')
}
export const flag: Shape = (value, path, report) => {
  if (typeof value !== 'boolean') report(path, 'must be true or false')
}
export const positive: Shape = (value, path, report) => {
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) report(path, 'must be a number above 0')
}
/** Whatever it is, somebody else judges it. */
export const anything: Shape = () => {}
/** Any JSON object. */
export const object: Shape = (value, path, report) => {
  if (!isObject(value)) report(path, 'must be an object')
}

/** A finite number, bounds included. */
export function within(least: number, most: number): Shape {
  return (value, path, report) => {
    if (typeof value !== 'number' || !(value >= least && value <= most))
      report(path, `must be a number from ${least} to ${most}`)
  }
}

/** A whole number, bounds included. */
export function wholeWithin(least: number, most: number): Shape {
  return (value, path, report) => {
    if (!Number.isInteger(value) || typeof value !== 'number' || value < least || value > most)
      report(path, `must be a whole number from ${least} to ${most}`)
  }
}

/** A text that fits a pattern. @param wanted Ends the sentence "must be …". */
export function textLike(pattern: RegExp, wanted: string): Shape {
  return (value, path, report) => {
    if (typeof value !== 'string' || !pattern.test(value)) report(path, `must be ${wanted}`)
  }
}

export function oneOf(values: readonly (string | number | null)[]): Shape {
  return (value, path, report) => {
    if (!values.some((allowed) => allowed === value)) report(path, `must be one of ${values.join(', ')}`)
  }
}

export function nullable(shape: Shape): Shape {
  return (value, path, report) => {
    if (value !== null) shape(value, path, report)
  }
}

/** A text, or something for which the shape speaks. */
export function textOr(shape: Shape): Shape {
  return (value, path, report) => (typeof value === 'string' ? text : shape)(value, path, report)
}

export function listOf(shape: Shape): Shape {
  return (value, path, report) => {
    if (!Array.isArray(value)) return report(path, 'must be a list')
    for (const [index, item] of value.entries()) shape(item, `${path}[${index}]`, report)
  }
}

/** A list of exactly two. */
export function pairOf(shape: Shape): Shape {
  return (value, path, report) => {
    if (Array.isArray(value) && value.length === 2) listOf(shape)(value, path, report)
    else report(path, 'must be a list of two')
  }
}

/** Any keys, one shape of value. @param keyShape Judges the keys. */
export function recordOf(shape: Shape, keyShape: Shape = anything): Shape {
  return (value, path, report) => {
    if (!isObject(value)) return report(path, 'must be an object')
    for (const [key, item] of Object.entries(value)) {
      keyShape(key, `${path}.${key}`, report)
      shape(item, `${path}.${key}`, report)
    }
  }
}

/** These keys and no others; a misspelt key is an error, not silence. */
export function fields(
  required: Readonly<Record<string, Shape>>,
  optional: Readonly<Record<string, Shape>> = {},
): Shape {
  return (value, path, report) => {
    if (!isObject(value)) return report(path, 'must be an object')
    const at = (key: string): string => (path === '' ? key : `${path}.${key}`)
    for (const key of Object.keys(required)) if (value[key] === undefined) report(at(key), 'is missing')
    for (const [key, item] of Object.entries(value)) {
      const shape = findShape(key, required) ?? findShape(key, optional)
      if (shape === null)
        report(
          at(key),
          `is not known here; known are ${[...Object.keys(required), ...Object.keys(optional)].join(', ')}`,
        )
      else if (item !== undefined) shape(item, at(key), report)
    }
  }
}

/** Not `constructor` and its like, which every object has. */
function findShape(key: string, shapes: Readonly<Record<string, Shape>>): Shape | null {
  return Object.hasOwn(shapes, key) ? (shapes[key] ?? null) : null
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * @param name What the value is called, where it is no object whose fields have names.
 * @throws EmulatorError `ERR_EMULATOR_OPTION_INVALID`. Its message names the fields and never holds their values.
 */
export function checkFields(shape: Shape, value: unknown, name = ''): void {
  const problems: string[] = []
  shape(value, name, (path, problem) => problems.push(`${path === '' ? 'this' : path} ${problem}`))
  if (problems.length > 0) throw new EmulatorError('ERR_EMULATOR_OPTION_INVALID', `${problems.join('; ')}.`)
}
