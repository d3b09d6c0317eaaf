/**
 * Request + the response of its handler → the request as it would have come for the page that is rendered. Pure; the body is shared.
 *
 * @see apps/docs/decisions/022
 */
import type { NextRequest } from 'next/server.js'
import { readNextStep } from './next-request-headers.ts'
import { toRequestAt } from './to-routed-request.ts'

/** Null where no other page of this application is rendered. */
export function toRewrittenRequest(response: Response, request: NextRequest): NextRequest | null {
  const step = readNextStep(response)
  if (step.kind !== 'rewrite') return null
  const from = new URL(request.url)
  const to = new URL(step.url, from)
  if (to.origin !== from.origin || to.href === from.href) return null
  // Next puts the last slash where the application is configured to have one, which the URL that came in shows.
  if (from.pathname !== '/') to.pathname = to.pathname.replace(/\/$/, '') + (from.pathname.endsWith('/') ? '/' : '')
  const url = request.nextUrl.clone()
  url.href = to.href
  return toRequestAt(url, request)
}
