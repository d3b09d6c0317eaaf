/**
 * Decision → Response. Pure. No rule and no wire string: core says status, headers, cookies and body.
 *
 * @see CONTRIBUTING.md ("Add an adapter")
 */
import { applyDecision, toHeaders, type AuthDecision, type Deny, type Pass, type Redirect } from '@postern/core'

/** The response to a request that does not reach the application. The body is empty, JSON for a client that asks for it, or in development a page. */
export function toResponse(decision: Redirect | Deny): Response {
  const body = decision.kind === 'deny' ? (decision.body ?? decision.page ?? null) : null
  return new Response(body, { status: decision.status, headers: toHeaders(decision) })
}

/** The application's own response with the decision's cookies and headers. The body is neither read nor buffered. */
export function toFinalResponse(decision: AuthDecision<unknown>, response: Response): Response {
  // The answer to an upgrade is tied to its socket, and a copy would not be.
  return response.status === 101 ? response : applyDecision(decision, response)
}

/** The response of the handler that ran as guard. @throws TypeError when it gave none. */
export function toHandlerResponse(decision: Pass<Response | undefined>): Response {
  const { guarded } = decision
  if (guarded === undefined) throw new TypeError('The handler returned no Response.')
  return toFinalResponse(decision, guarded)
}
