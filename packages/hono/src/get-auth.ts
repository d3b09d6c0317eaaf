/**
 * Context → who is here, at once, and the `auth` of its request, as a rule is given it. Neither waits.
 *
 * @see protocol.md 10, 16; rulings.md D11
 */
import { AuthError, type AcceptsToken, type AuthAccepting, type HandleOptions, type AuthHandle } from '@postern/core'
import type { Context } from 'hono'
import { readContextState } from './context-state.ts'

/**
 * The auth object of a request, narrowed to the kinds of token that the caller accepts.
 *
 * @param options `acceptsToken`, default `session_token`: only kinds that the middleware's own `acceptsToken` includes were verified.
 *   `treatPendingAsSignedOut`, default true.
 * @throws AuthError `ERR_AUTH_MIDDLEWARE_MISSING` when `clerkMiddleware()` did not run, or has not come to its decision.
 */
export function getAuth<const A extends AcceptsToken = 'session_token'>(
  c: Context,
  options: HandleOptions<A> | undefined,
): AuthAccepting<A>
// Last, since `ReturnType<typeof getAuth>` takes the last.
/** The session of a request: a person's, or nobody. @throws AuthError `ERR_AUTH_MIDDLEWARE_MISSING`, as above. */
export function getAuth(c: Context, options?: HandleOptions<'session_token'>): AuthAccepting<'session_token'>
export function getAuth(c: Context, options?: HandleOptions): AuthAccepting<AcceptsToken> {
  const readAuth = readContextState(c)?.readAuth ?? null
  if (readAuth === null) throw toMissingError('getAuth()')
  return readAuth(options)
}

/** The error of a helper that was called where the middleware did not run. */
export function toMissingError(caller: string): AuthError {
  return new AuthError(
    'ERR_AUTH_MIDDLEWARE_MISSING',
    `${caller} was called on a route where clerkMiddleware() did not run. Register it before the route: app.use(clerkMiddleware()). Inside its own handler ask the auth that it is given.`,
  )
}

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
