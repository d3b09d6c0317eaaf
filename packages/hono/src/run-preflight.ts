/**
 * A browser's preflight that a policy let on → the routes, asked as nobody. Waits for them.
 *
 * The routes answer whether another origin may ask. One that answers every method in the same way would give away its page as well, so of
 * what it answers only status and headers are sent.
 *
 * @see apps/docs/decisions/019
 */
import type { Pass } from '@postern/core'
import { CONTENT_LENGTH_HEADER, TRANSFER_ENCODING_HEADER } from '@postern/core/wire'
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
  applyResponse(c, toBodyless(c.res))
}

/** The same without a body, and without the headers that announce one. */
export function toBodyless(response: Response): Response {
  const { body, status } = response
  if (body === null) return response
  const headers = new Headers(response.headers)
  headers.delete(CONTENT_LENGTH_HEADER)
  headers.delete(TRANSFER_ENCODING_HEADER)
  // Whoever writes it need not go on.
  body.cancel().catch(() => {})
  return new Response(null, { status, headers })
}
