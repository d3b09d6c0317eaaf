/**
 * Walk. A session token, decoded → AuthState: verification, verdict, renewal, activation. Does not wait: what a key or the provider has to be
 * asked for is known later.
 *
 * @see protocol.md 5.1 rows 15-18, 5.3, 7
 */
import { peekToken, type PeekedToken } from '../credentials/peek-token.ts'
import {
  toSignedIn,
  toSignedOut,
  type AuthState,
  type SignedInState,
  type VerifiedSession,
} from '../decision/auth-state.ts'
import { firstOutcome } from '../foundation/rule.ts'
import { Later, whenKnown, type Soon } from '../foundation/soon.ts'
import { isReferredByStranger } from '../handshake/read-situation.ts'
import {
  activationRules,
  RENEWED_INVALID,
  renewalRules,
  verdictRules,
  type ActivationFacts,
  type RenewalFacts,
} from '../handshake/verdict-rules.ts'
import { toDirectives } from '../provider/directives.ts'
import { renewSession } from '../provider/renew-session.ts'
import type { PublicUrl } from '../request/public-url.ts'
import { isOrganizationMismatch } from '../session/active-organization.ts'
import { isProtocolCookie } from '../settings/cookie-names.ts'
import type { SessionVerdict } from '../verification/session-verifier.ts'
import { REFERER_HEADER } from '../wire/headers.ts'
import { EXPIRED_REASON_PREFIX, type Reason, type RefreshReason } from '../wire/reasons.ts'
import { reportCause, reportLargeCookies } from './report-cause.ts'
import { decideTrip } from './decide-trip.ts'
import type { Visit } from './visit.ts'

/** Where a token was found. */
export type Carrier = 'cookie' | 'header'

/** The text that goes with a token's failure. @see protocol.md 2.4 */
export function toMessage(text: string, reason: Reason, carrier: Carrier): string {
  return `${text} (reason=${reason}, token-carrier=${carrier})`
}

/** Judges a session token. */
export function decideSession(visit: Visit, token: PeekedToken, carrier: Carrier): Soon<AuthState> {
  const verdict = visit.instance.sessions.verify(token, visit.nowMs)
  // Asked here, because most tokens were seen before, and a closure would cost each of them something.
  return verdict instanceof Later
    ? toStateLater(visit, token, carrier, verdict)
    : toState(visit, token, carrier, verdict)
}

function toStateLater(
  visit: Visit,
  token: PeekedToken,
  carrier: Carrier,
  verdict: Later<SessionVerdict>,
): Soon<AuthState> {
  return whenKnown(verdict, (known) => toState(visit, token, carrier, known))
}

function toState(visit: Visit, token: PeekedToken, carrier: Carrier, verdict: SessionVerdict): Soon<AuthState> {
  const facts = { verification: verdict.ok ? 'accepted' : verdict.failure.reason } as const
  const outcome = firstOutcome(verdictRules, facts, visit.trace)
  if (verdict.ok) {
    const session = { claims: verdict.value, token: token.token }
    return carrier === 'cookie' ? decideActivation(visit, session) : toSignedIn(session)
  }
  const { reason, message } = verdict.failure
  reportCause(visit.instance, { token, failure: verdict.failure, nowMs: visit.nowMs })
  const text = toMessage(message, reason, carrier)
  switch (outcome.kind) {
    case 'travel':
      return decideTrip(visit, outcome, text, toSignedOut(outcome.reason, text))
    case 'expired':
      return renewExpired(visit, token, text)
    default:
      return toSignedOut(reason, text)
  }
}

/** A session that has run out is renewed behind the browser's back, or the browser travels. */
function renewExpired(visit: Visit, token: PeekedToken, text: string): Soon<AuthState> {
  const isGet = visit.facts.method === 'GET'
  const hasRefreshToken = visit.credentials().refreshToken !== ''
  const choose = (renewal: RenewalFacts['renewal']) =>
    firstOutcome(renewalRules, { isGet, hasRefreshToken, renewal }, visit.trace)
  const toExpired = (why: RefreshReason): AuthState => {
    const reason = `${EXPIRED_REASON_PREFIX}${why}` as const
    return decideTrip(visit, { kind: 'travel', reason, way: 'handshake' }, text, toSignedOut(reason, text))
  }
  const first = choose('untried')
  if (first.kind === 'expired') return toExpired(first.reason)
  return whenKnown(renew(visit, token), (renewed) => {
    const then = choose(renewed.kind)
    if (then.kind === 'expired') return toExpired(then.reason)
    return renewed.kind === 'granted' ? renewed.state : toExpired(renewed.reason)
  })
}

