/** `createRouteMatcher` as Next's middleware knows it: a predicate is given a `NextRequest`. The function is core's. */
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
 * Base path and locale are not part of the path that is compared: Next has removed them.
 *
 * @returns The matcher. It throws `ERR_AUTH_URL_AMBIGUOUS` (status 400) for a path without one reading; the middleware answers 400.
 * @throws AuthError `ERR_AUTH_PATTERN_INVALID` for a pattern that does not compile or that cannot match.
 */
export const createRouteMatcher: CreateRouteMatcher<NextRequest> = <R extends MatchableRequest>(
  patterns: RoutePattern<R> | readonly RoutePattern<R>[],
): ((request: R) => boolean) => createMatcher<R>(patterns)
