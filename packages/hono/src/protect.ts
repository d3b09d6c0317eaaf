/** Route middleware: the same questions as `auth.protect()`, asked before the handler. Waits. */
import {
  type AuthHandle,
  type Pass,
  type ProtectOptions,
  type ProtectParams,
  type ProtectPredicate,
  readPass,
} from '@postern/core'
import type { MiddlewareHandler, Context, Next } from 'hono'
import { readContextState, writeContextState, type ContextState } from './context-state.ts'
import { toMissingError } from './get-auth.ts'
import { PREFLIGHT_ANSWER_HEADERS } from '@postern/core/wire'
import { applyResponse } from './to-answer.ts'
import { createReadAuth } from './read-auth.ts'

/**
 * Lets a request on to the handler only if everything that is asked holds.
 *
 * @param first What must hold, a predicate, or both params and options in one object. Nothing: someone must be signed in.
 * @param second `token`, `unauthenticatedUrl`, `unauthorizedUrl`.
 * @returns A middleware. It throws an `HTTPException` that carries the refusal, or an `AuthError` `ERR_AUTH_MIDDLEWARE_MISSING` where
 *   `clerkMiddleware()` did not run before.
 */
export function protect(
  first?: (ProtectParams & ProtectOptions) | ProtectPredicate,
  second?: ProtectOptions,
): MiddlewareHandler {
  return async (c, next) => {
    const state = readContextState(c)
    if (state === null) throw toMissingError('protect()')
    const pass = await askPolicy(state.toPolicy(), first, second)
    if (pass?.isPreflight === true) await runPreflight(c, next, pass, state)
    else await next()
  }
}

/** @returns Null when everything holds; else the pass of a request that goes on all the same. */
async function askPolicy(
  policy: AuthHandle,
  first: (ProtectParams & ProtectOptions) | ProtectPredicate | undefined,
  second: ProtectOptions | undefined,
): Promise<Pass<undefined> | null> {
  try {
    await policy.protect(first, second)
    return null
  } catch (error) {
    const pass = readPass(error)
    if (pass === null) throw error
    return pass
  }
}

/**
 * Asks the routes, as nobody, about a browser's preflight that a policy let on.
 *
 * They answer whether another origin may ask. One that answers every method in the same way would give away its page as well, so of what it
 * answers only the status is sent, and the headers that answer a preflight.
 *
 * @param state What stood on the context before, and stands there again afterwards.
 * @see apps/docs/decisions/019
 */
async function runPreflight(c: Context, next: Next, pass: Pass<unknown>, state: ContextState): Promise<void> {
  const readAuth = createReadAuth(pass, null)
  writeContextState(c, { toHandle: () => state.toHandle(), toPolicy: () => state.toPolicy(), readAuth })
  c.set('clerkAuth', readAuth)
  try {
    await next()
  } finally {
    writeContextState(c, state)
    if (state.readAuth !== null) c.set('clerkAuth', state.readAuth)
  }
  applyResponse(c, toPreflightAnswer(c.res))
}

/** Status, and what answers a preflight. */
export function toPreflightAnswer(response: Response): Response {
  const headers = new Headers()
  for (const [name, value] of response.headers) if (PREFLIGHT_ANSWER_HEADERS.test(name)) headers.append(name, value)
  // Whoever writes a body need not go on.
  response.body?.cancel().catch(() => {})
  return new Response(null, { status: response.status, headers })
}
