/**
 * Decision room. AuthState → AuthDecision. Pure: status, headers and cookies, and nothing that an adapter would have to know.
 *
 * @see protocol.md 5.2, 5.4, 6.3, 15.5; rulings.md D4, D18, D20
 */
import type { RequestFacts } from '../request/request-facts.ts'
import { isLoopbackHost } from '../settings/publishable-key.ts'
import type { Settings } from '../settings/settings.ts'
import { PROTECTED_RESOURCE_PATH } from '../wire/endpoints.ts'
import { AUTH_REASON_HEADER, CACHE_CONTROL_HEADER, REDIRECT_MARK_HEADER, RETRY_AFTER_HEADER } from '../wire/headers.ts'
import { PROVIDER_RETRY_AFTER_SEC } from '../wire/limits.ts'
import type { Reason } from '../wire/reasons.ts'
import type { AuthState } from './auth-state.ts'
import type { Deny, HeaderList, Redirect } from './decision.ts'
import { toStateHeaders } from './state-headers.ts'
import { toHandover, type DecisionContext } from './to-handover.ts'
import { toProblem } from './to-problem.ts'
import { toReason } from './to-reason.ts'

/** No response that is shaped here may be kept. */
export const NO_STORE: readonly [string, string] = [CACHE_CONTROL_HEADER, 'no-store']
const NO_HEADERS: HeaderList = []

/** Send away: what the state itself asks for, a handshake or the clean URL after one. */
export function toTrip(state: AuthState, location: URL, trace: readonly string[]): Redirect {
  const reason = toReason(state) ?? 'dev-browser-sync'
  return { ...toRedirect(state, location, reason, NO_HEADERS, trace), recovery: null, handover: null }
}

/** Send away, because a rule of the application says so. @param isMarked Those of `protect()` and of sign-in and sign-up are marked on the wire. */
export function toGuardRedirect(
  state: AuthState,
  location: URL,
  reason: Reason,
  isMarked: boolean,
  context: DecisionContext,
  trace: readonly string[],
): Redirect {
  const mark: HeaderList = isMarked ? [[REDIRECT_MARK_HEADER, 'true']] : NO_HEADERS
  return {
    ...toRedirect(state, location, reason, mark, trace),
    recovery: toRecovery(state, context.facts),
    handover: () => toHandover(state, context),
  }
}

/** Refuse, because a rule of the application says so. @param challenge Value of `WWW-Authenticate`, or null. */
export function toGuardDeny(
  state: AuthState,
  status: 401 | 403 | 404 | 503,
  reason: Reason,
  challenge: string | null,
  context: DecisionContext,
  trace: readonly string[],
): Deny {
  return {
    kind: 'deny',
    status,
    reason,
    challenge,
    setCookies: toSetCookies(state),
    body: context.facts.isJsonWanted ? toProblem(status, reason) : null,
    responseHeaders: [...toRefusedHeaders(state, status, reason), ...toStateHeaders(state), NO_STORE],
    recovery: toRecovery(state, context.facts),
    handover: () => toHandover(state, context),
    trace,
  }
}

/** What a state that holds does not say itself: why it was not enough. And when to come back. */
function toRefusedHeaders(state: AuthState, status: Deny['status'], reason: Reason): HeaderList {
  if (status === 404) return [[AUTH_REASON_HEADER, 'protect-rewrite']]
  if (status === 503) return [[RETRY_AFTER_HEADER, String(PROVIDER_RETRY_AFTER_SEC)]]
  // What holds, shown where something else is expected, has no reason of its own.
  const isTold = state.status === 'signed-in' && (status === 403 || reason === 'token-type-mismatch')
  return isTold ? [[AUTH_REASON_HEADER, reason]] : NO_HEADERS
}

/** Refuse a request that cannot be decided: a speculative one that would travel, or a URL with more than one reading. */
export function toRefusal(
  reason: 'prefetch-refused' | 'url-ambiguous',
  facts: RequestFacts,
  trace: readonly string[],
): Deny {
  const status = reason === 'url-ambiguous' ? 400 : 503
  const headers: HeaderList = [[AUTH_REASON_HEADER, reason], NO_STORE]
  return {
    kind: 'deny',
    status,
    reason,
    body: facts.isJsonWanted ? toProblem(status, reason) : null,
    challenge: null,
    recovery: null,
    handover: null,
    setCookies: [],
    responseHeaders: headers,
    trace,
  }
}

/** Where an OAuth client learns which server gives out tokens. @see RFC 9728 §5.1; protocol.md 15.5; rulings.md D22 */
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
): Omit<Redirect, 'recovery' | 'handover'> {
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

/** Only a state that was reached without travelling can be bettered by it. */
function toRecovery(state: AuthState, facts: RequestFacts): string | null {
  const isStill = state.status === 'signed-in' || state.status === 'signed-out'
  return isStill && state.isRecoverable ? facts.publicUrl.href : null
}

/** The cookies that go along. */
export function toSetCookies(state: AuthState): readonly string[] {
  return state.status === 'refused' ? [] : state.setCookies
}
