/**
 * Redirect → a response that Next's router can do something with.
 *
 * @see protocol.md 15.5; apps/docs/decisions/012
 */
import type { Redirect } from '@postern/core'
import { toHeaders } from '@postern/core'
import { FORWARDED_HOST_HEADER, HOST_HEADER } from '@postern/core/wire'
import type { NextRequest } from 'next/server.js'
import { NextResponse } from 'next/server.js'
import { isRouterFetch, toRealVisit } from './to-real-visit.ts'

/** The redirect, or an empty answer where nobody could follow it. */
export function toRedirect(decision: Redirect, request: NextRequest): Response {
  if (isRouterFetch(request) && !isOwnHost(decision.location, request)) return toRealVisit(decision)
  return new NextResponse(null, { status: decision.status, headers: toHeaders(decision) })
}

/** Only chooses between two refusals, so that a forged host opens nothing. */
function isOwnHost(location: URL, { headers }: NextRequest): boolean {
  return [HOST_HEADER, FORWARDED_HOST_HEADER].some((name) => headers.get(name) === location.host)
}
