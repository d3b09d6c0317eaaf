/**
 * Routing room. Patterns → a function that says whether a request's path is one of theirs. Throws for a path without one answer. Does not
 * wait; the process keeps what was compiled.
 *
 * The one public matcher, first-class in every adapter. Its answer is the same for every way in which a router may read the path, so it is
 * safe for lists of protected routes and for lists of public ones.
 *
 * Source: decisions.md 2, protocol.md 15.10, security.md rows 50-53, 60, 61.
 */
import { createRecent, type Recent } from '../create-recent.ts'
import { EVERYBODY, keptBy } from '../process-memory.ts'
import { toAmbiguousUrlError } from './ambiguous-url.ts'
import { toCanonicalPath, toFoldedPath } from './canonical-path.ts'
import type { PathToken } from './parse-path-pattern.ts'
import { createPathAutomaton } from './path-automaton.ts'
import type { PathTest } from './path-automaton.ts'
import { createPathExpression } from './path-expression.ts'
import { addCheck, addPattern, isLinear } from './path-program.ts'
import type { ProgramDraft } from './path-program.ts'
import { isPlainPath, toPathReadings } from './path-readings.ts'
import { toPatternError } from './pattern-error.ts'
import { readPathname, readUrlParts } from './request-path.ts'
import type { MatchableRequest } from './request-path.ts'
import { createExpressionTest, isRegExp, isUrlPattern, parseRoutePattern } from './route-pattern.ts'
import type { UrlPatternLike } from './route-pattern.ts'
import type { CreateRouteMatcher, RoutePattern, RoutePredicate } from './route-patterns.ts'

/** Strings and regular expressions, whose compiled form depends on their text alone. */
interface Compiled {
  readonly paths: (text: string, path: string) => boolean
  readonly expressions: readonly PathTest[]
}

/** Patterns sorted by how they are asked. */
interface Sorted<R> extends Compiled {
  readonly urlPatterns: readonly UrlPatternLike[]
  readonly predicates: readonly RoutePredicate<R>[]
}

/**
 * Compiles patterns to one matcher.
 *
 * Strings are case-insensitive, anchored, forgive a trailing slash, and compare percent-normalised; `(.*)` matches every character. The cost
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
  if (isPlainPath(pathname)) return matchReading(sorted, request, pathname)
  const canonical = toCanonicalPath(pathname)
  if (!canonical.ok) throw toAmbiguousUrlError(canonical.failure)
  const readings = toPathReadings(canonical.value)
  if (!readings.ok) throw toAmbiguousUrlError(readings.failure)
  const answers = new Set(readings.value.map((reading) => matchReading(sorted, request, reading)))
  if (answers.size > 1) throw toAmbiguousUrlError('disagreement')
  return answers.has(true)
}

function matchReading<R extends MatchableRequest>(sorted: Sorted<R>, request: R, path: string): boolean {
  if (sorted.paths(toFoldedPath(path), path)) return true
  if (sorted.expressions.some((test) => test(path))) return true
  return sorted.urlPatterns.length > 0 && matchUrlPatterns(sorted.urlPatterns, request, path)
}

function matchUrlPatterns(urlPatterns: readonly UrlPatternLike[], request: MatchableRequest, path: string): boolean {
  const { origin, search } = readUrlParts(request)
  // In a reading these two are part of the path; unescaped they would end it.
  const pathname = path.replace(/[?#]/g, encodeURIComponent)
  const input = origin === '' ? { pathname, search } : `${origin}${pathname}${search}`
  return urlPatterns.some((urlPattern) => urlPattern.test(input))
}

/** Lists that are kept compiled, and the longest that is, in characters: policies, not what a program makes of its data. */
const MAX_COMPILED = 256
const MAX_LIST_CHARS = 8_192

const createCompiledLists = (): Recent<Compiled> => createRecent()

function sortPatterns<R>(patterns: readonly RoutePattern<R>[]): Sorted<R> {
  const texts: (string | RegExp)[] = []
  const urlPatterns: UrlPatternLike[] = []
  const predicates: RoutePredicate<R>[] = []
  for (const pattern of patterns) {
    if (typeof pattern === 'string' || isRegExp(pattern)) texts.push(pattern)
    else if (typeof pattern === 'function') predicates.push(pattern)
    else if (isUrlPattern(pattern)) urlPatterns.push(pattern)
    else
      throw toPatternError(
        pattern,
        'it is no pattern',
        'Pass a string, a RegExp, a URLPattern, or a function of the request.',
      )
  }
  return { ...findCompiled(texts), urlPatterns, predicates }
}

/** Matchers are made anew for each request in the wild, and compiling costs a thousand times what it costs to look. */
function findCompiled(patterns: readonly (string | RegExp)[]): Compiled {
  const id = JSON.stringify(
    patterns.map((pattern) => (typeof pattern === 'string' ? pattern : [pattern.source, pattern.flags])),
  )
  const lists = keptBy(EVERYBODY, createCompiledLists)
  const known = lists.find(id)
  if (known !== null) return known
  const compiled = compile(patterns)
  if (id.length <= MAX_LIST_CHARS) lists.keep(id, compiled, MAX_COMPILED)
  return compiled
}

function compile(patterns: readonly (string | RegExp)[]): Compiled {
  const steps: ProgramDraft = []
  const starts: number[] = []
  const tests: PathTest[] = []
  const expressions: PathTest[] = []
  for (const pattern of patterns) {
    if (typeof pattern === 'string') addString(pattern, steps, starts, tests)
    else expressions.push(createExpressionTest(pattern))
  }
  return { paths: createPathAutomaton(steps, starts, tests), expressions }
}

function addString(pattern: string, steps: ProgramDraft, starts: number[], tests: PathTest[]): void {
  for (const tokens of parseRoutePattern(pattern)) {
    if (isLinear(tokens)) {
      starts.push(addPattern(steps, tokens))
      continue
    }
    // The expression meets decoded text, so its own literals are decoded in the same way.
    const decoded = tokens.map(toDecodedToken)
    const first = tokens[0]
    const test = tests.push(createExpressionTest(createPathExpression(pattern, decoded))) - 1
    starts.push(addCheck(steps, typeof first === 'string' ? first : '', test))
  }
}

function toDecodedToken(token: PathToken): PathToken {
  if (typeof token === 'string') return decodeURI(token)
  const { body } = token
  return {
    ...token,
    prefix: decodeURI(token.prefix),
    suffix: decodeURI(token.suffix),
    body: body.kind === 'segment' ? { kind: 'segment', stopAt: decodeURI(body.stopAt) } : body,
  }
}

function isList<R>(patterns: RoutePattern<R> | readonly RoutePattern<R>[]): patterns is readonly RoutePattern<R>[] {
  return Array.isArray(patterns)
}

/** What a predicate answered. A promise would count as true whatever it holds, and open or close every route. */
function isTrue(answer: unknown): boolean {
  if (typeof answer === 'object' && answer !== null && 'then' in answer) {
    throw toPatternError(
      isTrue,
      'its predicate answers with a promise',
      'A predicate of createRouteMatcher answers at once.',
    )
  }
  return Boolean(answer)
}
