/** Decision room. AuthState → why nobody is signed in. Pure. */
import type { Reason } from '../wire/reasons.ts'
import type { AuthState } from './auth-state.ts'

/** Why the request is not signed in; null when it is. */
export function toReason(state: AuthState): Reason | null {
  return state.status === 'signed-in' ? null : state.reason
}
