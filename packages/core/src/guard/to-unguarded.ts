/**
 * Guard room. Visit + AuthState → the pass of a request that no guard was asked about. Does not wait.
 */
import type { AuthDecision, Behind } from '../decision/auth-decision.ts'
import type { AuthState } from '../decision/auth-state.ts'
import { toPass, type Passing } from '../decision/to-pass.ts'
import type { AuthHandle } from '../session/auth-handle.ts'
import type { AuthObject } from '../session/auth-object.ts'
import type { Visit } from '../walk/visit.ts'
import { createAuthAccess, type AuthAccess } from './auth-access.ts'
import { createBehind } from './guard-run.ts'

/** Lets the request on. */
export function toUnguarded(visit: Visit, state: AuthState): AuthDecision<undefined> {
  return toPass(state, new Unguarded(visit, state), undefined, visit)
}

/** Whoever is let through without a guard. A class, since most requests ask it nothing. */
class Unguarded implements Passing {
  readonly #visit: Visit
  readonly #state: AuthState
  #access: AuthAccess | null = null

  constructor(visit: Visit, state: AuthState) {
    this.#visit = visit
    this.#state = state
  }

  get #known(): AuthAccess {
    return (this.#access ??= createAuthAccess(this.#visit, this.#state))
  }

  session(isPendingSignedOut: boolean): AuthObject {
    return this.#known.session(isPendingSignedOut)
  }

  toBehind(behind?: Behind): AuthHandle {
    return createBehind(this.#visit, this.#known)(behind)
  }
}
