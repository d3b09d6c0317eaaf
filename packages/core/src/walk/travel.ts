/**
 * Corridor. A table wants the browser to travel: the gate says whether, `decision/` where to. Does not wait.
 *
 * @see protocol.md 5.2
 */
import type { AuthState, SignedInState } from '../decision/auth-state.ts'
import { toTripUrl } from '../decision/to-trip-url.ts'
import { gateRules, type Passage } from '../handshake/gate.ts'
import type { Travel } from '../handshake/rules.ts'
import { toLargeCookieMessage } from './report-large-cookies.ts'
import { reportPrivateHost } from './report-private-host.ts'
import { firstMatch } from '../foundation/rule.ts'
import { toSignedOut } from './step.ts'
import type { RedemptionFailure } from '../tenancy/instance.ts'
import type { Visit } from './visit.ts'
import { REDIRECT_COUNT_COOKIE } from '../wire/cookies.ts'
import { MAX_HANDSHAKE_TRIPS, REDIRECT_COUNT_MAX_AGE_SEC } from '../wire/limits.ts'
import { TRIP_PARAM } from '../wire/query.ts'
import type { Reason } from '../wire/reasons.ts'

/** How long a failed handshake, or one whose cookies were lost, says something about the next visit, in milliseconds. */
const RECENT_MS = 10_000
/** The one reason without a verification error that has a text. */
const CROSS_ORIGIN_MESSAGE = 'A visit from another origin may come with an older session, and needs a handshake.'

/** The state of a browser that travels; or that is signed out for the same reason, because it cannot. */
export function travel(visit: Visit, way: Travel, message: string): AuthState {
  const passage = readPassage(visit)
  if (passage === 'refuse') return { status: 'refused', reason: 'prefetch-refused' }
  if (passage === 'go') return toHandshake(visit, way, message)
  if (passage === 'stay-looping') reportLoop(visit, way.reason)
  return { ...toSignedOut(way.reason, message), isRecoverable: isRecoverable(visit, passage) }
}

/** The same for a session that is good as it is: where the browser cannot travel it stays signed in. */
export function travelOrStay(visit: Visit, way: Travel, stay: SignedInState): AuthState {
  const passage = readPassage(visit)
  if (passage === 'refuse') return { status: 'refused', reason: 'prefetch-refused' }
  if (passage === 'go') {
    return toHandshake(visit, way, way.reason === 'primary-domain-cross-origin-sync' ? CROSS_ORIGIN_MESSAGE : '')
  }
  if (passage === 'stay-looping') reportLoop(visit, way.reason)
  return { ...stay, isRecoverable: isRecoverable(visit, passage) }
}

/** A script asked where a document would have travelled. A header that only the script sends is not sent by the document. */
function isRecoverable(visit: Visit, passage: Passage): boolean {
  return passage === 'stay' && visit.bearer === null
}

function readPassage(visit: Visit): Passage {
  const { isNavigation, isSpeculative } = visit.facts
  return firstMatch(gateRules, { isNavigation, isSpeculative, trips: countTrips(visit) }, visit.trace).outcome
}

/** Trips of this browser; as many as are allowed where it is known already that another one would end like the last. */
function countTrips(visit: Visit): number {
  const { facts, trace, instance, nowMs } = visit
  if (facts.cookies.size === 0 && instance.settings.isDevelopment && isRecentTrip(facts.query(TRIP_PARAM), nowMs)) {
    // Back from a handshake, with none of the cookies that it set: this browser keeps none.
    trace.push('cookies-not-kept')
    return MAX_HANDSHAKE_TRIPS
  }
  const { trips } = visit.credentials()
  return trips > 0 && readRecentFailure(visit) !== null ? MAX_HANDSHAKE_TRIPS : trips
}

function isRecentTrip(mark: string | null, nowMs: number): boolean {
  return mark !== null && /^\d{1,12}$/.test(mark) && Math.abs(nowMs - Number(mark) * 1000) < RECENT_MS
}

/** Why the last development handshake could not be redeemed, if that was just now. */
function readRecentFailure({ instance, nowMs }: Visit): RedemptionFailure | null {
  const { failure } = instance.lastRedemption
  return failure !== null && nowMs - failure.atMs < RECENT_MS ? failure.reason : null
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
  const cause = readRecentFailure(visit)
  if (cause !== null) visit.trace.push(`handshake-failed-${cause}`)
  visit.instance.report({
    level: 'warn',
    event: 'handshake-loop',
    message: toLoopMessage(visit, reason),
    details: { reason, cause },
  })
}

function toLoopMessage({ instance, nowMs }: Visit, reason: Reason): string {
  const { oversized } = instance.lastRedemption
  if (oversized !== null && nowMs - oversized.atMs < RECENT_MS) return toLargeCookieMessage(oversized)
  return reason === 'satellite-needs-syncing'
    ? 'A satellite does not get in sync with its primary. Check that domain, proxyUrl and signInUrl name the two applications.'
    : 'Handshakes do not end. Check that publishable key and secret key belong to one instance, that the clock is right, and that the browser keeps cookies.'
}
