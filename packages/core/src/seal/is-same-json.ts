/**
 * Hand-over entry. Whether two values would be written as the same JSON. Pure.
 */

/** Compares all members, in whatever order they stand. Both values must be JSON: strings, numbers, booleans, null, arrays, plain objects. */
export function isSameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (!isParent(left) || !isParent(right) || Array.isArray(left) !== Array.isArray(right)) return false
  const names = Object.keys(left)
  if (names.length !== Object.keys(right).length) return false
  for (const name of names) if (!Object.hasOwn(right, name) || !isSameJson(left[name], right[name])) return false
  return true
}

function isParent(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null
}
