/**
 * Decision room. AuthState → the decision that lets a request through, and what may still become of it. Pure.
 *
 * @see protocol.md 15.2, 15.5; rulings.md D20
 */
import type { AuthObject } from '../session/auth-object.ts'
import type { Reason } from '../wire/reasons.ts'
import type { AuthState } from './auth-state.ts'
import { NO_STORE, toChallenge, toGuardDeny, toGuardRedirect, toSetCookies } from './decide.ts'
import type { Deny, Handover, HeaderList, Pass, Redirect } from './decision.ts'
import { toStateHeaders } from './state-headers.ts'
import { toHandover, type DecisionContext } from './to-handover.ts'
import { toRequestHeaderEdits } from './to-request-header-edits.ts'
import { toReason } from './to-reason.ts'

/** What a pass remembers of its request. */
export interface PassContext extends DecisionContext {
  /** The request carries an OAuth token, whether or not anybody asked for it. */
  readonly isOAuthShown: boolean
  readonly isPreflight: boolean
}

/** Let through, with what the state adds to the response. */
export function toPass<T>(
  state: AuthState,
  readAuth: () => AuthObject,
  guarded: T,
  context: PassContext,
  trace: readonly string[],
): Pass<T> {
  return new LazyPass(state, readAuth, guarded, context, trace)
}

/** A class, because the accessors of a literal are made anew for every request. Most routes look at none of them. */
class LazyPass<T> implements Pass<T> {
  readonly kind = 'pass'
  readonly reason: Reason | null
  readonly isPreflight: boolean
  readonly guarded: T
  readonly setCookies: readonly string[]
  readonly responseHeaders: HeaderList
  readonly trace: readonly string[]
  readonly #state: AuthState
  readonly #readAuth: () => AuthObject
  #auth: AuthObject | null = null
  readonly #context: PassContext

  constructor(
    state: AuthState,
    readAuth: () => AuthObject,
    guarded: T,
    context: PassContext,
    trace: readonly string[],
  ) {
    const headers = toStateHeaders(state)
    this.reason = toReason(state)
    this.isPreflight = context.isPreflight
    this.guarded = guarded
    this.setCookies = toSetCookies(state)
    this.responseHeaders = this.setCookies.length === 0 ? headers : [...headers, NO_STORE]
    this.trace = trace
    this.#state = state
    this.#readAuth = readAuth
    this.#context = context
  }

  get auth(): AuthObject {
    return (this.#auth ??= this.#readAuth())
  }

  get requestHeaders(): Pass<T>['requestHeaders'] {
    return toRequestHeaderEdits(this.#state, this.#context.facts)
  }

  get handover(): () => Handover {
    return () => toHandover(this.#state, this.#context)
  }

  refuse(status: 401 | 403 | 404): Deny {
    const { settings, isOAuthShown } = this.#context
    const challenge = status === 401 && isOAuthShown ? toChallenge(settings) : null
    return toGuardDeny(this.#state, status, this.reason ?? 'protect-rewrite', challenge, this.#context, this.trace)
  }

  redirect(location: URL, status: Redirect['status']): Redirect {
    const reason = this.reason ?? 'protect-rewrite'
    return { ...toGuardRedirect(this.#state, location, reason, false, this.#context, this.trace), status }
  }
}
