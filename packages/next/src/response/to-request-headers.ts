/**
 * The request as it came, or as the developer changed it + what was decided → the headers that the application sees. Waits for the hand-over
 * to be sealed.
 *
 * @see protocol.md 15.6; rulings.md 3, D4
 */
import { renewCookieHeader, type HeaderList } from '@postern/core'
import { COOKIE_HEADER, HOST_HEADER, SCRIPT_POLICY_HEADERS } from '@postern/core/wire'
import type { NextRequest } from 'next/server.js'
import type { MiddlewareSetup } from '../middleware/middleware-setup.ts'
import { toApplicationHeaders, type ClientPolicy } from '../middleware/next-request-headers.ts'
import type { ServerFacts } from './to-handover-headers.ts'
import { toHandoverHeaders } from './to-handover-headers.ts'
import { toPagePath } from './to-page-path.ts'

/** What was decided, and for whom. */
export interface RequestToTell extends ServerFacts {
  readonly request: NextRequest
  readonly setup: MiddlewareSetup
  /** Of the request as it came. */
  readonly clientPolicy: ClientPolicy
  /** What goes to the browser with the answer; the application reads the same. */
  readonly setCookies: readonly string[]
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: number
}

/**
 * Headers without what a client must not say, and with what server code is told.
 *
 * @param csp What the response says; the application is told the same.
 */
export async function toRequestHeaders(
  seen: Headers,
  csp: HeaderList,
  told: RequestToTell,
): Promise<ReadonlyMap<string, string>> {
  const { request, setup, nowMs, setCookies } = told
  const headers = toApplicationHeaders(seen, told.clientPolicy)
  if (setCookies.length > 0) renewCookies(headers, setCookies)
  const host = request.headers.get(HOST_HEADER) ?? ''
  // The path that server code sees: without base path and locale, and as it was asked for, wherever a rewrite leads.
  const path = toPagePath(request.nextUrl.pathname)
  const handover = await toHandoverHeaders(setup, told, { method: request.method, path, host }, nowMs)
  if (setup.csp !== null) for (const name of SCRIPT_POLICY_HEADERS) headers.delete(name)
  for (const [name, value] of csp) headers.set(name, value)
  for (const [name, value] of handover) headers.set(name, value)
  return headers
}

/** In the developer's own cookie header, too: what it holds of the session is as old as that of the request. */
function renewCookies(headers: Map<string, string>, setCookies: readonly string[]): void {
  const cookie = renewCookieHeader(headers.get(COOKIE_HEADER) ?? null, setCookies)
  if (cookie === null) headers.delete(COOKIE_HEADER)
  else headers.set(COOKIE_HEADER, cookie)
}
