/**
 * Routing room. Canonical path → every way in which a router may read it. Pure.
 *
 * Middleware and router read the same bytes differently, and that is where published bypasses sit. A decision about a path is therefore
 * only as good as its worst reading: the matcher answers when all of them agree, and refuses when they do not.
 *
 * Source: decisions.md 2 ("One answer for every reading"), security.md rows 50-53.
 */
import { fail, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { MAX_PATTERN_PATH_BYTES } from '../wire/limits.ts'
import { toCanonicalPath } from './canonical-path.ts'

/** Most readings that are compared. The known ways of reading give fewer; more is refused. */
const MAX_READINGS = 128

/** A plain path is its own canonical form and has one reading: no escape, no `;`, no `\`, no `//`, no dot segment, ASCII only. */
const PLAIN = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9\-._~:@!$&'()*+,=[\]]+)*\/?$/
/** A canonical path with more than one reading. The escapes are those of reserved characters, of the backslash and of `%` itself. */
const SEVERAL_READINGS = /^[^/]|[\\;?#]|\/\/|\/\.{1,2}(?:\/|$)|%(?:2[1345-9ABCF]|3[ABDF]|40|5[BCD])/
const RESERVED_ESCAPE = /%(?:2[1345-9ABCF]|3[ABDF]|40|5[BCD])/g
const DOT_SEGMENT = /\/\.{1,2}(?:\/|$)/
const STRAY_PERCENT = /%(?![0-9A-Fa-f]{2})/g
const ESCAPES = /(?:%[0-9A-Fa-f]{2})+/g
const NON_ASCII_PERCENT = /%(?=[89A-Fa-f])/g

/** A text on the way to the readings, and whether its escapes have been decoded: no router is assumed to do that twice. */
interface Reading {
  readonly text: string
  readonly isDecoded: boolean
}

/** Whether a raw path needs no normalising and can be read in one way only. This is the fast path: one regular expression. */
export function isPlainPath(path: string): boolean {
  return PLAIN.test(path)
}

/**
 * Every reading of a canonical path: all combinations, in every order, of backslash as slash, `;parameters` dropped, runs of slashes
 * merged, dot segments resolved, and remaining escapes decoded once.
 *
 * @returns At least one reading, the path itself first, each in canonical form; or `control` when decoding uncovers a control character,
 *   `disagreement` when there are too many readings to compare, `too-long` for more than `MAX_PATTERN_PATH_BYTES`.
 */
export function toPathReadings(
  canonicalPath: string,
): Result<readonly string[], 'control' | 'disagreement' | 'too-long'> {
  if (!SEVERAL_READINGS.test(canonicalPath)) return ok([canonicalPath])
  // Comparing costs a pass or more for each reading; this bounds what one request can make us do.
  if (canonicalPath.length > MAX_PATTERN_PATH_BYTES) return fail('too-long')
  const known = new Map<string, Reading>()
  const queue: Reading[] = [{ text: canonicalPath, isDecoded: false }]
  for (let at = 0; at < queue.length; at++) {
    const reading = queue[at]
    if (reading === undefined) break
    const key = `${reading.isDecoded ? 'd' : 'r'}${reading.text}`
    if (known.has(key)) continue
    if (known.size >= MAX_READINGS) return fail('disagreement')
    known.set(key, reading)
    for (const transform of TRANSFORMS) queue.push({ text: transform(reading.text), isDecoded: reading.isDecoded })
    if (reading.isDecoded) continue
    const decoded = decodeOnce(reading.text)
    if (!decoded.ok) return decoded
    queue.push({ text: decoded.value, isDecoded: true })
  }
  return ok([...new Set(Array.from(known.values(), (reading) => reading.text))])
}

const TRANSFORMS: readonly ((text: string) => string)[] = [
  (text) => text.replaceAll('\\', '/'),
  (text) => text.replace(/;[^/]*/g, ''),
  (text) => text.replace(/\/{2,}/g, '/'),
  resolveDotSegments,
]

/** What a router sees that decodes the path before it looks, brought back into canonical form. */
function decodeOnce(text: string): Result<string, 'control'> {
  const decoded = text.replace(RESERVED_ESCAPE, (escape) => String.fromCharCode(Number.parseInt(escape.slice(1), 16)))
  // Without an escaped percent sign no new escape can have come about.
  if (!text.includes('%25')) return ok(decoded)
  // A percent sign that was escaped is a percent sign; only in front of two digits does it begin an escape of its own (double encoding),
  // and only if what it escapes is text.
  const repaired = decoded
    .replace(STRAY_PERCENT, '%25')
    .replace(ESCAPES, (escapes) => (isText(escapes) ? escapes : escapes.replace(NON_ASCII_PERCENT, '%25')))
  const canonical = toCanonicalPath(repaired)
  return canonical.ok ? canonical : fail('control')
}

/** Whether escapes are those of UTF-8 text. */
function isText(escapes: string): boolean {
  try {
    decodeURIComponent(escapes)
    return true
  } catch {
    return false
  }
}

/** RFC 3986 5.2.4 for a path that begins with a slash; another one is left alone. */
function resolveDotSegments(text: string): string {
  if (!text.startsWith('/') || !DOT_SEGMENT.test(text)) return text
  const kept: string[] = []
  const segments = text.split('/').slice(1)
  for (const [at, segment] of segments.entries()) {
    if (segment === '..') kept.pop()
    if (segment !== '..' && segment !== '.') kept.push(segment)
    else if (at === segments.length - 1) kept.push('')
  }
  return `/${kept.join('/')}`
}
