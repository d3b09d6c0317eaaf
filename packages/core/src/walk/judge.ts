/**
 * Corridor. A session token, decoded → AuthState: verification, renewal, verdict, activation. Waits where a key or the provider is needed.
 *
 * @see protocol.md 5.1 rows 15-18, 5.3, 7
 */
import type { PeekedToken } from '../credentials/peek-token.ts'
import type { AuthState, VerifiedSession } from '../decision/auth-state.ts'
import { isReferredByStranger } from '../handshake/referrer.ts'
import { activationRules, verdictRules } from '../handshake/rules.ts'
import { renew } from './renew.ts'
import { reportCause } from './report-cause.ts'
import { firstMatch } from '../foundation/rule.ts'
import { begin, Later } from '../foundation/soon.ts'
import { isOrganizationMismatch } from '../session/organization-target.ts'
import { toSessionAuth } from '../session/to-session-auth.ts'
import { settled, toMessage, toSignedIn, toSignedOut, waiting, type Step } from './step.ts'
import { travel, travelOrStay } from './travel.ts'
import type { SessionVerdict } from '../verification/verify-session-token.ts'
import type { Visit } from './visit.ts'
import { REFERER_HEADER } from '../wire/headers.ts'
import { EXPIRED_REASON_PREFIX } from '../wire/reasons.ts'

export type Carrier = 'cookie' | 'header'

/** Judges a session token. */
export function judge(visit: Visit, token: PeekedToken, carrier: Carrier): Step {
  const { sessions } = visit.instance
  const known = sessions.verify(token, visit.nowMs)
  if (!(known instanceof Later) && !isRenewable(visit, known)) {
    return settled(toState(visit, token, carrier, known, null))
  }
  return waiting(async () => {
    const verdict = await begin(known)
    if (!isRenewable(visit, verdict)) return toState(visit, token, carrier, verdict, null)
    const renewed = await renew(visit, token)
    return renewed.ok ? renewed.value : toState(visit, token, carrier, verdict, renewed.failure)
  })
}

/** Expired, and something can be done about it without the browser. */
function isRenewable(visit: Visit, verdict: SessionVerdict): boolean {
  if (verdict.ok || verdict.failure.reason !== 'token-expired') return false
  return visit.facts.method === 'GET' && visit.credentials().refreshToken !== ''
}

function toState(
  visit: Visit,
  token: PeekedToken,
  carrier: Carrier,
  verdict: SessionVerdict,
  refreshReason: string | null,
): AuthState {
  const facts = { verification: verdict.ok ? 'accepted' : verdict.failure.reason } as const
  const { outcome } = firstMatch(verdictRules, facts, visit.trace)
  if (verdict.ok) {
    const session = { claims: verdict.value, token: token.token }
    return carrier === 'cookie' ? activate(visit, session) : toSignedIn(session)
  }
  const { reason, message } = verdict.failure
  reportCause(visit.instance, { token, failure: verdict.failure, nowMs: visit.nowMs })
  visit.trace.push(reason)
  const text = toMessage(message, reason, carrier)
  switch (outcome.kind) {
    case 'travel':
      return travel(visit, outcome, text)
    case 'expired': {
      const why =
        refreshReason ?? (visit.facts.method === 'GET' ? 'non-eligible-no-refresh-cookie' : 'non-eligible-non-get')
      return travel(visit, { kind: 'travel', reason: `${EXPIRED_REASON_PREFIX}${why}`, way: 'handshake' }, text)
    }
    default:
      return toSignedOut(reason, text)
  }
}

/** A good session by cookie may still have to travel: it could be out of date, or have another organization active than the URL names. */
function activate(visit: Visit, session: VerifiedSession): AuthState {
  const { facts, trace, instance } = visit
  const { settings } = instance
  const target = visit.organization()
  const { isTopLevelVisit } = facts
  const { outcome } = firstMatch(
    activationRules,
    {
      isPrimary: !settings.isSatellite,
      isTopLevelVisit,
      isReferredByStranger:
        isTopLevelVisit && isReferredByStranger(facts.header(REFERER_HEADER), facts.publicUrl, settings),
      isReturning: visit.credentials().trips !== 0,
      isOrganizationDifferent:
        target !== null && isOrganizationMismatch(target, toSessionAuth(session.claims, true, noToken, noDebug)),
    },
    trace,
  )
  const stay = toSignedIn(session)
  return outcome.kind === 'stay' ? stay : travelOrStay(visit, outcome, stay)
}

const noToken = (): Promise<null> => Promise.resolve(null)
const noDebug = (): Record<string, never> => ({})
