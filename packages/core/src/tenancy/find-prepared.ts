/**
 * Tenancy room. Options + what makes something of them → what was made of equal ones before, or is made now. Does not wait.
 *
 * @see rulings.md D12; threats.md 28
 */
import { createRecent } from '../foundation/create-recent.ts'
import { keptBy } from '../foundation/process-memory.ts'
import { isPlainObject } from '../settings/check-options.ts'
import { MAX_PREPARED } from '../wire/tenant-limits.ts'

/**
 * Finds what an adapter makes of options besides an `Auth`: keys to seal with, a policy, a proxy. The process keeps it, because middlewares are
 * made anew for each request in the wild.
 *
 * @param options All that the result depends on.
 * @param make Makes it. What it makes is kept under this function, so it is one that lives as long as the result may be used.
 * @returns The same for options that hold the same. Made anew every time where options cannot be told apart by what they hold.
 * @throws What `make` throws; nothing is kept then.
 */
export function findPrepared<O extends object, T>(options: O, make: (options: O) => T): T {
  const id = toOptionsId(options)
  if (id === null) return make(options)
  const kept = keptBy(make, createRecent<T>)
  const known = kept.find(id)
  if (known !== null) return known
  // Made from a copy, which nobody can change under the name that it is kept by. What JSON wrote of data is read as the same data.
  const made = make(JSON.parse(id) as O)
  kept.keep(id, made, MAX_PREPARED)
  return made
}

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
  return isPlainObject(value) && Object.values(value).every((member) => member === undefined || isData(member))
}
