/**
 * `createRouteMatcher` as Next's middleware knows it: a predicate is given a `NextRequest`, and the middleware hears of the answers. The
 * function is core's. Does not wait.
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
import { noteAnswer, type Matcher } from './matcher-answers.ts'

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
