/**
 * Routing room. Canonical path → every way in which a router may read it, one at a time; or why its URL is refused. Pure.
 *
 * Middleware and router read the same bytes differently, and that is where published bypasses sit. A decision about a path is therefore
 * only as good as its worst reading: the matcher answers when all of them agree, and refuses when they do not.
 *
 * Source: rulings.md 2 ("One answer for every reading"), protocol.md 15.10, threats.md rows 50-53.
 *
 * @see apps/docs/decisions/025
 */
import { AuthError } from '../foundation/auth-error.ts'
import { fail, ok, type Result } from '../foundation/result.ts'
import { MAX_PATTERN_PATH_BYTES, MAX_READINGS_CHARS, READING_CHARS } from '../wire/limits.ts'
import { toCanonicalPath } from './to-canonical-path.ts'

/** One way to read a path. */
export interface PathReading {
  /** Canonical, except that what was decoded stands as itself: a decoded slash separates. */
  readonly text: string
  /** The same with decoded slashes, backslashes, `?` and `#` as escapes: they are data of a segment. Mostly equal to `text`. */
  readonly dataText: string
}

/** Why there are not all readings. */
type ReadingFailure = 'control' | 'too-long'

/** Why a path gets no answer. */
type AmbiguityReason = 'malformed' | 'control' | 'disagreement' | 'letter-case' | 'too-long'

const MESSAGES: Readonly<Record<AmbiguityReason, string>> = {
  malformed: 'The path holds a malformed percent escape.',
  control: 'The path holds a control character or a line separator.',
  disagreement: 'The path can be read in more than one way, and the readings do not agree on the route.',
  'letter-case':
    'Only the case of letters keeps the path from matching a pattern. Patterns are written as the path is.',
  'too-long': 'The path is too long for what would have to be done to read it.',
}

