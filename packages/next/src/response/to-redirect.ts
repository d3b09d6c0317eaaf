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
import { chooseRealVisit, toRealVisit } from './to-real-visit.ts'

/** The redirect, or an answer that makes the router visit the page where nobody could follow it, or a visit may end better. */
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
