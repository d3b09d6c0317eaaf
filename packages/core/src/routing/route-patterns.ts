/**
 * Routing room. What `createRouteMatcher` is given, and its call shapes. Types only.
 *
 * @see rulings.md 2
 */
import type { MatchableRequest } from './matchable-request.ts'
import type { UrlPatternLike } from './route-pattern.ts'

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
