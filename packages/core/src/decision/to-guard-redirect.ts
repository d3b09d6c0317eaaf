/**
 * Decision room. AuthState + location → the decision that sends a browser away. Pure.
 *
 * @see protocol.md 5.2, 6.3, 15.8; rulings.md D4
 */
import type { Settings } from '../settings/settings.ts'
import { REDIRECT_MARK_HEADER } from '../wire/headers.ts'
import { CACHE_BUST_PARAM, HANDSHAKE_PARAM } from '../wire/query.ts'
import type { Reason } from '../wire/reasons.ts'
import type { HeaderList, Redirect } from './auth-decision.ts'
import { toReason, toStopped, type AuthState, type DecisionContext } from './auth-state.ts'

const NO_HEADERS: HeaderList = []

/** Send away: what the state itself asks for, a handshake or the clean URL after one. */
export function toTrip(state: AuthState, location: URL, trace: readonly string[]): Redirect {
  const reason = toReason(state) ?? 'dev-browser-sync'
  return { kind: 'redirect', status: 307, location, reason, ...toStopped(state, NO_HEADERS, trace) }
}

/**
 * Send away, because a rule of the application says so.
 *
 * @param reason Null: that of the state.
 * @param isMarked Those of `protect()` and of sign-in and sign-up are marked on the wire.
 */
export function toGuardRedirect(
  state: AuthState,
  location: URL,
  reason: Reason | null,
  isMarked: boolean,
  context: DecisionContext,
): Redirect {
  const mark: HeaderList = isMarked ? [[REDIRECT_MARK_HEADER, 'true']] : NO_HEADERS
  return {
    kind: 'redirect',
    status: 307,
    location,
    reason: reason ?? toReason(state) ?? 'protect-rewrite',
    ...toStopped(state, mark, context.trace, context),
  }
}

/**
 * The location of a redirect, made new where the platform keeps redirects by their URL.
 *
 * @param nowMs Milliseconds since the Unix epoch.
 * @see protocol.md 15.8
 */
export function toUncachedUrl(
  location: URL,
  settings: Pick<Settings, 'isRedirectCached' | 'isDevelopment'>,
  nowMs: number,
): URL {
  // What carries the result of a handshake is new anyway.
  if (!settings.isRedirectCached || !settings.isDevelopment || location.href.includes(HANDSHAKE_PARAM)) return location
  const url = new URL(location)
  url.searchParams.set(CACHE_BUST_PARAM, String(nowMs))
  return url
}
