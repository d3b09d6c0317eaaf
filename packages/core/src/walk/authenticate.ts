/**
 * Walk. Visit → AuthState. In which order the rooms are asked. Does not wait: what has to be awaited is described. `guard/create-auth.ts` begins
 * it, or leaves it at that.
 *
 * @see protocol.md 5; CONTRIBUTING.md
 */
import { isForeignCategory } from '../credentials/choose-token-type.ts'
import type { CarriedHandshake } from '../credentials/read-credentials.ts'
import { toSignedOut, type AuthState, type SignedOutState } from '../decision/auth-state.ts'
import { toCleanUrl } from '../decision/to-trip-url.ts'
import { firstOutcome } from '../foundation/rule.ts'
import { toLater, whenKnown, type Soon } from '../foundation/soon.ts'
import { arrivalRules, bearerRules, proofRules, UNREADABLE, type SignedOut } from '../handshake/arrival-rules.ts'
import { readSituation } from '../handshake/read-situation.ts'
import { yieldRules } from '../handshake/redemption-rules.ts'
import { toHandshakeRemovals } from '../provider/directives.ts'
import { TRIP_PARAM } from '../wire/query.ts'
import { isWanted, readHandshakes, readStanding, type Brought, type Standing } from './choose-redemption.ts'
import { keepLastRedemption, toTripMark } from './find-last-redemption.ts'
import { decideSession, toMessage, type Carrier } from './decide-session.ts'
import { redeem } from './redeem.ts'
import { decideTrip } from './decide-trip.ts'
import type { Bearer, Visit } from './visit.ts'

/** Walks a request to its state. */
export function authenticate(visit: Visit): Soon<AuthState> {
  const { bearer } = visit
  const outcome = firstOutcome(proofRules, visit, visit.trace)
  if (outcome.kind === 'signed-out') return toSignedOut(outcome.reason)
  if (outcome.kind === 'cookies') return authenticateBrowser(visit)
  // The table looks into the header only where a proof is in it; this only tells the compiler.
  return bearer === null ? toRejected(UNREADABLE, 'header') : authenticateBearer(visit, bearer)
}

/** A proof in the header: there is no browser to ask, so the arrival table is skipped. */
function authenticateBearer(visit: Visit, { type, peeked }: Bearer): Soon<AuthState> {
  const { isSessionAccepted } = visit
  const isMachineToken = type !== 'session_token'
  const facts = {
    isSessionAccepted,
    isSessionOnly: isSessionAccepted && visit.isOneAccepted,
    isMachineToken,
    isReadable: peeked !== null,
    isForeignClass: peeked !== null && (isMachineToken || isForeignCategory(peeked)),
  }
  const outcome = firstOutcome(bearerRules, facts, visit.trace)
  if (outcome.kind === 'signed-out') return toRejected(outcome, 'header')
  // The table sends unreadable tokens elsewhere; this only tells the compiler.
  return peeked === null ? toRejected(UNREADABLE, 'header') : decideSession(visit, peeked, 'header')
}

/** Handshakes that came back are asked before the cookies. Nearly every request brings none. */
function authenticateBrowser(visit: Visit): Soon<AuthState> {
  const { handshakes } = visit.credentials(visit.trace)
  return handshakes.length === 0 ? authenticateCookies(visit) : authenticateReturning(visit, handshakes)
}

/** Apart from the function above, which would else keep for every request what only a closure needs. */
function authenticateReturning(visit: Visit, all: readonly CarriedHandshake[]): Soon<AuthState> {
  const handshakes = readHandshakes(visit, all)
  const [first] = handshakes
  if (first === undefined) return authenticateCookies(visit)
  return toLater(() =>
    visit.instance.settings.isDevelopment
      ? redeemAndReturn(visit, first)
      : redeemWanted(visit, { handshakes, walked: null, removals: [] }),
  )
}

function authenticateCookies(visit: Visit): Soon<AuthState> {
  const credentials = visit.credentials()
  const situation = readSituation(visit.facts, credentials, visit.instance.settings)
  const outcome = firstOutcome(arrivalRules, situation, visit.trace)
  if (outcome.kind === 'travel') return decideTrip(visit, outcome, '', toSignedOut(outcome.reason))
  if (outcome.kind === 'signed-out') return toRejected(outcome, 'cookie')
  // The table sends unreadable tokens elsewhere; this only tells the compiler.
  return credentials.session === null
    ? toRejected(UNREADABLE, 'cookie')
    : decideSession(visit, credentials.session, 'cookie')
}

