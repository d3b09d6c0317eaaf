/**
 * Redirect → a response that Next's routers can do something with: where they cannot follow, one that makes them visit the address for real.
 *
 * The App Router fetches pages in a script, also those it loads in advance. Such a fetch cannot follow a redirect to a sign-in page of
 * another host: the browser refuses it and complains in the console, with the address that it refused. A refusal with 404 is logged as an
 * error as well, on a page that did nothing wrong. And nobody can be sent on a handshake from there, so a session that has just run out
 * looks like nobody. After an answer that is no page the router visits the address as a document, when the person gets there, and then the
 * handshake and the redirect work and the not-found page is shown.
 *
 * @see protocol.md 15.5; apps/docs/decisions/012, 020
 */
import { toHeaders, type Deny, type Redirect } from '@postern/core'
import {
  CONTENT_TYPE_HEADER,
  FETCH_DEST_HEADER,
  FORWARDED_HOST_HEADER,
  HOST_HEADER,
  LOCATION_HEADER,
  NEXT_DATA_HEADER,
  NEXT_DATA_REDIRECT_HEADER,
  NEXT_URL_HEADER,
} from '@postern/core/wire'
import { NextResponse, type NextRequest } from 'next/server.js'

/**
 * The redirect. A router that asks by `fetch` is made to visit the page instead in two cases: it could not follow the redirect to another host, or
 * a visit may end better (`recovery`).
 */
export function toRedirect(decision: Redirect, request: NextRequest): Response {
  const visit = chooseRealVisit(decision, request)
  const isUseful = decision.recovery !== null || !isOwnHost(decision.location, request)
  if (visit !== null && isUseful) return toRealVisit(decision, visit)
  return new NextResponse(null, { status: decision.status, headers: toHeaders(decision) })
}

/** Only chooses between two refusals, so that a forged host opens nothing. */
function isOwnHost(location: URL, { headers }: NextRequest): boolean {
  return [HOST_HEADER, FORWARDED_HOST_HEADER].some((name) => headers.get(name) === location.host)
}

/** Whose answer it is: that of the App Router, or of the Pages Router, which has to be told the address. */
export type RealVisit = { readonly router: 'app' } | { readonly router: 'pages'; readonly to: string }

/**
 * Which router asks, if one does that can be made to visit.
 *
 * A browser says so itself; a program that only sends Next's header is answered as the protocol has it. The Pages Router follows every
 * redirect and shows the not-found page by itself, so it visits only where that may end better.
 */
export function chooseRealVisit({ recovery }: Redirect | Deny, { method, headers }: NextRequest): RealVisit | null {
  if (method !== 'GET' || headers.get(FETCH_DEST_HEADER) !== 'empty') return null
  if (headers.has(NEXT_DATA_HEADER)) return recovery === null ? null : { router: 'pages', to: recovery }
  return headers.has(NEXT_URL_HEADER) ? { router: 'app' } : null
}

/** Cookies, reason and `no-store` stay. Nothing is shown. */
export function toRealVisit(decision: Redirect | Deny, visit: RealVisit): Response {
  const headers = new Headers(toHeaders(decision))
  headers.delete(LOCATION_HEADER)
  headers.delete(CONTENT_TYPE_HEADER)
  if (visit.router === 'pages') headers.set(NEXT_DATA_REDIRECT_HEADER, visit.to)
  else if (isCopied()) {
    headers.set(CONTENT_TYPE_HEADER, 'text/plain')
    return new NextResponse(FILLER, { status: 200, headers })
  }
  return new NextResponse(null, { status: 204, headers })
}

/** Anything that is no page. Not empty, because the router wants a body. */
const FILLER = 'x'

/**
 * With `cacheComponents`, Next's router copies an answer before it looks at it, and a browser lets nobody copy an empty 204: the router
 * would visit the page all the same, but print an error. A text is copied and visited in silence.
 */
function isCopied(): boolean {
  // Written into the bundle by Next as a literal; outside of a bundle it is not there.
  const written: unknown = process.env.__NEXT_CACHE_COMPONENTS
  return written === true || written === 'true'
}
