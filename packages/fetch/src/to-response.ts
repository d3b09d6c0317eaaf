/**
 * Decision → Response. Pure. No rule and no wire string: core says status, headers and cookies.
 *
 * @see house.md 3.6
 */
import { applyDecision, toHeaders, type AuthDecision, type Deny, type Pass, type Redirect } from '@postern/core'
import { ACCEPT_HEADER, CONTENT_TYPE_HEADER } from '@postern/core/wire'

/** What clients that ask for JSON read. Says no more than the status does. */
const REFUSALS = {
  400: { code: 'bad_request', message: 'The URL can be read in more than one way.' },
  401: { code: 'unauthorized', message: 'A valid token is required.' },
  403: { code: 'forbidden', message: 'This is not allowed.' },
  404: { code: 'not_found', message: 'Not found.' },
  503: { code: 'not_prefetched', message: 'Open this page by navigating to it.' },
} as const satisfies Record<Deny['status'], { code: string; message: string }>

/** The response to a request that does not reach the application. The body is empty, or JSON for a client that asks for it. */
export function toResponse(decision: Redirect | Deny, request: Request): Response {
  const { status } = decision
  const headers = toHeaders(decision)
  if (decision.kind === 'redirect' || !isJsonClient(request)) return new Response(null, { status, headers })
  headers.set(CONTENT_TYPE_HEADER, 'application/json')
  return new Response(JSON.stringify({ errors: [REFUSALS[decision.status]] }), { status, headers })
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

function isJsonClient(request: Request): boolean {
  const accept = request.headers.get(ACCEPT_HEADER)?.toLowerCase() ?? ''
  return accept.includes('application/json') && !accept.includes('text/html')
}
