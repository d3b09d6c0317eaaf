/** Patterns → a function that says whether a context's path is one of theirs. Throws where the path has no one answer. */
import { createRouteMatcher as createMatcher, type RoutePattern } from '@postern/core'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'

/** What patterns may be: see core. A predicate is given the request. */
export type RoutePatterns = RoutePattern<Request> | readonly RoutePattern<Request>[]

/**
 * Compiles patterns to one matcher, for contexts and requests alike. It looks at the whole path of the request, also in a sub-app.
 *
 * @returns The matcher. For a path with more than one reading it throws an `HTTPException` 400 with the code `ERR_AUTH_URL_AMBIGUOUS`.
 * @throws AuthError `ERR_AUTH_PATTERN_INVALID` for a pattern that does not compile.
 */
export function createRouteMatcher(patterns: RoutePatterns): (target: Context | Request) => boolean {
  const matches = createMatcher<Request>(patterns)
  return (target) => {
    try {
      return matches('req' in target ? target.req.raw : target)
    } catch (error) {
      throw toBadRequest(error)
    }
  }
}

/** Outside a guard nobody would answer 400. The code stays, so that inside of one core still knows the error. */
function toBadRequest(error: unknown): unknown {
  if (!(error instanceof Error) || !('status' in error) || error.status !== 400 || !('code' in error)) return error
  return Object.assign(new HTTPException(400, { message: error.message, cause: error }), { code: error.code })
}
