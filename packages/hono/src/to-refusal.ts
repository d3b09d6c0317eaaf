/** A redirect or refusal → Hono's response to it. Waits for the application's own not-found page. */
import type { Deny, Redirect } from '@postern/core'
import { toFinalResponse, toResponse } from '@postern/fetch'
import type { Context } from 'hono'

/**
 * The whole response. A 404 is what `app.notFound` renders, so that what is hidden looks like what does not exist; a program that asks for
 * JSON gets that instead.
 */
export async function toRefusal(decision: Redirect | Deny, c: Context): Promise<Response> {
  return isNotFoundPage(decision) ? toFinalResponse(decision, await toNotFound(c)) : toResponse(decision)
}

/** The same without the decision's cookies and headers: for an exception, whose response the middleware completes later. */
export async function toBareRefusal(decision: Redirect | Deny, c: Context): Promise<Response> {
  return isNotFoundPage(decision) ? toNotFound(c) : toBareResponse(decision)
}

/** As above, at once, and so without the application's not-found page. */
export function toBareResponse(decision: Redirect | Deny): Response {
  return toResponse({ ...decision, setCookies: [], responseHeaders: [] })
}

function isNotFoundPage(decision: Redirect | Deny): boolean {
  return decision.kind === 'deny' && decision.status === 404 && decision.body === null
}

/** With status 404 also where the handler answers every path with a page, so that a refusal shows. */
async function toNotFound(c: Context): Promise<Response> {
  const response = await c.notFound()
  return response.ok ? new Response(response.body, { status: 404, headers: response.headers }) : response
}
