/**
 * Walk. Handshakes that came back, and who is here already → which of them are wanted. Does not wait: what a key has to be asked for is known
 * later.
 *
 * @see protocol.md 5.1 row 1; rulings.md D9, 8
 */
import type { CarriedHandshake } from '../credentials/read-credentials.ts'
import type { AuthState, SignedInState, SignedOutState } from '../decision/auth-state.ts'
import { firstOutcome } from '../foundation/rule.ts'
import { whenKnown, type Soon } from '../foundation/soon.ts'
import { readSituation } from '../handshake/read-situation.ts'
import { redemptionRules, type RedemptionChoice, type RedemptionFacts } from '../handshake/redemption-rules.ts'
import { FETCH_DEST_HEADER } from '../wire/headers.ts'
import type { SessionClaims } from '../wire/claims.ts'
import type { Visit } from './visit.ts'

/** What a handshake brings: somebody, or nobody; with the cookies that say so. */
export type Brought = SignedInState | SignedOutState

/** The session that is there anyway, and whose it is. */
export interface Standing {
  readonly session: RedemptionFacts['session']
  readonly person: string | null
  /** Only the provider knows who is here, and was not asked just now. */
  readonly isTripDue: boolean
}

const NOBODY: Standing = { session: 'none', person: null, isTripDue: false }

/** The handshakes that the request brings and that may count, in the order in which they are asked. */
export function readHandshakes(visit: Visit, all: readonly CarriedHandshake[]): readonly CarriedHandshake[] {
  return all.filter((one) => chooseRedemption(visit, one, NOBODY, 'unread') !== 'ignore')
}

/**
 * The session that the cookies show.
 *
 * @param walked How the walk ends without any handshake, if that is known. It may end elsewhere than signed in although the session is good:
 *   a satellite or another organization can be asked for by a link, too.
 */
export function readStanding(visit: Visit, walked: AuthState | null): Soon<Standing> {
  if (walked?.status === 'signed-in')
    return { session: 'stands', person: toPerson(walked.session?.claims), isTripDue: false }
  const credentials = visit.credentials()
  const isTripDue = walked?.status === 'handshake' && credentials.trips === 0
  const nobody: Standing = { ...NOBODY, isTripDue }
  const { sessionToken, hasClient } = readSituation(visit.facts, credentials, visit.instance.settings)
  if (credentials.session === null || sessionToken !== 'plausible' || !hasClient) return nobody
  return whenKnown(visit.instance.sessions.verify(credentials.session, visit.nowMs), (verdict): Standing =>
    verdict.ok ? { session: 'verifies', person: toPerson(verdict.value), isTripDue } : nobody,
  )
}

/** Whether what a handshake brings counts against who is here already. */
export function isWanted(visit: Visit, one: CarriedHandshake, brought: Brought, standing: Standing): boolean {
  return chooseRedemption(visit, one, standing, toBrings(brought, standing)) === 'use'
}

/** The row that decides about a handshake, as far as it is known. */
export function chooseRedemption(
  { facts, instance, trace }: Visit,
  { isInUrl }: CarriedHandshake,
  { isTripDue, session }: Standing,
  brings: RedemptionFacts['brings'],
): RedemptionChoice {
  const { isNavigation } = facts
  const redemption = {
    isDevelopment: instance.settings.isDevelopment,
    isNavigation,
    isOwnVisit: isNavigation && !facts.isSpeculative && facts.header(FETCH_DEST_HEADER) !== 'iframe',
    isInUrl,
    isTripDue,
    brings,
    session,
  }
  return firstOutcome(redemptionRules, redemption, trace)
}

function toBrings(brought: Brought, { person }: Standing): RedemptionFacts['brings'] {
  if (brought.status === 'signed-out') return 'nobody'
  return toPerson(brought.session?.claims) === person ? 'the-same' : 'another'
}

/** Who is signed in, and who acts for them, if somebody does. */
function toPerson(claims: SessionClaims | undefined): string | null {
  return claims === undefined ? null : JSON.stringify([claims.sub, claims.act?.sub ?? null])
}
