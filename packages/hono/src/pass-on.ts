/**
 * A request that was let through → its routes, and what is added to their answer; and the answer to one that is refused after all. Waits for the
 * routes.
 *
 * @see protocol.md 16; rulings.md D14
 */
import type { AuthObject, Deny, Pass, Redirect } from '@postern/core'
import { CACHE_CONTROL_HEADER } from '@postern/core/wire'
import { toFinalResponse } from '@postern/fetch'
import type { Context, Next } from 'hono'
import { readContextState, writeContextState } from './context-state.ts'
import { createReadAuth } from './read-auth.ts'
import { createRouteAuth, type Standing } from './create-route-auth.ts'
import { hideInternalHeaders } from './hide-internal-headers.ts'
import { toPreflightAnswer } from './protect.ts'
import { applyResponse, toAnswer, writeStandingHeaders } from './to-answer.ts'
import { toRefusal } from './to-refusal.ts'

/** Runs the routes, and adds to whatever response came of them. */
export async function passOn(
  c: Context,
  next: Next,
  pass: Pass<unknown>,
  machine: AuthObject | null,
): Promise<Response | undefined> {
  const readAuth = createReadAuth(pass, machine)
  const route = createRouteAuth(pass, readAuth, c)
  writeContextState(c, route)
  c.set('clerkAuth', readAuth)
  hideInternalHeaders(c.req, pass.setCookies)
  let rejection: { readonly error: unknown } | null = null
  try {
    await next()
  } catch (error) {
    // An error handler may throw on what it was given.
    rejection = { error }
  }
  const settling = route.settle(rejection === null ? c.error : rejection.error)
  const { thrown, forgotten } = settling instanceof Promise ? await settling : settling
  const lost = forgotten ?? (thrown !== null && (rejection !== null || isMistaken(c.res, thrown)) ? thrown : null)
  if (lost !== null) return refuse(c, lost.decision, lost.standing)
  if (rejection !== null) throw rejection.error
  if (pass.isPreflight) applyResponse(c, toPreflightAnswer(c.res))
  const own = thrown?.decision ?? pass
  const decision = readContextState(c) === route ? own : toUnsaid(own)
  // To look at the response alone makes some servers build all of it.
  if (decision.setCookies.length === 0 && decision.responseHeaders.length === 0) return undefined
  const response = toFinalResponse(decision, c.res)
  if (c.res !== response) applyResponse(c, response)
  return undefined
}

/**
 * What a second middleware further in has not said. It has told who is here; but where the session was renewed its request held the new cookies
 * already, so it set none.
 */
function toUnsaid<D extends Pass<unknown> | Redirect | Deny>(decision: D): D {
  return { ...decision, responseHeaders: decision.responseHeaders.filter(([name]) => name === CACHE_CONTROL_HEADER) }
}

/**
 * Whether the error handler took a refusal for a failure of the server, as one does that answers every error with 500. That is no answer to
 * whoever was refused; any other status is the application's own word.
 */
function isMistaken({ status }: Response, { decision }: Standing): boolean {
  return status >= 500 && status !== decision.status
}

/**
 * Nothing of a response that routes have made already may show, its headers neither.
 *
 * @param standing The headers that may. Null: all that stand on the context.
 */
export async function refuse(c: Context, decision: Redirect | Deny, standing: Headers | null): Promise<Response> {
  const wasFinal = c.finalized
  if (standing !== null) writeStandingHeaders(c, standing)
  const response = toAnswer(await toRefusal(decision, c), c)
  if (wasFinal) c.res = response
  return response
}
