/**
 * What route matchers said of a request while its handler ran → whether one of them has something against the page that is rendered. Does
 * not wait.
 *
 * A handler asks matchers about the URL that came in, and may rewrite it afterwards: then the page that is rendered has a path that nobody
 * asked about. The answers are kept on the request itself, so that they belong to nobody else and end with it.
 *
 * @see apps/docs/decisions/022
 */
import type { MatchableRequest } from '@postern/core'

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
