/** Pass + verified machine token → what `getAuth(c)` reads at once. Waits only where a session is pending. */
import { narrowAuth, type AuthHandle, type AuthObject, type HandleOptions, type Pass } from '@postern/core'
import type { ReadAuth } from './context-variables.ts'

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
  const read = (options: HandleOptions = {}): AuthObject => {
    const session = options.treatPendingAsSignedOut === false ? (pending ?? pass.auth) : pass.auth
    return narrowAuth(machine ?? session, options.acceptsToken ?? 'session_token', session.debug)
  }
  // The one place where the type of the narrowing meets its implementation.
  return read as ReadAuth
}

function isPendingSession(auth: AuthObject): boolean {
  return auth.tokenType === 'session_token' && auth.sessionStatus === 'pending'
}
