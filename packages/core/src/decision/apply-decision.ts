/**
 * Decision room. What a decision adds to a response; and the one response that core makes itself. Pure.
 *
 * @see protocol.md 13; rulings.md D20
 */
import { reverificationError, type Reverification } from '../session/reverification.ts'
import {
  CACHE_CONTROL_HEADER,
  CHALLENGE_HEADER,
  CONTENT_TYPE_HEADER,
  LOCATION_HEADER,
  PROBE_HEADER,
  SET_COOKIE_HEADER,
} from '../wire/headers.ts'
import { PROBLEM_CONTENT_TYPE } from '../wire/reasons.ts'
import type { AuthDecision, Outbound } from './auth-decision.ts'
import { NO_STORE } from './auth-state.ts'

/**
 * The headers of a response that consists of nothing but the decision: `Location` of a redirect, `WWW-Authenticate` and the type of the
 * body of a refusal included.
 */
export function toHeaders(decision: AuthDecision<unknown>): Headers {
  const headers = new Headers()
  if (decision.kind === 'redirect') headers.set(LOCATION_HEADER, decision.location.href)
  if (decision.kind === 'deny' && decision.challenge !== null) headers.set(CHALLENGE_HEADER, decision.challenge)
  if (decision.kind === 'deny' && decision.body !== null) headers.set(CONTENT_TYPE_HEADER, PROBLEM_CONTENT_TYPE)
  if (decision.kind === 'deny' && decision.page !== undefined) headers.set(CONTENT_TYPE_HEADER, 'text/html')
  addHeaders(decision, headers)
  return headers
}

/**
 * Adds a decision's cookies and headers to an application's own response.
 *
 * @returns The same response where nothing has to be added or its headers can be changed; else a copy that shares the body, which is
 *   neither read nor buffered. `Cache-Control` is replaced: what sets a session must not be cached, whatever the application says.
 */
export function applyDecision(decision: AuthDecision<unknown>, response: Response): Response {
  if (decision.setCookies.length === 0 && decision.responseHeaders.length === 0) return response
  const target = isMutable(response) ? response : new Response(response.body, response)
  addHeaders(decision, target.headers)
  return target
}

function addHeaders(decision: Outbound, headers: Headers): void {
  for (const [name, value] of decision.responseHeaders) {
    if (name === CACHE_CONTROL_HEADER) headers.set(name, value)
    else headers.append(name, value)
  }
  for (const cookie of decision.setCookies) headers.append(SET_COOKIE_HEADER, cookie)
}

/** Responses of `fetch` and of `Response.redirect` have headers that cannot be changed, and nothing but trying tells. */
function isMutable(response: Response): boolean {
  try {
    response.headers.delete(PROBE_HEADER)
    return true
  } catch {
    return false
  }
}

/**
 * 403 with the error in JSON: `if (!has({ reverification: 'strict' })) return reverificationErrorResponse('strict')`.
 *
 * @param missing What did not hold. Default: the browser chooses.
 */
export function reverificationErrorResponse(missing?: Reverification): Response {
  return Response.json(reverificationError(missing), { status: 403, headers: [[...NO_STORE]] })
}
