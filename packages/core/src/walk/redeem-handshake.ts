/**
 * Corridor. One handshake that came back → what it brings, verified. Says why where it brings nothing. Waits.
 *
 * @see protocol.md 6.3, 6.4; rulings.md D9
 */
import { peekToken, type PeekedToken } from '../credentials/peek-token.ts'
import type { CarriedHandshake } from '../credentials/read-credentials.ts'
import type { SignedInState, SignedOutState, VerifiedSession } from '../decision/auth-state.ts'
import { toDirectives } from '../provider/directives.ts'
import type { RedemptionFailure } from '../tenancy/instance.ts'
import { reportCause } from './report-cause.ts'
import { reportLargeCookies } from './report-large-cookies.ts'
import { fail, ok, type Result } from '../foundation/result.ts'
import { begin, type Soon } from '../foundation/soon.ts'
import { toSignedIn, toSignedOut } from './step.ts'
import type { TokenFailure } from '../claims/token-failure.ts'
import type { Visit } from './visit.ts'
import { BUDGET_REPORT_MS, DEVELOPMENT_SKEW_MS } from '../wire/limits.ts'
import type { Reason } from '../wire/reasons.ts'

/** Failures that a wrong clock explains; development forgives them once. */
const CLOCK_REASONS: readonly Reason[] = ['token-expired', 'token-not-active-yet', 'token-iat-in-the-future']

const CURES: Readonly<Partial<Record<RedemptionFailure, string>>> = {
  'token-invalid-signature':
    ' It was signed with another key. Check that publishable key, secret key and JWT key belong to one instance.',
  'secret-key-invalid':
    ' The provider does not accept the secret key. Check that it belongs to the instance of the publishable key.',
  'missing-api-client': ' Without a secret key the provider cannot be asked what a nonce stands for. Set secretKey.',
}

/** Why a handshake brings nothing. */
export interface HandshakeFailure {
  /** What the browser and the provider are told. */
  readonly reason: Reason
  /** What the trace and the log say. */
  readonly cause: RedemptionFailure
}

/** Somebody, or nobody; with the cookies that say so. */
export type Brought = SignedInState | SignedOutState

/** Reads a handshake and verifies the session that it sets. */
export async function redeemHandshake(
  visit: Visit,
  handshake: CarriedHandshake,
): Promise<Result<Brought, HandshakeFailure>> {
  const redeemed = await readHandshake(visit, handshake)
  if (redeemed.ok) return redeemed
  const { cause } = redeemed.failure
  visit.trace.push('handshake-not-redeemed', `handshake-failed-${cause}`)
  reportUnredeemed(visit, cause)
  return redeemed
}

/** Anybody can invent handshakes: each cause is told at once, then at most once a minute, with how many there were. */
function reportUnredeemed({ instance, nowMs }: Visit, cause: RedemptionFailure): void {
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
    message: 'A handshake could not be redeemed and was ignored.' + (CURES[cause] ?? ''),
    details: { reason: cause, ...(count > 1 ? { count } : {}) },
  })
}

async function readHandshake(visit: Visit, handshake: CarriedHandshake): Promise<Result<Brought, HandshakeFailure>> {
  const directives = await readDirectives(visit, handshake)
  if (!directives.ok) return directives
  const { setCookies, sessionToken } = toDirectives(directives.value, visit.instance.settings.cookieNames)
  reportLargeCookies(visit, setCookies)
  if (sessionToken === '') return ok({ ...toSignedOut('session-token-missing'), setCookies })
  const session = await verifySession(visit, sessionToken)
  if (!session.ok) return fail({ reason: session.failure, cause: session.failure })
  return ok({ ...toSignedIn(session.value), setCookies })
}

async function readDirectives(
  visit: Visit,
  { text, isNonce }: CarriedHandshake,
): Promise<Result<readonly unknown[], HandshakeFailure>> {
  const { nonces, handshakes } = visit.instance
  if (isNonce) {
    const answer = await nonces.redeem(text, visit.nowMs)
    return answer.ok ? answer : fail({ reason: 'session-token-missing', cause: answer.failure })
  }
  const token = await forgiveClock(visit, peekToken(text), (options) => handshakes.verify(text, visit.nowMs, options))
  if (token.ok) return ok(token.value.handshake)
  const { reason } = token.failure
  return fail({ reason, cause: reason })
}

async function verifySession(visit: Visit, text: string): Promise<Result<VerifiedSession, Reason>> {
  const token = peekToken(text)
  if (token === null) return fail('token-invalid')
  const verdict = await forgiveClock(visit, token, (options) =>
    visit.instance.sessions.verify(token, visit.nowMs, options),
  )
  return verdict.ok ? ok({ claims: verdict.value, token: text }) : fail(verdict.failure.reason)
}

/** Says what is known of a failure. In development a wrong clock is common and harmless: once more, with a day of skew. */
async function forgiveClock<T>(
  visit: Visit,
  token: PeekedToken | null,
  verify: (options?: { readonly skewMs: number }) => Soon<Result<T, TokenFailure>>,
): Promise<Result<T, TokenFailure>> {
  const first = await begin(verify())
  if (first.ok) return first
  const { instance, nowMs, trace } = visit
  const { failure } = first
  if (token !== null) reportCause(instance, { token, failure, nowMs, isNew: true })
  if (!instance.settings.isDevelopment || !CLOCK_REASONS.includes(failure.reason)) return first
  trace.push('clock-skew-forgiven')
  // The next request is not forgiven. It must not travel again for the same clock.
  instance.lastRedemption.failure = { reason: failure.reason, atMs: nowMs }
  return begin(verify({ skewMs: DEVELOPMENT_SKEW_MS }))
}
