/**
 * Routing room. What a matcher is given → its path, and its other parts for patterns that ask for them. Pure.
 *
 * No URL object is made: the text of a URL is scanned. Source: rulings.md 2, performance.md ("no URL object until someone needs it").
 */

import { isObject } from '../foundation/is-record.ts'
import { AuthError } from '../foundation/auth-error.ts'

/** The part of Next's `nextUrl` that is looked at. Next has removed base path and locale. A `URL` will do. */
export interface NextUrlLike {
  /** Scheme, host and port. */
  readonly origin: string
  /** Path without base path and locale. */
  readonly pathname: string
  /** Query with its `?`, or empty. */
  readonly search: string
}

/** What a route matcher accepts: a `Request`, a `NextRequest`, or any object with a URL. `nextUrl` goes before `url`. */
export type MatchableRequest =
  | {
      /** A whole URL. */
      readonly url: string
    }
  | {
      /** The URL as Next has read it. */
      readonly nextUrl: NextUrlLike
    }

/** A URL cut in three. The fragment is dropped. */
interface UrlParts {
  /** Everything before the path; '' for a URL that begins with its path. */
  readonly origin: string
  /** Raw; `/` when the URL has none. */
  readonly pathname: string
  /** With its question mark, or ''. */
  readonly search: string
}

const AUTHORITY = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/\\?#]*/
/** A query that holds something. A `?` behind the `#` begins none. */
const QUERY = /^[^?#]*(\?[^#]+)/
const HTTPS = 'https://'
const SLASH = 47
const BACKSLASH = 92
const QUESTION_MARK = 63
const HASH = 35

/** The raw pathname of a request. @throws ERR_AUTH_PATTERN_INVALID for anything without a URL: a path or a `URL` is no request. */
export function readPathname(request: MatchableRequest): string {
  if (isObject(request)) {
    if ('nextUrl' in request) return request.nextUrl.pathname
    if (typeof request.url === 'string') return cutPathname(request.url)
  }
  throw new AuthError(
    'ERR_AUTH_PATTERN_INVALID',
    'A route matcher was asked about something that is no request. Call it with the request itself, not with its path or a URL object.',
  )
}

/** All parts of a request's URL. */
export function readUrlParts(request: MatchableRequest): UrlParts {
  if ('nextUrl' in request) return request.nextUrl
  const { url } = request
  return { origin: url.slice(0, toPathStart(url)), pathname: cutPathname(url), search: QUERY.exec(url)?.[1] ?? '' }
}

function cutPathname(url: string): string {
  const start = toPathStart(url)
  const query = url.indexOf('?', start)
  const fragment = url.indexOf('#', start)
  const end = query < 0 ? fragment : fragment < 0 ? query : Math.min(query, fragment)
  const pathname = end < 0 ? url.slice(start) : url.slice(start, end)
  return pathname === '' ? '/' : pathname
}

function toPathStart(url: string): number {
  if (url.charCodeAt(0) === SLASH) return 0
  // As nearly every URL begins; an expression would make a list for each.
  if (!url.startsWith(HTTPS)) return AUTHORITY.exec(url)?.[0].length ?? 0
  let at = HTTPS.length
  while (at < url.length && !isAuthorityEnd(url.charCodeAt(at))) at++
  return at
}

function isAuthorityEnd(code: number): boolean {
  return code === SLASH || code === BACKSLASH || code === QUESTION_MARK || code === HASH
}
