/**
 * Walk. A handshake that came back → what it brings, verified, or why it brings nothing. Does not wait: what a key or the provider has to be
 * asked for is known later.
 *
 * @see protocol.md 6.3, 6.4; rulings.md D9
 */
import { peekToken, type PeekedToken } from '../credentials/peek-token.ts'
import type { CarriedHandshake } from '../credentials/read-credentials.ts'
import type { TokenFailure } from '../claims/verified.ts'
import { toSignedIn, toSignedOut } from '../decision/auth-state.ts'
import { fail, ok, type Result } from '../foundation/result.ts'
import { firstOutcome } from '../foundation/rule.ts'
import { Later, whenKnown, type Soon } from '../foundation/soon.ts'
import {
  causeRules,
  CLOCK_REASONS,
  forgivenessRules,
  SESSION_MISSING,
  SESSION_UNREADABLE,
  type HandshakeCause,
} from '../handshake/redemption-rules.ts'
import { toDirectives } from '../provider/directives.ts'
import { BUDGET_REPORT_MS, DEVELOPMENT_SKEW_MS } from '../wire/limits.ts'
import type { Reason } from '../wire/reasons.ts'
import { chooseRedemption, type Brought, type Standing } from './choose-redemption.ts'
import { keepLastRedemption } from './find-last-redemption.ts'
import { reportCause, reportLargeCookies } from './report-cause.ts'
import type { Visit } from './visit.ts'

/** What came of a handshake. `ignored`: it is not wanted, and was not read. `failed`: it brings nothing, for what the browser is told. */
export type Redemption =
  | { readonly kind: 'redeemed'; readonly brought: Brought }
  | { readonly kind: 'ignored' }
  | { readonly kind: 'failed'; readonly reason: Reason; readonly cause: HandshakeCause }

const IGNORED: Redemption = { kind: 'ignored' }

/** Why a handshake brings nothing. */
interface Failure {
  /** What the browser and the provider are told. */
  readonly reason: Reason
  /** What the trace and the log say. */
  readonly cause: HandshakeCause
}

/**
 * Reads a handshake and verifies the session that it sets. Says why where it brings nothing.
 *
 * @param standing Who is here already. Null: not known yet, or of no matter.
 */
export function redeem(visit: Visit, one: CarriedHandshake, standing: Standing | null): Soon<Redemption> {
  if (standing !== null && chooseRedemption(visit, one, standing, 'unread') === 'ignore') return IGNORED
  return whenKnown(readBrought(visit, one), (read): Redemption => {
    if (!read.ok) {
      reportUnredeemed(visit, read.failure.cause)
      return { kind: 'failed', ...read.failure }
    }
    // What is known of the browser stays known, although it now carries other cookies.
    if (visit.instance.settings.isDevelopment) keepLastRedemption(visit, {}, read.value.setCookies)
    return { kind: 'redeemed', brought: read.value }
  })
}

function readBrought(visit: Visit, handshake: CarriedHandshake): Soon<Result<Brought, Failure>> {
  return whenKnown(readDirectives(visit, handshake), (directives) => {
    if (!directives.ok) return directives
    const { setCookies, sessionToken } = toDirectives(directives.value, visit.instance.settings.cookieNames)
    reportLargeCookies(visit, setCookies)
    if (sessionToken === '') return ok({ ...toSignedOut(SESSION_MISSING), setCookies })
    return readSession(visit, sessionToken, setCookies)
  })
}

function readDirectives(visit: Visit, { text, isNonce }: CarriedHandshake): Soon<Result<readonly unknown[], Failure>> {
  const { nonces, handshakes } = visit.instance
  if (isNonce) {
    return whenKnown(new Later(() => nonces.redeem(text, visit.nowMs)), (answer) =>
      answer.ok ? answer : fail({ reason: SESSION_MISSING, cause: answer.failure }),
    )
  }
  const verify = (options?: Skew) => handshakes.verify(text, visit.nowMs, options)
  return whenKnown(verifyForgiving(visit, peekToken(text), verify), (token) =>
    token.ok ? ok(token.value.handshake) : fail(toFailure(token.failure)),
  )
}

function readSession(visit: Visit, text: string, setCookies: readonly string[]): Soon<Result<Brought, Failure>> {
  const token = peekToken(text)
  if (token === null) return fail({ reason: SESSION_UNREADABLE, cause: SESSION_UNREADABLE })
  const verify = (options?: Skew) => visit.instance.sessions.verify(token, visit.nowMs, options)
  return whenKnown(verifyForgiving(visit, token, verify), (verdict): Result<Brought, Failure> =>
    verdict.ok
      ? ok({ ...toSignedIn({ claims: verdict.value, token: text }), setCookies })
      : fail(toFailure(verdict.failure)),
  )
}

const toFailure = ({ reason }: TokenFailure): Failure => ({ reason, cause: reason })

interface Skew {
  readonly skewMs: number
}

/** Says what is known of a failure. In development a wrong clock is common and harmless: once more, with a day of skew. */
function verifyForgiving<T>(
  visit: Visit,
  token: PeekedToken | null,
  verify: (options?: Skew) => Soon<Result<T, TokenFailure>>,
): Soon<Result<T, TokenFailure>> {
  return whenKnown(verify(), (first) => {
    if (first.ok) return first
    const { instance, nowMs, trace } = visit
    const { failure } = first
    if (token !== null) reportCause(instance, { token, failure, nowMs, isNew: true })
    const facts = { isDevelopment: instance.settings.isDevelopment, isOfClock: CLOCK_REASONS.includes(failure.reason) }
    if (firstOutcome(forgivenessRules, facts, trace) === 'keep') return first
    // The next request is not forgiven. It must not travel again for the same clock.
    keepLastRedemption(visit, { failure: { cause: failure.reason, atMs: nowMs } })
    return verify({ skewMs: DEVELOPMENT_SKEW_MS })
  })
}

/** Anybody can invent handshakes: each cause is told at once, then at most once a minute, with how many there were. */
function reportUnredeemed({ instance, nowMs, trace }: Visit, cause: HandshakeCause): void {
  const cure = firstOutcome(causeRules, { cause }, trace)
  const { unredeemed } = instance.memory
  const last = unredeemed.get(cause)
  const count = (last?.count ?? 0) + 1
  if (last !== undefined && Math.abs(nowMs - last.toldAtMs) < BUDGET_REPORT_MS) {
    last.count = count
    return
  }
  unredeemed.set(cause, { toldAtMs: nowMs, count: 0 })
  instance.report({
    level: 'warn',
    event: 'handshake-not-redeemed',
    message: `A handshake could not be redeemed and was ignored.${cure === '' ? '' : ` ${cure}`}`,
    details: { reason: cause, ...(count > 1 ? { count } : {}) },
  })
}
