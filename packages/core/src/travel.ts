/**
 * Corridor. A table wants the browser to travel: the gate says whether, `decision/` where to. Does not wait.
 *
 * @see protocol.md 5.2
 */
import type { AuthState } from './decision/auth-state.ts'
import { toTripUrl } from './decision/trip-url.ts'
import { gateRules, type Passage } from './handshake/gate.ts'
import type { Travel } from './handshake/rules.ts'
import { firstMatch } from './rule.ts'
import type { Visit } from './visit.ts'
import { REDIRECT_COUNT_COOKIE } from './wire/cookies.ts'
import { MAX_HANDSHAKE_TRIPS, REDIRECT_COUNT_MAX_AGE_SEC } from './wire/limits.ts'
import { TRIP_PARAM } from './wire/query.ts'
import type { Reason } from './wire/reasons.ts'

/** How long a failed handshake explains a loop, in milliseconds. */
const RECENT_FAILURE_MS = 10_000

/** The state of a browser that travels; or that is signed out for the same reason, because it cannot. */
export function travel(visit: Visit, way: Travel, message: string): AuthState {
  const passage = readPassage(visit)
  if (passage === 'refuse') return { status: 'refused', reason: 'prefetch-refused' }
  if (passage === 'go') return toHandshake(visit, way, message)
  if (passage === 'stay-looping') reportLoop(visit, way.reason)
  return { status: 'signed-out', reason: way.reason, message, setCookies: [], isFresh: false, location: null }
}

/** The same for a session that is good as it is: where the browser cannot travel it stays signed in, and the answer is null. */
export function travelOrStay(visit: Visit, way: Travel): AuthState | null {
  const passage = readPassage(visit)
  if (passage === 'refuse') return { status: 'refused', reason: 'prefetch-refused' }
  if (passage === 'go') return toHandshake(visit, way, '')
  if (passage === 'stay-looping') reportLoop(visit, way.reason)
  return null
}

function readPassage(visit: Visit): Passage {
  const { facts, trace } = visit
  const { isNavigation, isSpeculative, cookies } = facts
  let { trips } = visit.credentials()
  // Back from a handshake, with none of the cookies that it set: this browser keeps none.
  if (cookies.size === 0 && visit.instance.settings.isDevelopment && facts.query(TRIP_PARAM) !== null) {
    trace.push('cookies-not-kept')
    trips = MAX_HANDSHAKE_TRIPS
  }
  return firstMatch(gateRules, { isNavigation, isSpeculative, trips }, trace).outcome
}

function toHandshake(visit: Visit, { reason, way }: Travel, message: string): AuthState {
  const { facts, instance } = visit
  const credentials = visit.credentials()
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
  const { failure } = visit.instance.lastRedemption
  const isRecent = failure !== null && visit.nowMs - failure.atMs < RECENT_FAILURE_MS
  if (isRecent) visit.trace.push(`handshake-failed-${failure.reason}`)
  visit.instance.report({
    level: 'warn',
    event: 'handshake-loop',
    message:
      reason === 'satellite-needs-syncing'
        ? 'A satellite does not get in sync with its primary. Check that domain, proxyUrl and signInUrl name the two applications.'
        : 'Handshakes do not end. Check that publishable key and secret key belong to one instance, that the clock is right, and that the browser keeps cookies.',
    details: { reason, cause: isRecent ? failure.reason : null },
  })
}