/** A plain path is its own canonical form and has one reading: no escape, no `;`, no `\`, no `//`, no dot segment, ASCII only. */
const PLAIN = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9\-._~:@!$&'()*+,=[\]]+)*\/?$/
/** A canonical path with more than one reading. The escapes are those of reserved characters, of the backslash and of `%` itself. */
const SEVERAL_READINGS = /^[^/]|[\\;?#]|\/\/|\/\.{1,2}(?:\/|$)|%(?:2[1345-9ABCF]|3[ABDF]|40|5[BCD])/
const RESERVED_ESCAPE = /%(?:2[1345-9ABCF]|3[ABDF]|40|5[BCD])/g
const STRAY_PERCENT = /%(?![0-9A-Fa-f]{2})/g
const ESCAPES = /(?:%[0-9A-Fa-f]{2})+/g
const NON_ASCII_PERCENT = /%(?=[89A-Fa-f])/g

// Canonical text is ASCII. These (of Latin-1, so that texts stay compact) stand in it for the decoded characters that may be a delimiter or data.
const MARKS = '\u00A1\u00A2\u00A3\u00A4'
/** In the order of their marks. */
const MARKED = '/\\?#'
const ANY_MARK = /[\u00A1-\u00A4]/g
const MARKED_ESCAPE = /(%(?:2F|5C|3F|23))/
const SLASH_MARK = '\u00A1'

/** A text on the way to the readings, and whether its escapes have been decoded: no router is assumed to do that twice. */
interface Draft {
  readonly text: string
  readonly isDecoded: boolean
}

/** Whether a raw path needs no normalising and can be read in one way only. This is the fast path: one regular expression. */
export function isPlainPath(path: string): boolean {
  return PLAIN.test(path)
}

/**
 * Every reading of a canonical path: all combinations, in every order, of backslash as slash, `;parameters` dropped, runs of slashes
 * merged, dot segments resolved, and remaining escapes decoded once. Each is worked out when it is asked for.
 *
 * @returns At least one reading, the path itself first. The last one may be a failure: `control` when decoding uncovers a control
 *   character, `too-long` for more than `MAX_PATTERN_PATH_BYTES`, or for more readings than can be compared in time.
 */
export function* toPathReadings(canonicalPath: string): Generator<Result<PathReading, ReadingFailure>, void> {
  yield ok({ text: canonicalPath, dataText: canonicalPath })
  if (!SEVERAL_READINGS.test(canonicalPath)) return
  if (canonicalPath.length > MAX_PATTERN_PATH_BYTES) return yield fail('too-long')
  const seenRaw = new Set<string>()
  const seenDecoded = new Set<string>()
  const queue: Draft[] = [{ text: canonicalPath, isDecoded: false }]
  let work = 0
  for (const draft of queue) {
    const { text, isDecoded } = draft
    const seen = isDecoded ? seenDecoded : seenRaw
    if (seen.has(text)) continue
    if ((work += text.length + READING_CHARS) > MAX_READINGS_CHARS) return yield fail('too-long')
    const isNew = !seenRaw.has(text) && !seenDecoded.has(text)
    seen.add(text)
    if (isNew && text !== canonicalPath) yield ok(toReading(text))
    for (const transform of TRANSFORMS) {
      const read = transform(text)
      if (read !== text) queue.push({ text: read, isDecoded })
    }
    if (isDecoded) continue
    const decoded = decodeOnce(text)
    if (!decoded.ok) return yield decoded
    if (decoded.value !== text) queue.push({ text: decoded.value, isDecoded: true })
  }
}

function toReading(text: string): PathReading {
  return {
    text: text.replace(ANY_MARK, toMarked),
    dataText: text.replace(ANY_MARK, (mark) => encodeURIComponent(toMarked(mark))),
  }
}

function toMarked(mark: string): string {
  return MARKED.charAt(MARKS.indexOf(mark))
}

const TRANSFORMS: readonly ((text: string) => string)[] = [
  (text) => text.replace(/[\\\u00A2]/g, (char) => (char === '\\' ? '/' : SLASH_MARK)),
  (text) => text.replace(/;[^/\u00A1]*/g, ''),
  (text) => text.replace(/[/\u00A1]{2,}/g, (run) => (run.includes('/') ? '/' : SLASH_MARK)),
  resolveDotSegments,
]

/** What a router sees that decodes the path before it looks, brought back into canonical form, with marks. */
function decodeOnce(text: string): Result<string, 'control'> {
  // Without an escaped percent sign no new escape can come about.
  if (!text.includes('%25')) return ok(decodeReserved(text))
  const parts = text.split(MARKED_ESCAPE)
  for (const [at, part] of parts.entries()) {
    // What was split at stands between the parts.
    const decoded = at % 2 === 1 ? decodeReserved(part) : decodeTwice(part)
    if (decoded === null) return fail('control')
    parts[at] = decoded
  }
  return ok(parts.join(''))
}

function decodeReserved(text: string): string {
  return text.replace(RESERVED_ESCAPE, (escape) => {
    const char = decodeURIComponent(escape)
    return MARKED.includes(char) ? MARKS.charAt(MARKED.indexOf(char)) : char
  })
}

/**
 * A percent sign that was escaped is a percent sign; only in front of two digits does it begin an escape of its own (double encoding), and
 * only if what it escapes is text. Null for a control character.
 */
function decodeTwice(text: string): string | null {
  const repaired = decodeReserved(text)
    .replace(STRAY_PERCENT, '%25')
    .replace(ESCAPES, (escapes) => (isText(escapes) ? escapes : escapes.replace(NON_ASCII_PERCENT, '%25')))
  const canonical = toCanonicalPath(repaired)
  return canonical.ok ? canonical.value : null
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

const DOT_SEGMENT = /[/\u00A1]\.{1,2}(?:[/\u00A1]|$)/

/** RFC 3986 5.2.4 for a path that begins with a slash; another one is left alone. Of slashes that become one, a hard one stays. */
function resolveDotSegments(text: string): string {
  if (!DOT_SEGMENT.test(text) || !/^[/\u00A1]/.test(text)) return text
  const kept: string[] = []
  let isHard = false
  for (const [part] of text.matchAll(/[/\u00A1][^/\u00A1]*/g)) {
    const segment = part.slice(1)
    isHard ||= part.startsWith('/')
    if (segment === '..') isHard = kept.pop()?.startsWith('/') || isHard
    if (segment === '..' || segment === '.') continue
    kept.push(`${isHard ? '/' : SLASH_MARK}${segment}`)
    isHard = false
  }
  if (/[/\u00A1]\.{1,2}$/.test(text)) kept.push(isHard ? '/' : SLASH_MARK)
  return kept.join('')
}

/**
 * The error for a request whose path has no single answer. Adapters answer it with its status, 400.
 *
 * The message never repeats the path: a path may carry a credential.
 */
export function toAmbiguousUrlError(reason: AmbiguityReason): AuthError {
  const message = `${MESSAGES[reason]} The request is refused, because the router behind may read it differently. Answer it with status 400.`
  return new AuthError('ERR_AUTH_URL_AMBIGUOUS', message, { status: 400, vendorCode: 'MalformedURLError' })
}
