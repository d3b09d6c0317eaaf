/**
 * Redirect → what Next's router can do with it.
 *
 * The App Router fetches pages in a script, also those it loads in advance. Such a fetch cannot follow a redirect to a sign-in page of
 * another host: the browser refuses it and complains in the console, with the address that it refused. An empty answer makes the router
 * visit the address for real when the person gets there, and then the redirect works.
 *
 * @see protocol.md 15.5; apps/docs/decisions/012
 */
import type { Redirect } from '@postern/core'
import { toHeaders } from '@postern/core'
import {
  FETCH_DEST_HEADER,
  FORWARDED_HOST_HEADER,
  HOST_HEADER,
  LOCATION_HEADER,
  NEXT_URL_HEADER,
} from '@postern/core/wire'
import type { NextRequest } from 'next/server.js'
import { NextResponse } from 'next/server.js'

/** The redirect, or the empty answer where nobody could follow it. */
export function toRedirect(decision: Redirect, request: NextRequest): Response {
  const headers = new Headers(toHeaders(decision))
  if (!isRouterFetch(request) || isOwnHost(decision.location, request)) {
    return new NextResponse(null, { status: decision.status, headers })
  }
  headers.delete(LOCATION_HEADER)
  return new NextResponse(null, { status: 204, headers })
}

/** A browser says so itself; a program that only sends Next's header is answered as the protocol has it. */
function isRouterFetch({ method, headers }: NextRequest): boolean {
  return method === 'GET' && headers.has(NEXT_URL_HEADER) && headers.get(FETCH_DEST_HEADER) === 'empty'
}

/** Only chooses between two refusals, so that a forged host opens nothing. */
function isOwnHost(location: URL, { headers }: NextRequest): boolean {
  return [HOST_HEADER, FORWARDED_HOST_HEADER].some((name) => headers.get(name) === location.host)
}
