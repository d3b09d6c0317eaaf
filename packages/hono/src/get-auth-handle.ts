/** Context → the `auth` of its request, as a rule is given it. Does not wait itself. */
import type { AuthHandle } from '@postern/core'
import type { Context } from 'hono'
import { readContextState } from './context-state.ts'
import { toMissingError } from './get-auth.ts'

/**
 * The `auth` of a rule, for routes: `const auth = getAuthHandle(c)`, then `await auth()` and `await auth.protect({ role: 'org:admin' })`.
 *
 * @param c The context of a route behind `clerkMiddleware()`.
 * @returns The handle. Its `protect()` rejects with an `HTTPException` that carries the refusal.
 * @throws AuthError `ERR_AUTH_MIDDLEWARE_MISSING` when `clerkMiddleware()` did not run.
 */
export function getAuthHandle(c: Context): AuthHandle {
  const state = readContextState(c)
  if (state === null) throw toMissingError('getAuthHandle()')
  return state.toHandle()
}
