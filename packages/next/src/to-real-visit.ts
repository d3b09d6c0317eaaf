/**
 * The empty answer that makes Next's router visit an address for real.
 *
 * The App Router fetches pages in a script, also those it loads in advance. Such a fetch cannot follow a redirect to a sign-in page of
 * another host: the browser refuses it and complains in the console, with the address that it refused. A refusal with 404 is logged as an
 * error as well, on a page that did nothing wrong. After an empty answer the router visits the address as a document, when the person gets
 * there, and then the redirect works and the not-found page is shown.
 *
 * @see protocol.md 15.5; apps/docs/decisions/012
 */
import type { Deny, Redirect } from '@postern/core'
import { toHeaders } from '@postern/core'
import { FETCH_DEST_HEADER, LOCATION_HEADER, NEXT_URL_HEADER } from '@postern/core/wire'
import type { NextRequest } from 'next/server.js'
import { NextResponse } from 'next/server.js'

/** A browser says so itself; a program that only sends Next's header is answered as the protocol has it. */
export function isRouterFetch({ method, headers }: NextRequest): boolean {
  return method === 'GET' && headers.has(NEXT_URL_HEADER) && headers.get(FETCH_DEST_HEADER) === 'empty'
}

/** Cookies, reason and `no-store` stay. */
export function toRealVisit(decision: Redirect | Deny): Response {
  const headers = new Headers(toHeaders(decision))
  headers.delete(LOCATION_HEADER)
  return new NextResponse(null, { status: 204, headers })
}
