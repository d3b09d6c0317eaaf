/**
 * The request as it came, or as the developer changed it + what was decided → the headers that the application sees. Waits for the hand-over
 * to be sealed.
 *
 * @see protocol.md 15.6; decisions.md 3, D4
 */
import type { HeaderList } from '@postern/core'
import { CSP_HEADER, CSP_REPORT_ONLY_HEADER, HOST_HEADER, NONCE_HEADER } from '@postern/core/wire'
import type { NextRequest } from 'next/server.js'
import type { MiddlewareSetup } from './middleware-setup.ts'
import { toApplicationHeaders } from './next-request-headers.ts'
import type { ServerFacts } from './to-handover-headers.ts'
import { toHandoverHeaders } from './to-handover-headers.ts'
import { toPagePath } from './to-page-path.ts'

/** What was decided, and for whom. */
export interface RequestToTell extends ServerFacts {
  readonly request: NextRequest
  readonly setup: MiddlewareSetup
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
  const { request, setup, nowMs } = told
  const headers = toApplicationHeaders(seen)
  const host = request.headers.get(HOST_HEADER) ?? ''
  // The path that server code sees: without base path and locale, and as it was asked for, wherever a rewrite leads.
  const path = toPagePath(request.nextUrl.pathname)
  const handover = await toHandoverHeaders(setup, told, { method: request.method, path, host }, nowMs)
  if (setup.csp !== null) for (const name of [NONCE_HEADER, CSP_HEADER, CSP_REPORT_ONLY_HEADER]) headers.delete(name)
  for (const [name, value] of csp) headers.set(name, value)
  for (const [name, value] of handover) headers.set(name, value)
  return headers
}
