/**
 * What the middleware writes where the application can see it, under the vendor's names and no other. Pass + verified machine token → what
 * `getAuth(c)` reads at once. Waits only where a session is pending.
 */
import {
  narrowAuth,
  type AuthHandle,
  type AuthObject,
  type HandleOptions,
  type Pass,
  type AcceptsToken,
  type AuthAccepting,
} from '@postern/core'
import type { BackendClient } from '@postern/core/backend-client'

/** Who is here, at once: everything was verified before the handler. */
export interface ReadAuth {
  /** Who is here, by the kinds of token that are accepted. */
  <const A extends AcceptsToken = 'session_token'>(options: HandleOptions<A> | undefined): AuthAccepting<A>
  // Last, since `ReturnType` takes the last.
  /** Who is here, as a person's session. */
  (options?: HandleOptions<'session_token'>): AuthAccepting<'session_token'>
}

/** The variables of a context behind `clerkMiddleware()`. Every other name belongs to the application. */
export interface ClerkHonoVariables {
  /** The same as `getAuth(c, options)`, under the vendor's name. */
  clerkAuth: ReadAuth
  /** A client of the Backend API with the keys of this request, for the rule and for routes. Nothing is made or called before it is used. */
  clerk: BackendClient
}

declare module 'hono' {
  interface ContextVariableMap extends ClerkHonoVariables {}
}

/** @param machine The object of a presented machine token, valid or not; null: there was none, so the session counts. */
export function createReadAuth(
  handle: AuthHandle,
  pass: Pass<unknown>,
  machine: AuthObject | null,
): ReadAuth | Promise<ReadAuth> {
  // Nobody is signed in: nothing can be pending, and most routes never look.
  const isPending = pass.reason === null && machine === null && isPendingSession(pass.auth)
  if (!isPending) return toReadAuth(pass, machine, null)
  return handle({ treatPendingAsSignedOut: false }).then((pending) => toReadAuth(pass, machine, pending))
}

/** @param pending The session that does not count yet, shown to those who ask for it. */
export function toReadAuth(pass: Pass<unknown>, machine: AuthObject | null, pending: AuthObject | null): ReadAuth {
  function read<const A extends AcceptsToken = 'session_token'>(options: HandleOptions<A> | undefined): AuthAccepting<A>
  function read(options?: HandleOptions<'session_token'>): AuthAccepting<'session_token'>
  function read(options: HandleOptions = {}): AuthObject {
    const session = options.treatPendingAsSignedOut === false ? (pending ?? pass.auth) : pass.auth
    return narrowAuth(machine ?? session, options.acceptsToken ?? 'session_token', session.debug)
  }
  return read
}

function isPendingSession(auth: AuthObject): boolean {
  return auth.tokenType === 'session_token' && auth.sessionStatus === 'pending'
}
