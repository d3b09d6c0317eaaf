/**
 * Decision room. AuthState → AuthDecision. Pure: status, headers and cookies, and nothing that an adapter would have to know.
 *
 * @see protocol.md 5.2, 5.4, 6.3, 15.5; decisions.md D4, D18, D20
 */
import type { RequestFacts } from '../request/request-facts.ts'
import type { AuthObject } from '../session/auth-object.ts'
import { isLoopbackHost } from '../settings/publishable-key.ts'
import type { Settings } from '../settings/settings.ts'
import { PROTECTED_RESOURCE_PATH } from '../wire/endpoints.ts'
import { AUTH_REASON_HEADER, CACHE_CONTROL_HEADER, REDIRECT_MARK_HEADER } from '../wire/headers.ts'
import type { Reason } from '../wire/reasons.ts'
import type { AuthState } from './auth-state.ts'
import type { Deny, Handover, HeaderList, Pass, Redirect } from './decision.ts'
import { toStateHeaders } from './state-headers.ts'

const NO_STORE = [CACHE_CONTROL_HEADER, 'no-store'] as const
const NO_HEADERS: HeaderList = []

/** Let through, with what the state adds to the response. */
export function toPass<T>(
  state: AuthState,
  readAuth: () => AuthObject,
  guarded: T,
  context: { readonly facts: RequestFacts; readonly settings: Settings },
  trace: readonly string[],
): Pass<T> {
  return new LazyPass(state, readAuth, guarded, context, trace)
}

/** A class, because the accessors of a literal are made anew for every request. Most routes look at none of them. */
class LazyPass<T> implements Pass<T> {
  readonly kind = 'pass'
  readonly reason: Reason | null
  readonly guarded: T
  readonly setCookies: readonly string[]
  readonly responseHeaders: HeaderList
  readonly trace: readonly string[]
  readonly #state: AuthState
  readonly #readAuth: () => AuthObject
  #auth: AuthObject | null = null
  readonly #context: { readonly facts: RequestFacts; readonly settings: Settings }

  constructor(
    state: AuthState,
    readAuth: () => AuthObject,
    guarded: T,
    context: { readonly facts: RequestFacts; readonly settings: Settings },
    trace: readonly string[],
  ) {
    const headers = toStateHeaders(state)
    this.reason = toReason(state)
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
    return { set: NO_HEADERS, remove: this.#context.facts.internalHeaderNames() }
  }

  get handover(): () => Handover {
    return () => toHandover(this.#state, this.#context.facts, this.#context.settings)
  }
}

function toHandover(state: AuthState, facts: RequestFacts, settings: Settings): Handover {
  const isSignedIn = state.status === 'signed-in'
  return {
    status: isSignedIn ? 'signed-in' : 'signed-out',
    reason: toReason(state),
    message: state.status === 'signed-out' ? state.message : '',
    token: isSignedIn ? (state.session?.token ?? null) : null,
    clerkUrl: facts.publicUrl.href,
    publishableKey: settings.publishableKey,
    secretKey: settings.secretKey,
    frontendApiHost: settings.keyHost,
    isDevelopment: settings.isDevelopment,
  }
}

/** Send away: what the state itself asks for, a handshake or the clean URL after one. */
export function toTrip(state: AuthState, location: URL, trace: readonly string[]): Redirect {
  return toRedirect(state, location, toReason(state) ?? 'dev-browser-sync', NO_HEADERS, trace)
}

/** Send away, because a rule of the application says so. @param isMarked Sign-in and sign-up redirects are marked on the wire. */
export function toGuardRedirect(
  state: AuthState,
  location: URL,
  reason: Reason,
  isMarked: boolean,
  trace: readonly string[],
): Redirect {
  return toRedirect(state, location, reason, isMarked ? [[REDIRECT_MARK_HEADER, 'true']] : NO_HEADERS, trace)
}

/** Refuse, because a rule of the application says so. @param challenge Value of `WWW-Authenticate`, or null. */
export function toGuardDeny(
  state: AuthState,
  status: 401 | 404,
  reason: Reason,
  challenge: string | null,
  context: { readonly facts: RequestFacts; readonly settings: Settings },
  trace: readonly string[],
): Deny {
  // What holds, shown where something else is expected, has no reason of its own.
  const isUnexpected = state.status === 'signed-in' && reason === 'token-type-mismatch'
  const refused: HeaderList =
    status === 404
      ? [[AUTH_REASON_HEADER, 'protect-rewrite']]
      : isUnexpected
        ? [[AUTH_REASON_HEADER, reason]]
        : NO_HEADERS
  return {
    kind: 'deny',
    status,
    reason,
    challenge,
    setCookies: toSetCookies(state),
    responseHeaders: [...refused, ...toStateHeaders(state), NO_STORE],
    handover: () => toHandover(state, context.facts, context.settings),
    trace,
  }
}

/** Refuse a request that cannot be decided: a speculative one that would travel, or a URL with more than one reading. */
export function toRefusal(reason: 'prefetch-refused' | 'url-ambiguous', trace: readonly string[]): Deny {
  const status = reason === 'url-ambiguous' ? 400 : 503
  const headers: HeaderList = [[AUTH_REASON_HEADER, reason], NO_STORE]
  return {
    kind: 'deny',
    status,
    reason,
    challenge: null,
    handover: null,
    setCookies: [],
    responseHeaders: headers,
    trace,
  }
}

/** Where an OAuth client learns which server gives out tokens. @see RFC 9728 §5.1; protocol.md 15.5; decisions.md D22 */
export function toChallenge(settings: Settings): string {
  const scheme = settings.isDevelopment && isLoopbackHost(settings.keyHost) ? 'http' : 'https'
  return `Bearer resource_metadata="${scheme}://${settings.keyHost}${PROTECTED_RESOURCE_PATH}"`
}

function toRedirect(
  state: AuthState,
  location: URL,
  reason: Reason,
  mark: HeaderList,
  trace: readonly string[],
): Redirect {
  return {
    kind: 'redirect',
    status: 307,
    location,
    reason,
    setCookies: toSetCookies(state),
    responseHeaders: [...mark, ...toStateHeaders(state), NO_STORE],
    trace,
  }
}

function toSetCookies(state: AuthState): readonly string[] {
  return state.status === 'refused' ? [] : state.setCookies
}

/** Why the request is not signed in; null when it is. */
export function toReason(state: AuthState): Reason | null {
  return state.status === 'signed-in' ? null : state.reason
}
