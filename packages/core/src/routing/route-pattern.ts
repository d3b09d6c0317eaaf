/**
 * Routing room. What a developer hands to the route matcher → tokens, tests and predicates. Throws for what is no pattern. Pure.
 *
 * Source: rulings.md 2 (language, canonical form), protocol.md 15.10, threats.md row 61.
 */
import { MAX_PATTERN_PATH_BYTES } from '../wire/limits.ts'
import { toAmbiguousUrlError } from './ambiguous-url.ts'
import { toCanonicalPath } from './to-canonical-path.ts'
import { parsePathPattern } from './parse-path-pattern.ts'
import { toToken } from './parse-path-pattern.ts'
import type { PathToken } from './parse-path-pattern.ts'
import type { PathTest } from './create-path-automaton.ts'
import { toPatternError } from './pattern-error.ts'

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

const DOT_OR_EMPTY_SEGMENT = /\/\/|\/\.{1,2}\/|\\/

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

/** Whether a value is a regular expression, of this realm or of another. */
export function isRegExp(value: unknown): value is RegExp {
  return Object.prototype.toString.call(value) === '[object RegExp]'
}

/** Whether a value is a `URLPattern`, native or not. */
export function isUrlPattern(value: unknown): value is UrlPatternLike {
  return (
    typeof value === 'object' &&
    value !== null &&
    'test' in value &&
    typeof value.test === 'function' &&
    !isRegExp(value)
  )
}
