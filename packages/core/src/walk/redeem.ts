/**
 * Corridor. Handshakes came back: which of them counts, and how the walk goes on without one. Waits.
 *
 * @see protocol.md 5.1 row 1, 6.3, 6.4; rulings.md D9, 8
 */
import type { CarriedHandshake } from '../credentials/read-credentials.ts'
import type { AuthState } from '../decision/auth-state.ts'
import { toCleanUrl } from '../decision/to-trip-url.ts'
import { toHandshakeRemovals } from '../provider/directives.ts'
import { redemptionRules, type Redemption, type RedemptionFacts } from '../handshake/redemption-rules.ts'
import { readSituation } from '../handshake/situation.ts'
import { redeemHandshake, type Brought } from './redeem-handshake.ts'
import { firstMatch } from '../foundation/rule.ts'
import { begin } from '../foundation/soon.ts'
import { toSignedOut, type Step } from './step.ts'
import type { Visit } from './visit.ts'
import { FETCH_DEST_HEADER } from '../wire/headers.ts'
import { TRIP_PARAM } from '../wire/query.ts'
import type { SessionClaims } from '../wire/claims.ts'

type GoOn = (visit: Visit) => Step

/** The session that is there anyway, and whose it is. */
interface Standing {
  readonly session: RedemptionFacts['session']
  readonly person: string | null
  readonly isTripDue: boolean
}
const NOBODY: Standing = { session: 'none', person: null, isTripDue: false }

/** The handshakes that the request brings and that can count at all, in the order in which they are asked. */
export function readHandshakes(visit: Visit): readonly CarriedHandshake[] {
  const { handshakes } = visit.credentials()
  // Nearly every request brings none.
  return handshakes.length === 0 ? handshakes : handshakes.filter((one) => decide(visit, one, NOBODY) !== 'ignore')
}

/**
 * Redeems them.
 *
 * @param goOn How the walk continues as if no handshake had been there. A result that cannot be redeemed overrides nothing: in production
 *   it is ignored; in development the browser is sent to the URL without it, and the next request decides.
 */
export function redeem(visit: Visit, handshakes: readonly CarriedHandshake[], goOn: GoOn): Promise<AuthState> {
  return visit.instance.settings.isDevelopment
    ? redeemAndReturn(visit, handshakes, goOn)
    : redeemWanted(visit, handshakes, goOn)
}

function decide(visit: Visit, one: CarriedHandshake, standing: Standing, brought: Brought | null = null): Redemption {
  const { facts, instance, trace } = visit
  const { isNavigation } = facts
  const redemption = {
    isDevelopment: instance.settings.isDevelopment,
    isNavigation,
    isOwnVisit: isNavigation && !facts.isSpeculative && facts.header(FETCH_DEST_HEADER) !== 'iframe',
    isInUrl: one.isInUrl,
    isTripDue: standing.isTripDue,
    brings: toBrings(standing, brought),
    session: standing.session,
  }
  const { rule, outcome } = firstMatch(redemptionRules, redemption)
  if (outcome !== 'read') trace.push(rule)
  return outcome
}

function toBrings({ person }: Standing, brought: Brought | null): RedemptionFacts['brings'] {
  if (brought === null) return 'unread'
  if (brought.status === 'signed-out') return 'nobody'
  return toPerson(brought.session?.claims) === person ? 'the-same' : 'another'
}

/** Who is signed in, and who acts for them, if somebody does. */
function toPerson(claims: SessionClaims | undefined): string | null {
  return claims === undefined ? null : JSON.stringify([claims.sub, claims.act?.sub ?? null])
}

async function redeemWanted(visit: Visit, handshakes: readonly CarriedHandshake[], goOn: GoOn): Promise<AuthState> {
  let walked: Promise<AuthState> | null = null
  const walk = (): Promise<AuthState> => (walked ??= toState(goOn(visit)))
  const removals: string[] = []
  for (const one of handshakes) {
    // A link is not even read where somebody is here already: a nonce costs a call.
    const before = one.isInUrl ? await readStanding(visit, await walk()) : NOBODY
    if (decide(visit, one, before) === 'ignore') continue
    const brought = await redeemHandshake(visit, one)
    if (!brought.ok) continue
    const isNobody = brought.value.status === 'signed-out'
    const standing = one.isInUrl ? before : await readStanding(visit, isNobody ? await walk() : null)
    if (decide(visit, one, standing, brought.value) === 'use') return toUsed(visit, brought.value)
    if (!one.isInUrl) removals.push(...toHandshakeRemovals(brought.value.setCookies))
  }
  const state = await walk()
  return state.status === 'refused' ? state : { ...state, setCookies: [...state.setCookies, ...removals] }
}

/**
 * The session that the cookies show.
 *
 * @param walked How the walk ends without any handshake, if that is known. It may end elsewhere than signed in although the session is good:
 *   a satellite or another organization can be asked for by a link, too.
 */
async function readStanding(visit: Visit, walked: AuthState | null): Promise<Standing> {
  if (walked?.status === 'signed-in')
    return { session: 'stands', person: toPerson(walked.session?.claims), isTripDue: false }
  const credentials = visit.credentials()
  const isTripDue = walked?.status === 'handshake' && credentials.trips === 0
  const nobody = { ...NOBODY, isTripDue }
  const { sessionToken, hasClient } = readSituation(visit.facts, credentials, visit.instance.settings)
  if (credentials.session === null || sessionToken !== 'plausible' || !hasClient) return nobody
  const verdict = await begin(visit.instance.sessions.verify(credentials.session, visit.nowMs))
  return verdict.ok ? { session: 'verifies', person: toPerson(verdict.value), isTripDue } : nobody
}

async function redeemAndReturn(visit: Visit, [one]: readonly CarriedHandshake[], goOn: GoOn): Promise<AuthState> {
  if (one === undefined) return toState(goOn(visit))
  const brought = await redeemHandshake(visit, one)
  const location = toReturnUrl(visit)
  if (brought.ok) return { ...toUsed(visit, brought.value), location }
  if (location === null) return toState(goOn(visit))
  const { reason, cause } = brought.failure
  visit.instance.lastRedemption.failure = { reason: cause, atMs: visit.nowMs }
  return { ...toSignedOut(reason), location }
}

function toUsed(visit: Visit, brought: Brought): Brought {
  visit.trace.push(brought.status === 'signed-in' ? 'handshake-brings-session' : 'handshake-brings-nobody')
  return brought
}

const toState = async ({ state, wait }: Step): Promise<AuthState> => state ?? wait()

/**
 * Where a development browser goes with its result; null where a cookie carried it: the URL is clean already, and the result would come
 * back with it again and again.
 *
 * Marked with the time when the browser did not bring back even the counter it was sent away with, so that the next visit can tell a
 * lasting loss.
 */
function toReturnUrl(visit: Visit): URL | null {
  const url = toCleanUrl(visit.facts.publicUrl.href)
  if (url.href === visit.facts.publicUrl.href) return null
  if (visit.facts.cookies.size === 0) {
    url.search += `${url.search === '' ? '?' : '&'}${TRIP_PARAM}=${Math.floor(visit.nowMs / 1000)}`
  }
  return url
}
