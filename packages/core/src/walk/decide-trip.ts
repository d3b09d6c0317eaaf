/**
 * Walk. A table wants the browser to travel: the gate says whether, `decision/` where to. Does not wait.
 *
 * @see protocol.md 5.2
 */
import type { AuthState, SignedInState, SignedOutState } from '../decision/auth-state.ts'
import { toTripUrl } from '../decision/to-trip-url.ts'
import { firstOutcome } from '../foundation/rule.ts'
import type { Travel } from '../handshake/arrival-rules.ts'
import { gateRules, toLoopMessage, type Passage } from '../handshake/verdict-rules.ts'
import { causeRules } from '../handshake/redemption-rules.ts'
import { REDIRECT_COUNT_COOKIE, TRIP_PARAM } from '../wire/query.ts'
import { LAST_REDEMPTION_MS, REDIRECT_COUNT_MAX_AGE_SEC } from '../wire/limits.ts'
import type { Reason } from '../wire/reasons.ts'
import { findLastRedemption } from './find-last-redemption.ts'
import { reportPrivateHost, toLargeCookieMessage } from './report-cause.ts'
import type { Visit } from './visit.ts'

/**
 * The state of a browser that a table sends away.
 *
 * @param message For people; empty where there is nothing to say.
 * @param stay Its state where it cannot travel: signed out for the same reason, or signed in where the session is good as it is.
 */
export function decideTrip(
  visit: Visit,
  way: Travel,
  message: string,
  stay: SignedInState | SignedOutState,
): AuthState {
  const passage = readPassage(visit)
  if (typeof passage === 'object') return { status: 'refused', reason: passage.refusal }
  if (passage === 'go') return toHandshake(visit, way, message)
  if (passage === 'stay-looping') reportLoop(visit, way.reason)
  // A script asked where a document would have travelled. A header that only the script sends is not sent by the document.
  return { ...stay, isRecoverable: passage === 'stay' && visit.bearer === null }
}

function readPassage(visit: Visit): Passage {
  const { facts, instance, nowMs } = visit
  const { isNavigation, isSpeculative } = facts
  const { isDevelopment } = instance.settings
  const { trips } = visit.credentials()
  const gate = {
    isNavigation,
    isSpeculative,
    hasLostCookies: isDevelopment && facts.cookies.size === 0 && isRecentTrip(facts.query(TRIP_PARAM), nowMs),
    hasJustFailed: isDevelopment && trips > 0 && findLastRedemption(visit).failure !== null,
    trips,
  }
  return firstOutcome(gateRules, gate, visit.trace)
}

function isRecentTrip(mark: string | null, nowMs: number): boolean {
  return mark !== null && /^\d{1,12}$/.test(mark) && Math.abs(nowMs - Number(mark) * 1000) < LAST_REDEMPTION_MS
}

function toHandshake(visit: Visit, { reason, way }: Travel, message: string): AuthState {
  const { facts, instance } = visit
  const credentials = visit.credentials()
  reportPrivateHost(visit)
  const trip = {
    reason,
    publicUrl: facts.publicUrl,
    credentials,
    sessionToken: credentials.sessionToken || (visit.bearer?.token ?? ''),
    organization: visit.organization(),
  }
  return {
    status: 'handshake',
    reason,
    message,
    location: toTripUrl(way, trip, facts, instance.settings),
    setCookies: [
      `${REDIRECT_COUNT_COOKIE}=${credentials.trips + 1}; SameSite=Lax; HttpOnly; Max-Age=${REDIRECT_COUNT_MAX_AGE_SEC}`,
    ],
  }
}

/** Says why handshakes do not end, as far as it is known. */
function reportLoop(visit: Visit, reason: Reason): void {
  const last = findLastRedemption(visit)
  const cause = last.failure?.cause ?? null
  if (cause !== null) firstOutcome(causeRules, { cause }, visit.trace)
  visit.instance.report({
    level: 'warn',
    event: 'handshake-loop',
    message: last.oversized === null ? toLoopMessage(reason, cause) : toLargeCookieMessage(last.oversized),
    details: { reason, cause },
  })
}