/** Only of a token that cannot be read there is something to say. */
function toRejected({ reason }: SignedOut, carrier: Carrier): SignedOutState {
  const isUnreadable = reason === UNREADABLE.reason
  return toSignedOut(reason, isUnreadable ? toMessage('The token cannot be read.', reason, carrier) : '')
}

/**
 * A development browser is sent to the URL without the result, and the next request decides. Where a cookie carried the result the URL is clean
 * already, and it would come back again and again.
 */
function redeemAndReturn(visit: Visit, handshake: CarriedHandshake): Soon<AuthState> {
  return whenKnown(redeem(visit, handshake, null), (redemption) => {
    const location = toReturnUrl(visit)
    const facts = {
      isUrlToClean: location !== null,
      brought: redemption.kind === 'redeemed' ? toWord(redemption.brought) : 'nothing',
    } as const
    const outcome = firstOutcome(yieldRules, facts, visit.trace)
    if (outcome === 'use' && redemption.kind === 'redeemed') return { ...redemption.brought, location }
    if (outcome !== 'return' || redemption.kind !== 'failed') return authenticateCookies(visit)
    keepLastRedemption(visit, { failure: { cause: redemption.cause, atMs: visit.nowMs } })
    return { ...toSignedOut(redemption.reason), location }
  })
}

function toWord(brought: Brought): 'session' | 'nobody' {
  return brought.status === 'signed-in' ? 'session' : 'nobody'
}

/**
 * The clean URL; null where it is clean already. Marked with the time when the browser did not bring back even the counter it was sent away
 * with, so that the next visit can tell a lasting loss.
 */
function toReturnUrl({ facts, nowMs }: Visit): URL | null {
  const url = toCleanUrl(facts.publicUrl.href)
  if (url.href === facts.publicUrl.href) return null
  if (facts.cookies.size === 0) url.search += `${url.search === '' ? '?' : '&'}${TRIP_PARAM}=${toTripMark(nowMs)}`
  return url
}

/** How far a production request got with its handshakes. */
interface Progress {
  /** Those that were not asked yet. */
  readonly handshakes: readonly CarriedHandshake[]
  /** How the walk ends without any of them; null until somebody has to know. */
  readonly walked: AuthState | null
  /** Cookies that take away handshakes which were read and are not wanted. */
  readonly removals: readonly string[]
}

/** In production the first handshake that is wanted counts. One that cannot be redeemed overrides nothing. */
function redeemWanted(visit: Visit, progress: Progress): Soon<AuthState> {
  const { handshakes, walked, removals } = progress
  const [one, ...others] = handshakes
  if (one === undefined) {
    return whenKnown(walked ?? authenticateCookies(visit), (state): AuthState =>
      state.status === 'refused' ? state : { ...state, setCookies: [...state.setCookies, ...removals] },
    )
  }
  // A link is not even read where somebody is here already: a nonce costs a call.
  if (one.isInUrl && walked === null)
    return whenKnown(authenticateCookies(visit), (state) => redeemWanted(visit, { ...progress, walked: state }))
  const next = { ...progress, handshakes: others }
  return whenKnown(one.isInUrl ? readStanding(visit, walked) : null, (standing) =>
    whenKnown(redeem(visit, one, standing), (redemption) =>
      redemption.kind === 'redeemed'
        ? decideBrought(visit, one, redemption.brought, standing, next)
        : redeemWanted(visit, next),
    ),
  )
}

/** @param before Who was here before the handshake was read; null for one in a cookie, which is read first. */
function decideBrought(
  visit: Visit,
  one: CarriedHandshake,
  brought: Brought,
  before: Standing | null,
  progress: Progress,
): Soon<AuthState> {
  const isNobody = brought.status === 'signed-out'
  if (isNobody && progress.walked === null) {
    return whenKnown(authenticateCookies(visit), (walked) =>
      decideBrought(visit, one, brought, before, { ...progress, walked }),
    )
  }
  return whenKnown(before ?? readStanding(visit, isNobody ? progress.walked : null), (standing) => {
    if (isWanted(visit, one, brought, standing)) return brought
    const removals = one.isInUrl ? [] : toHandshakeRemovals(brought.setCookies)
    return redeemWanted(visit, { ...progress, removals: [...progress.removals, ...removals] })
  })
}
