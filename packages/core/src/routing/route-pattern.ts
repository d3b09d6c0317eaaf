/**
 * Routing room. What a developer hands to the route matcher → tokens and tests, with case and without. Throws for what is no pattern. Pure.
 *
 * `/^\/docs/i` says "docs", and a router that tells cases apart serves something else under `/Docs`. `[a-z0-9-]+` says "letters": a class
 * takes both cases of what it holds. So what is text becomes exact, and classes are widened by what the flag `i` let them take.
 *
 * Source: rulings.md 2 (language, canonical form), protocol.md 15.10, threats.md row 61; apps/docs/decisions/025.
 */
import { isObject } from '../foundation/is-record.ts'
import { MAX_PATTERN_PATH_BYTES } from '../wire/limits.ts'
import type { PathTest } from './create-path-automaton.ts'
import { toPatternError } from './lex-path-pattern.ts'
import type { MatchableRequest } from './matchable-request.ts'
import { parsePathPattern, toToken, type PathToken } from './parse-path-pattern.ts'
import { toCanonicalPath } from './to-canonical-path.ts'
import { toAmbiguousUrlError } from './to-path-readings.ts'

/** The part of a `URLPattern` that is used. Its own rules hold: host and search count, and case, unless it was told to ignore it. */
export interface UrlPatternLike {
  /** Whether a whole URL, or these parts of one, matches. */
  readonly test: (
    input:
      | string
      | {
          /** With its first slash. */
          readonly pathname: string
          /** Without `?`. */
          readonly search: string
        },
  ) => boolean
}

/** Answers about a request by itself, and at once: a promise is refused with an error, since it would count as true whatever it holds. */
export type RoutePredicate<R> = (request: R) => boolean

/** A pattern that looks at the URL only: a path in the path-to-regexp 6.x dialect, a regular expression, or a `URLPattern`. */
export type PathPattern = string | RegExp | UrlPatternLike

/** One pattern: of a path, or a predicate. */
export type RoutePattern<R> = PathPattern | RoutePredicate<R>

/**
 * The call shapes of `createRouteMatcher`.
 *
 * `Own` is the request that an unannotated predicate is given: the adapter's own. A predicate with an annotation decides by it.
 */
export interface CreateRouteMatcher<Own extends MatchableRequest> {
  /** @param patterns One pattern or a list. The matcher takes anything with a URL. */
  (patterns: PathPattern | readonly PathPattern[]): (request: MatchableRequest) => boolean
  /** @param patterns With a predicate among them: the matcher takes the request that the predicate takes. */
  <R extends MatchableRequest = Own>(patterns: RoutePattern<R> | readonly RoutePattern<R>[]): (request: R) => boolean
  // Last, since `ReturnType` and `Parameters` take the last.
  /** @param patterns With predicates of the adapter's own request. */
  (patterns: RoutePattern<Own> | readonly RoutePattern<Own>[]): (request: Own) => boolean
}

