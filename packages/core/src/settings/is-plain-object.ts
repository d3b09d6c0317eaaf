/**
 * Settings room. A value → whether somebody wrote it as a literal. Pure.
 *
 * Where only an object's own members are looked at, an instance of a class, a promise or a `Response` reads as "nothing was said".
 */

/** Whether the value is an object without a class of its own, in whichever realm. */
export function isPlainObject(value: unknown): value is Readonly<Record<PropertyKey, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
