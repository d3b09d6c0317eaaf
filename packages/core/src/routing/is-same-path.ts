/**
 * Routing room. Two paths → whether they are the same page, or one lies below the other. Pure.
 *
 * For questions whose answer opens something, so only a path with one reading is ever said to lie below another.
 *
 * @see rulings.md 2
 */
import { toCanonicalPath } from './to-canonical-path.ts'
import { isPlainPath, toPathReadings } from './to-path-readings.ts'

/**
 * Whether a path is a page, or lies below it. Case counts, as it does for routers.
 *
 * @param path As it stands in the URL. One that can be read in several ways lies below nothing.
 * @param page `/` is only itself: everything lies below it.
 */
export function isAtOrBelow(path: string, page: string): boolean {
  const read = toOnlyReading(path)
  const place = toOnlyReading(page)
  if (read === null || place === null) return false
  const base = trimEnd(place)
  return base === '' ? read === '/' : read === base || read.startsWith(`${base}/`)
}

/** Whether two paths name the same page. Spelling and a last slash do not count. */
export function isSamePath(one: string, other: string): boolean {
  return toComparable(one) === toComparable(other)
}

function toComparable(path: string): string {
  return trimEnd(toOnlyReading(path) ?? path)
}

function trimEnd(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path
}

/** The path in its canonical spelling; null when routers may disagree about it. */
function toOnlyReading(path: string): string | null {
  if (isPlainPath(path)) return path
  const canonical = toCanonicalPath(path)
  if (!canonical.ok) return null
  for (const reading of toPathReadings(canonical.value)) {
    if (!reading.ok || reading.value.text !== canonical.value) return null
  }
  return canonical.value
}