const DOT_OR_EMPTY_SEGMENT = /\/\/|\/\.{1,2}\/|\\/
/** An escaped character, a class, or the modifiers of a group. */
const PART = /\\[^]|\[(?:\\[^]|[^\]\\])*\]|\(\?[ims]*-?[ims]*:/g
/** A class of one character is text that somebody escaped. */
const ONE_CHAR_CLASS = /^\[\^?\\?[^]\]$/
const INLINE_IGNORE_CASE = /\(\?[ms]*i/
/** Where the Basic Multilingual Plane has letters of two cases, as first and last code unit. Others are compared as they are. */
const CASED_RANGES = [
  [0x00, 0x5ff],
  [0x10a0, 0x10ff],
  [0x13a0, 0x13ff],
  [0x1c80, 0x1fff],
  [0x2100, 0x24ff],
  [0x2c00, 0x2d2f],
  [0xa640, 0xa7ff],
  [0xab30, 0xabbf],
  [0xff21, 0xff5a],
] as const

/**
 * Parses a pattern string for the route matcher: a missing leading slash is added, literal text is brought into canonical form.
 *
 * A pattern that begins with a group may bring its slash along (`(.*)/admin`, `{/:lang}?/admin`), so it is taken both ways.
 *
 * @returns One list of tokens for each way; none for '', which matches nothing.
 * @throws {AuthError} `ERR_AUTH_PATTERN_INVALID` also for text that no path can hold: `//`, `/./`, a backslash, a control character.
 */
export function parseRoutePattern(pattern: string): readonly (readonly PathToken[])[] {
  if (pattern === '') return []
  const first = pattern.charAt(0)
  const leads: readonly ('' | '/')[] = first === '/' ? [''] : first === '(' || first === '{' ? ['', '/'] : ['/']
  return leads.map((lead) =>
    parsePathPattern(pattern, lead).map((token) => toToken(token, (text) => toCanonicalText(pattern, text))),
  )
}

function toCanonicalText(pattern: string, text: string): string {
  // A percent sign that begins no escape is meant as text.
  const canonical = toCanonicalPath(text.replace(/%(?![0-9A-Fa-f]{2})/g, '%25'))
  if (canonical.ok && !DOT_OR_EMPTY_SEGMENT.test(canonical.value)) return canonical.value
  const cure =
    'Write the path as it stands in the address bar: single slashes, no "." or ".." segments, no control characters.'
  throw toPatternError(pattern, 'it holds text that no path can hold', cure)
}

/**
 * A test that runs a regular expression on a canonical path, decoded the way the vendor does (`decodeURI`: escapes of reserved characters
 * stay), so that an expression written for the vendor's matcher means the same here.
 *
 * The test throws `ERR_AUTH_URL_AMBIGUOUS` for a path longer than `MAX_PATTERN_PATH_BYTES`. It keeps no position between calls, whatever
 * the flags.
 */
export function createExpressionTest(expression: RegExp): PathTest {
  const flags = expression.flags.replaceAll('g', '')
  const own = new RegExp(expression.source, flags)
  return (path) => {
    if (path.length > MAX_PATTERN_PATH_BYTES) throw toAmbiguousUrlError('too-long')
    own.lastIndex = 0
    return own.test(path.includes('%') ? decodeURI(path) : path)
  }
}

/** Whether an expression, or a part of it, ignores case. */
export function isIgnoringCase({ flags, source }: RegExp): boolean {
  return flags.includes('i') || INLINE_IGNORE_CASE.test(source)
}

/**
 * The source to be compiled without the flag `i`.
 *
 * Back-references, properties (`\p{Lu}`) outside of a class, letters beyond the Basic Multilingual Plane, and classes inside of classes (flag
 * `v`) become exact as well: where that decides, the two forms differ and the path is refused.
 *
 * @param flags Those of the expression; `i` may be among them or not.
 */
export function toExactSource(source: string, flags: string): string {
  const own = flags.replace(/[giy]/g, '')
  return source.replace(PART, (part) => {
    if (part.startsWith('(')) return part.replace('i', '').replace('-:', ':')
    return part.startsWith('[') && !ONE_CHAR_CLASS.test(part) ? toWidened(part, own) : part
  })
}

function toWidened(written: string, flags: string): string {
  const start = written.startsWith('[^') ? 2 : 1
  const members = written.slice(start)
  const more = toOtherCases(`[${members}`, flags)
  // A hyphen that stood first would make a range behind what is put before it.
  return more === '' ? written : `${written.slice(0, start)}${more}${members.replace(/^-/, String.raw`\-`)}`
}

/** What a class takes only where case is ignored. None for one that is no class under these flags. */
function toOtherCases(written: string, flags: string): string {
  let found = ''
  try {
    const folded = new RegExp(written, `${flags}i`)
    const exact = new RegExp(written, flags)
    for (const [first, last] of CASED_RANGES) {
      for (let code = first; code <= last; code++) {
        const char = String.fromCharCode(code)
        if (folded.test(char) && !exact.test(char)) found += char
      }
    }
  } catch {
    return ''
  }
  return found
}

/** Whether a value is a regular expression, of this realm or of another. */
export function isRegExp(value: unknown): value is RegExp {
  return Object.prototype.toString.call(value) === '[object RegExp]'
}

/** Whether a value is a `URLPattern`, native or not. */
export function isUrlPattern(value: unknown): value is UrlPatternLike {
  return isObject(value) && 'test' in value && typeof value.test === 'function' && !isRegExp(value)
}
