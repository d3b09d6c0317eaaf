/**
 * A browser's preflight that a policy let on → the routes, asked as nobody. Waits for them.
 *
 * The routes answer whether another origin may ask. One that answers every method in the same way would give away its page as well, so of
 * what it answers only the status is sent, and the headers that answer a preflight.
 *
 * @see apps/docs/decisions/019
 */
import type { Pass } from '@postern/core'
import { PREFLIGHT_ANSWER_HEADERS } from '@postern/core/wire'
import type { Context, Next } from 'hono'
import { applyResponse } from './apply-response.ts'
import { writeContextState, type ContextState } from './context-state.ts'
import { toReadAuth } from './create-read-auth.ts'

/** @param state What stood on the context before, and stands there again afterwards. */
export async function runPreflight(c: Context, next: Next, pass: Pass<unknown>, state: ContextState): Promise<void> {
  const readAuth = toReadAuth(pass, null, null)
  writeContextState(c, { ...state, readAuth })
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
