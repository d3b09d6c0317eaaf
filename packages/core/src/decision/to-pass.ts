/**
 * Decision room. AuthState → the decision that lets a request through, and what may still become of it. Pure.
 *
 * @see protocol.md 15.2, 15.5; rulings.md D4, D20
 */
import type { RequestFacts } from '../request/request-facts.ts'
import type { AuthHandle } from '../session/auth-handle.ts'
import type { AuthObject } from '../session/auth-object.ts'
import { COOKIE_HEADER } from '../wire/headers.ts'
import type { Reason } from '../wire/reasons.ts'
import type { Behind, Deny, Handover, HeaderList, Pass, Redirect, RequestHeaderEdits } from './auth-decision.ts'
import {
  NO_STORE,
  toReason,
  toSetCookies,
  toStateHeaders,
  type AuthState,
  toHandover,
  type DecisionContext,
} from './auth-state.ts'
import { renewCookieHeader } from './renew-cookie-header.ts'
import { toChallenge, toGuardDeny, toGuardRedirect } from './to-guard-deny.ts'

const NO_HEADERS: HeaderList = []

/** Who is let through, made when somebody asks. */
export interface Passing {
  /** See `Pass`. */
  session(isPendingSignedOut: boolean): AuthObject
  /** See `Pass`. */
  toBehind(behind?: Behind): AuthHandle
}

/** Let through, with what the state adds to the response. */
export function toPass<T>(
  state: AuthState,
  passing: Passing,
  guarded: T,
  context: DecisionContext,
  isPreflight = false,
): Pass<T> {
  return new LazyPass(state, passing, guarded, context, isPreflight)
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
  readonly #passing: Passing
  #auth: AuthObject | null = null
  readonly #context: DecisionContext

  constructor(state: AuthState, passing: Passing, guarded: T, context: DecisionContext, isPreflight: boolean) {
    const headers = toStateHeaders(state)
    this.reason = toReason(state)
    this.isPreflight = isPreflight
    this.guarded = guarded
    this.setCookies = toSetCookies(state)
    this.responseHeaders = this.setCookies.length === 0 ? headers : [...headers, NO_STORE]
    this.trace = context.trace
    this.#state = state
    this.#passing = passing
    this.#context = context
  }

  get auth(): AuthObject {
    return (this.#auth ??= this.session(true))
  }

  session(isPendingSignedOut: boolean): AuthObject {
    return this.#passing.session(isPendingSignedOut)
  }

  toBehind(behind?: Behind): AuthHandle {
    return this.#passing.toBehind(behind)
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
    return toGuardDeny(this.#state, status, this.reason ?? 'protect-rewrite', challenge, this.#context)
  }

  redirect(location: URL, status: Redirect['status']): Redirect {
    const reason = this.reason ?? 'protect-rewrite'
    return { ...toGuardRedirect(this.#state, location, reason, false, this.#context), status }
  }
}

/** What the application must see in place of what the client sent. @see protocol.md 7 */
function toRequestHeaderEdits(state: AuthState, facts: RequestFacts): RequestHeaderEdits {
  const remove = facts.internalHeaderNames()
  const setCookies = toSetCookies(state)
  if (setCookies.length === 0) return { set: NO_HEADERS, remove }
  const cookie = renewCookieHeader(facts.header(COOKIE_HEADER), setCookies)
  return cookie === null
    ? { set: NO_HEADERS, remove: [...remove, COOKIE_HEADER] }
    : { set: [[COOKIE_HEADER, cookie]], remove }
}