/** What came of a renewal. `unverified`: a session that does not hold. */
type Renewal =
  | { readonly kind: 'granted'; readonly state: SignedInState }
  | { readonly kind: 'refused' | 'unverified'; readonly reason: RefreshReason }

const UNVERIFIED: Renewal = { kind: 'unverified', reason: RENEWED_INVALID }

/** Asks the provider for a new session token and verifies what comes back. @param expired A token that was verified, and has expired. */
function renew(visit: Visit, expired: PeekedToken): Soon<Renewal> {
  const { settings, provider, memory } = visit.instance
  const request = toRenewalRequest(visit, expired)
  return whenKnown(new Later(() => renewSession(request, provider, memory)), (answer) => {
    if (!answer.ok) return { kind: 'refused', reason: answer.failure } as const
    const { setCookies, sessionToken } = toDirectives(answer.value, settings.cookieNames)
    reportLargeCookies(visit, setCookies)
    const token = peekToken(sessionToken)
    return token === null ? UNVERIFIED : verifyRenewed(visit, token, setCookies)
  })
}

function toRenewalRequest(visit: Visit, expired: PeekedToken): Parameters<typeof renewSession>[0] {
  const { instance, facts, bearer } = visit
  const { settings } = instance
  const credentials = visit.credentials()
  // "The session token" is the cookie's, else the header's (protocol.md 3.5).
  const hasCookie = credentials.sessionToken !== ''
  return {
    secretKey: settings.secretKey,
    sessionToken: hasCookie ? credentials.sessionToken : (bearer?.token ?? ''),
    session: hasCookie ? credentials.session : (bearer?.peeked ?? null),
    refreshToken: credentials.refreshToken,
    isSuffixed: credentials.isSuffixed,
    payer: expired.claims['sid'],
    nowMs: visit.nowMs,
    callsPerSecond: settings.calls.callsPerSecond,
    requestOrigin: facts.publicUrl.origin,
    requestHeaders: facts.headersForProvider((name) => isProtocolCookie(name, settings.cookieNames)),
  }
}

function verifyRenewed({ instance, nowMs }: Visit, token: PeekedToken, setCookies: readonly string[]): Soon<Renewal> {
  return whenKnown(instance.sessions.verify(token, nowMs), (verdict): Renewal => {
    if (verdict.ok)
      return { kind: 'granted', state: { ...toSignedIn({ claims: verdict.value, token: token.token }), setCookies } }
    reportCause(instance, { token, failure: verdict.failure, nowMs, isNew: true })
    return UNVERIFIED
  })
}

/** A good session by cookie may still have to travel: it could be out of date, or have another organization active than the URL names. */
function decideActivation(visit: Visit, session: VerifiedSession): AuthState {
  // The address is read whether or not a row asks for it: one that cannot be read throws, and nobody is here.
  const situation = new ActivationSituation(visit, session, visit.facts.publicUrl)
  const outcome = firstOutcome(activationRules, situation, visit.trace)
  const stay = toSignedIn(session)
  return outcome.kind === 'stay' ? stay : decideTrip(visit, outcome, outcome.message, stay)
}

/** Facts that are worked out when a row asks for them. */
class ActivationSituation implements ActivationFacts {
  readonly #visit: Visit
  readonly #session: VerifiedSession
  readonly #publicUrl: PublicUrl

  constructor(visit: Visit, session: VerifiedSession, publicUrl: PublicUrl) {
    this.#visit = visit
    this.#session = session
    this.#publicUrl = publicUrl
  }

  get isPrimary(): boolean {
    return !this.#visit.settings.isSatellite
  }

  get isTopLevelVisit(): boolean {
    return this.#visit.facts.isTopLevelVisit
  }

  get isReferredByStranger(): boolean {
    const { facts, settings } = this.#visit
    const referer = facts.header(REFERER_HEADER)
    return referer !== null && isReferredByStranger(referer, this.#publicUrl, settings)
  }

  get isReturning(): boolean {
    return this.#visit.credentials().trips !== 0
  }

  get isOrganizationDifferent(): boolean {
    return isOrganizationMismatch(this.#visit.organization(), this.#session.claims)
  }
}
