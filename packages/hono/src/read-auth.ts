/**
 * What the middleware writes where the application can see it, under the vendor's names and no other. Pass + verified machine token → what
 * `getAuth(c)` reads at once. Does not wait.
 */
import {
  narrowAuth,
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
export function createReadAuth(pass: Pass<unknown>, machine: AuthObject | null): ReadAuth {
  function read<const A extends AcceptsToken = 'session_token'>(options: HandleOptions<A> | undefined): AuthAccepting<A>
  function read(options?: HandleOptions<'session_token'>): AuthAccepting<'session_token'>
  function read(options: HandleOptions = {}): AuthObject {
    const isPendingSignedOut = options.treatPendingAsSignedOut !== false
    const session = isPendingSignedOut ? pass.auth : pass.session(false)
    return narrowAuth(machine ?? session, options.acceptsToken ?? 'session_token', session.debug)
  }
  return read
}
