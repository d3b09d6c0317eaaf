/**
 * Settings room. Options → the text that names them among others. Pure.
 *
 * @see rulings.md D12; threats.md 28
 */

/**
 * Everything that options hold, as JSON: two of them have the same name only if they hold the same.
 *
 * @returns Null where JSON would leave something out or change it: a function, an instance of a class, `NaN`.
 */
export function toOptionsId(options: object): string | null {
  return isData(options) ? JSON.stringify(options) : null
}

function isData(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object') return typeof value === 'string' || typeof value === 'boolean'
  if (value === null) return true
  if (Array.isArray(value)) return value.every(isData) && value.length === Object.keys(value).length
  // Absent members are no difference: they never count for anything.
  return isPlain(value) && Object.values(value).every((member) => member === undefined || isData(member))
}

/** By the length of its chain: edge runtimes and tests have more than one `Object`. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
