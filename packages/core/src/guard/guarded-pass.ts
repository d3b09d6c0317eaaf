/** Corridor. Visit + AuthState → the pass of a request. Does not wait. */
import type { AuthState } from '../decision/auth-state.ts'
import type { Pass } from '../decision/auth-decision.ts'
import { toPass } from '../decision/to-pass.ts'
import type { AuthObject } from '../session/auth-object.ts'
import type { Visit } from '../walk/visit.ts'

/** The pass of a request whose guard had nothing against it. */
export function toGuardedPass<T>(
  visit: Visit,
  state: AuthState,
  readAuth: () => AuthObject,
  guarded: T,
  isPreflight = false,
): Pass<T> {
  const { facts, instance, trace, bearer, mark } = visit
  const context = {
    facts,
    settings: instance.settings,
    mark,
    isOAuthShown: bearer?.type === 'oauth_token',
    isPreflight,
  }
  return toPass(state, readAuth, guarded, context, trace)
}
