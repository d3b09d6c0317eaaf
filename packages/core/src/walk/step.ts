/**
 * Corridor. How far the walk got without waiting, and the plainest of its ends.
 */
import type { AuthState, SignedInState, SignedOutState } from '../decision/auth-state.ts'
import type { Reason } from '../wire/reasons.ts'

/** The state, or how to get it. */
export type Step =
  | { readonly state: AuthState; readonly wait: null }
  | { readonly state: null; readonly wait: () => Promise<AuthState> }

/** Nothing has to be awaited. */
export const settled = (state: AuthState): Step => ({ state, wait: null })

/** A key or the provider has to be asked. Nothing is asked before `wait` is called. */
export const waiting = (wait: () => Promise<AuthState>): Step => ({ state: null, wait })

const NO_COOKIES: readonly string[] = []

/** Nobody is signed in, and nothing has to be set or sent. */
export function toSignedOut(reason: Reason, message = ''): SignedOutState {
  return {
    status: 'signed-out',
    reason,
    message,
    setCookies: NO_COOKIES,
    location: null,
    isRecoverable: false,
  }
}

/** Signed in by a token that was at hand. @param session Null: by a machine token. */
export function toSignedIn(session: SignedInState['session']): SignedInState {
  return {
    status: 'signed-in',
    session,
    setCookies: NO_COOKIES,
    location: null,
    isRecoverable: false,
  }
}

/** The text that goes with a token's failure. @see protocol.md 2.4 */
export function toMessage(text: string, reason: Reason, carrier: 'cookie' | 'header'): string {
  return `${text} (reason=${reason}, token-carrier=${carrier})`
}
