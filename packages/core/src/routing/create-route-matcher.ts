/**
 * Routing room. Patterns → a function that says whether a request's path is one of theirs. Throws for a path without one answer. Does not
 * wait; the process keeps what was compiled.
 *
 * The one public matcher, first-class in every adapter. Its answer is the same for every way in which a router may read the path, so it is
 * safe for lists of protected routes and for lists of public ones.
 *
 * Source: rulings.md 2, protocol.md 15.10, threats.md rows 50-53, 60, 61.
 */
import { isObject } from '../foundation/is-record.ts'
import { findCompiled, isCasedPath, type CompiledPatterns } from './compiled-patterns.ts'
import { toPatternError } from './lex-path-pattern.ts'
import { readPathname, readUrlParts, type MatchableRequest } from './matchable-request.ts'
import {
  isRegExp,
  isUrlPattern,
  toExactSource,
  type CreateRouteMatcher,
  type RoutePattern,
  type RoutePredicate,
  type UrlPatternLike,
} from './route-pattern.ts'
import { toCanonicalPath } from './to-canonical-path.ts'
import { isPlainPath, toAmbiguousUrlError, toPathReadings, type PathReading } from './to-path-readings.ts'

/** The parts that a pattern of URLs is made of. */
const PARTS = ['protocol', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash'] as const

/** Without case, and with. */
type CaseForm = 'folded' | 'exact'
type UrlTest = UrlPatternLike['test']

/** A pattern of URLs as the developer made it, and with case where it ignored case, except inside of classes (`[a-z]`). */
interface CasedUrlPattern extends Readonly<Record<CaseForm, UrlTest>> {
  /** Its path, as it is written; '' where it does not tell. */
  readonly pathname: string
}

/** Patterns sorted by how they are asked. */
interface Sorted<R> extends CompiledPatterns {
  readonly urlPatterns: readonly CasedUrlPattern[]
  readonly predicates: readonly RoutePredicate<R>[]
}

/**
 * Compiles patterns to one matcher.
 *
 * Letters that a pattern holds as text count as written: a path that matches only without case is refused, since a router may serve another
 * page under it. Those of parameters and wildcards, and of classes (`[a-z]`) of an expression without case, have either case. Strings are
 * anchored, forgive a trailing slash, and compare percent-normalised; `(.*)` matches every character. The cost
 * of strings does not grow with their number and is linear in the path; a string with an expression of its own (`:id(\\d+)`) and a RegExp
 * run on paths of at most `MAX_PATTERN_PATH_BYTES`. `/admin(.*)` also matches `/administrator`; `/admin/:path*` does not.
 *
 * @param patterns One pattern or a list; an empty list and '' match nothing. A list of predicates only never looks at the path.
 * @returns The matcher. It throws `ERR_AUTH_URL_AMBIGUOUS` (status 400) for a path that is malformed, holds a control character, is too long
 *   for an expression it reaches or for its readings to be compared (`MAX_PATTERN_PATH_BYTES`), or
 *   reads in several ways that do not agree. Adapters answer 400; never treat it as "no match".
 * @throws {AuthError} `ERR_AUTH_PATTERN_INVALID` for a pattern that does not compile, naming it.
 */
export const createRouteMatcher: CreateRouteMatcher<Request> = <R extends MatchableRequest>(
  patterns: RoutePattern<R> | readonly RoutePattern<R>[],
): ((request: R) => boolean) => {
  const list = isList(patterns) ? patterns : [patterns]
  const sorted = sortPatterns(list)
  const hasPathPatterns = sorted.predicates.length < list.length
  return (request) =>
    (hasPathPatterns && matchPath(sorted, request)) || sorted.predicates.some((ask) => isTrue(ask(request)))
}

function matchPath<R extends MatchableRequest>(sorted: Sorted<R>, request: R): boolean {
  const pathname = readPathname(request)
  if (isPlainPath(pathname)) return matchCases(sorted, request, { text: pathname, dataText: pathname })
  const canonical = toCanonicalPath(pathname)
  if (!canonical.ok) throw toAmbiguousUrlError(canonical.failure)
  let agreed: boolean | null = null
  // The first reading that differs ends it.
  for (const reading of toPathReadings(canonical.value)) {
    if (!reading.ok) throw toAmbiguousUrlError(reading.failure)
    const answer = matchCases(sorted, request, reading.value)
    if (agreed !== null && answer !== agreed) throw toAmbiguousUrlError('disagreement')
    agreed = answer
  }
  return agreed ?? false
}

/** The answer for one reading, without case and, where it may differ, with case. */
function matchCases<R extends MatchableRequest>(sorted: Sorted<R>, request: R, reading: PathReading): boolean {
  const answer = matchReading(sorted, request, reading, 'folded')
  if (!sorted.isCased && !isCasedPath(reading.text)) return answer
  if (matchReading(sorted, request, reading, 'exact') !== answer) throw toAmbiguousUrlError('letter-case')
  return answer
}

/** A delimiter that was decoded may be data, as it is to routers that split a path before they decode it, so it takes no match away. */
function matchReading<R extends MatchableRequest>(
  sorted: Sorted<R>,
  request: R,
  { text, dataText }: PathReading,
  form: CaseForm,
): boolean {
  return matchText(sorted, request, text, form) || (dataText !== text && matchText(sorted, request, dataText, form))
}

function matchText<R extends MatchableRequest>(sorted: Sorted<R>, request: R, path: string, form: CaseForm): boolean {
  return (
    sorted[form](path) || (sorted.urlPatterns.length > 0 && matchUrlPatterns(sorted.urlPatterns, request, path, form))
  )
}

function matchUrlPatterns(
  urlPatterns: readonly CasedUrlPattern[],
  request: MatchableRequest,
  path: string,
  form: CaseForm,
): boolean {
  const { origin, search } = readUrlParts(request)
  // A URLPattern reads what it is given as a URL. In this reading these are part of a segment, and so are dot segments.
  const pathname = path.replace(/[?#\\]/g, encodeURIComponent).replace(/\/\.{1,2}(?=\/|$)/g, '$&~')
  const input = origin === '' ? { pathname, search } : `${origin}${pathname}${search}`
  return urlPatterns.some((urlPattern) => urlPattern[form](input))
}

function sortPatterns<R>(patterns: readonly RoutePattern<R>[]): Sorted<R> {
  const texts: (string | RegExp)[] = []
  const urlPatterns: CasedUrlPattern[] = []
  const predicates: RoutePredicate<R>[] = []
  for (const pattern of patterns) {
    if (typeof pattern === 'string' || isRegExp(pattern)) texts.push(pattern)
    else if (typeof pattern === 'function') predicates.push(pattern)
    else if (isUrlPattern(pattern)) urlPatterns.push(toCasedUrlPattern(pattern))
    else
      throw toPatternError(
        pattern,
        'it is no pattern',
        'Pass a string, a RegExp, a URLPattern, or a function of the request.',
      )
  }
  const compiled = findCompiled(texts)
  const isCased = compiled.isCased || urlPatterns.some(({ pathname }) => isCasedPath(pathname))
  return { ...compiled, isCased, urlPatterns, predicates }
}

function isList<R>(patterns: RoutePattern<R> | readonly RoutePattern<R>[]): patterns is readonly RoutePattern<R>[] {
  return Array.isArray(patterns)
}

/** What a predicate answered. A promise would count as true whatever it holds, and open or close every route. */
function isTrue(answer: unknown): boolean {
  if (isObject(answer) && 'then' in answer) {
    throw toPatternError(
      isTrue,
      'its predicate answers with a promise',
      'A predicate of createRouteMatcher answers at once.',
    )
  }
  return Boolean(answer)
}

/**
 * A pattern does not tell whether it was made to ignore case, so it is compared with one that is made of its parts and minds case. An object
 * that does not tell its path means what it says.
 *
 * @see apps/docs/decisions/025
 */
function toCasedUrlPattern(pattern: UrlPatternLike): CasedUrlPattern {
  const folded: UrlTest = (input) => pattern.test(input)
  const pathname = readPart(pattern, 'pathname')
  if (pathname === '') return { folded, exact: folded, pathname }
  let twins: readonly UrlTest[] | null = null
  return {
    folded,
    exact(input) {
      twins ??= [pathname, toExactSource(pathname, '')].map((path) => createTwin(pattern, path))
      const answer = folded(input)
      const [same, widened] = twins
      // Where the answer does not hang on case, it stands.
      return same?.(input) === answer ? answer : (widened?.(input) ?? false)
    },
    pathname,
  }
}

/** One that minds case. It matches nothing where none can be made: then a match is refused. */
function createTwin(pattern: UrlPatternLike, pathname: string): UrlTest {
  const parts = PARTS.map((part) => [part, part === 'pathname' ? pathname : readPart(pattern, part)])
  try {
    const twin: unknown = Reflect.construct(pattern.constructor, [Object.fromEntries(parts)])
    if (isUrlPattern(twin)) return (input) => twin.test(input)
  } catch {
    // Its parts make no pattern.
  }
  return () => false
}

function readPart(pattern: UrlPatternLike, part: string): string {
  const text: unknown = Reflect.get(pattern, part)
  return typeof text === 'string' ? text : ''
}
