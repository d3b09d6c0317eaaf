/**
 * `createRouteMatcher` as Next's middleware knows it: a predicate is given a `NextRequest`, and the middleware hears of the answers. The
 * function is core's. Does not wait.
 *
 * A handler asks matchers about the URL that came in, and may rewrite it afterwards: then the page that is rendered has a path that nobody
 * asked about. The answers are kept on the request itself, so that they belong to nobody else and end with it.
 *
 * @see rulings.md 2; apps/docs/decisions/022
 */
import {
  createRouteMatcher as createMatcher,
  type CreateRouteMatcher,
  type MatchableRequest,
  type RoutePattern,
} from '@postern/core'
import type { NextRequest } from 'next/server.js'

/**
 * Compiles patterns to one matcher: paths in the path-to-regexp 6.x dialect, regular expressions, `URLPattern` objects, predicates.
 *
 * Base path and locale are not part of the path that is compared: Next has removed them. Ask it about the request that the handler was given.
 * Where the handler then rewrites to a page of the application that the matcher would have said "yes" to, the handler is asked again about
 * that page, and a refusal counts.
 *
 * @returns The matcher. It throws `ERR_AUTH_URL_AMBIGUOUS` (status 400) for a path without one reading; the middleware answers 400.
 * @throws AuthError `ERR_AUTH_PATTERN_INVALID` for a pattern that does not compile or that cannot match.
 */
export const createRouteMatcher: CreateRouteMatcher<NextRequest> = <R extends MatchableRequest>(
  patterns: RoutePattern<R> | readonly RoutePattern<R>[],
): ((request: R) => boolean) => {
  const matches = createMatcher<R>(patterns)
  // Asked again about requests of the same kind only: those that the middleware makes of the one that it watches.
  const again = matches as unknown as Matcher
  return (request) => {
    const answer = matches(request)
    noteAnswer(request, again, answer)
    return answer
  }
}

/** Says whether a request matches. */
export type Matcher = (request: MatchableRequest) => boolean

/** Shared by copies of this package, of which a bundle may hold several. */
const ANSWERS: unique symbol = Symbol.for('postern.matcher-answers') as typeof ANSWERS

/** A request whose matchers are listened to. */
interface Watched {
  [ANSWERS]?: Map<Matcher, boolean>
}

/** Matchers of one request that are kept. A policy has a handful; one that makes them in a loop must not fill the memory. */
const MAX_MATCHERS = 100

/** From here on the matchers that are asked about this request are remembered. */
export function watchMatchers(request: object & Watched): void {
  // Not listed among its fields: whoever copies the request gets nothing of it.
  Object.defineProperty(request, ANSWERS, { value: new Map(), configurable: true })
}

/** Remembers what a matcher said, if the request is watched. Once "yes" is "yes". */
export function noteAnswer(request: object & Watched, matcher: Matcher, answer: boolean): void {
  const answers = request[ANSWERS]
  if (answers === undefined || (answers.size >= MAX_MATCHERS && !answers.has(matcher))) return
  answers.set(matcher, answer || answers.get(matcher) === true)
}

/**
 * Whether a matcher that only said "no" of a watched request says "yes" of another.
 *
 * @throws AuthError `ERR_AUTH_URL_AMBIGUOUS`, as the matchers do.
 */
export function hasNewMatch({ [ANSWERS]: answers }: object & Watched, other: MatchableRequest): boolean {
  return answers !== undefined && [...answers].some(([matcher, answer]) => !answer && matcher(other))
}
