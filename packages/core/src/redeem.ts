/**
 * Corridor. A handshake came back: what it brings, and how the walk goes on without it. Waits.
 *
 * @see protocol.md 5.1 row 1, 6.3, 6.4; decisions.md D9
 */
import { peekToken, type PeekedToken } from './credentials/peek-token.ts'
import type { AuthState, VerifiedSession } from './decision/auth-state.ts'
import { toCleanUrl } from './decision/trip-url.ts'
import { toDirectives } from './exchange/directives.ts'
import type { RedemptionFailure } from './instance.ts'
import { reportCause } from './report-cause.ts'
import { reportLargeCookies } from './report-large-cookies.ts'
import { fail, ok, type Result } from './result.ts'
import { toSignedOut, type Step } from './step.ts'
import type { TokenFailure } from './verification/failures.ts'
import type { Visit } from './visit.ts'
import { DEVELOPMENT_SKEW_MS } from './wire/limits.ts'
import { TRIP_PARAM } from './wire/query.ts'
import type { Reason } from './wire/reasons.ts'

/** Failures that a wrong clock explains; development forgives them once. */
const CLOCK_REASONS: readonly Reason[] = ['token-expired', 'token-not-active-yet', 'token-iat-in-the-future']

const CURES: Readonly<Partial<Record<RedemptionFailure, string>>> = {
  'token-invalid-signature':
    ' It was signed with another key. Check that publishable key, secret key and JWT key belong to one instance.',
  'secret-key-invalid':
    ' The provider does not accept the secret key. Check that it belongs to the instance of the publishable key.',
  'missing-api-client': ' Without a secret key the provider cannot be asked what a nonce stands for. Set secretKey.',
}

interface Failure {
  /** What the browser and the provider are told. */
  readonly reason: Reason
  /** What the trace and the log say. */
  readonly cause: RedemptionFailure
}

/**
 * Whether the request brings the result of a handshake that counts. In development the answer to one is a redirect, so there only a
 * navigation counts: a redirect must not eat the body of a POST, nor answer a script.
 */
export function isRedeemable(visit: Visit): boolean {
  const { handshakeNonce, handshakeToken } = visit.credentials()
  if (handshakeNonce === '' && handshakeToken === '') return false
  return !visit.instance.settings.isDevelopment || visit.facts.isNavigation
}

/**
 * Redeems the handshake.
 *
 * @param goOn How the walk continues as if the handshake had not been there. A result that cannot be redeemed overrides nothing: in
 *   production it is ignored; in development the browser is sent to the URL without it, and the next request decides.
 */
export async function redeem(visit: Visit, goOn: (visit: Visit) => Step): Promise<AuthState> {
  const { settings } = visit.instance
  const redeemed = await readDirectives(visit)
  if (!redeemed.ok) return giveUp(visit, redeemed.failure, goOn)
  const { setCookies, sessionToken } = toDirectives(redeemed.value, settings.cookieNames)
  reportLargeCookies(visit, setCookies)
  const location = toReturnUrl(visit)
  if (sessionToken === '') {
    visit.trace.push('handshake-brings-nobody')
    const nobody = { status: 'signed-out', reason: 'session-token-missing', message: '' } as const
    return { ...nobody, setCookies, isFresh: true, location, isRecoverable: false }
  }
  const session = await verifySession(visit, sessionToken)
  if (!session.ok) return giveUp(visit, { reason: session.failure, cause: session.failure }, goOn)
  visit.trace.push('handshake-brings-session')
  return { status: 'signed-in', session: session.value, setCookies, isFresh: true, location, isRecoverable: false }
}

async function readDirectives(visit: Visit): Promise<Result<readonly unknown[], Failure>> {
  const { nonces, handshakes } = visit.instance
  const { handshakeNonce, handshakeToken } = visit.credentials()
  if (handshakeNonce !== '') {
    const answer = await nonces.redeem(handshakeNonce, visit.nowMs)
    return answer.ok ? answer : fail({ reason: 'session-token-missing', cause: answer.failure })
  }
  const peeked = peekToken(handshakeToken)
  const token = await forgiveClock(visit, peeked, (options) => handshakes.verify(handshakeToken, visit.nowMs, options))
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
  verify: (options?: { readonly skewMs: number }) => Promise<Result<T, TokenFailure>>,
): Promise<Result<T, TokenFailure>> {
  const first = await verify()
  if (first.ok) return first
  const { instance, nowMs, trace } = visit
  const { failure } = first
  if (token !== null) reportCause(instance, { token, failure, nowMs, isNew: true })
  if (!instance.settings.isDevelopment || !CLOCK_REASONS.includes(failure.reason)) return first
  trace.push('clock-skew-forgiven')
  // The next request is not forgiven. It must not travel again for the same clock.
  instance.lastRedemption.failure = { reason: failure.reason, atMs: nowMs }
  return verify({ skewMs: DEVELOPMENT_SKEW_MS })
}

async function giveUp(visit: Visit, { reason, cause }: Failure, goOn: (visit: Visit) => Step): Promise<AuthState> {
  const { instance, nowMs, trace } = visit
  trace.push('handshake-not-redeemed', `handshake-failed-${cause}`)
  instance.report({
    level: 'warn',
    event: 'handshake-not-redeemed',
    message: 'A handshake could not be redeemed and was ignored.' + (CURES[cause] ?? ''),
    details: { reason: cause },
  })
  const location = toReturnUrl(visit)
  if (location === null) {
    const step = goOn(visit)
    return step.state ?? step.wait()
  }
  instance.lastRedemption.failure = { reason: cause, atMs: nowMs }
  return { ...toSignedOut(reason), location }
}

/**
 * Where a development browser goes with its result; null in production, and where a cookie carried it: the URL is clean already, and the
 * result would come back with it again and again.
 *
 * Marked with the time when the browser did not bring back even the counter it was sent away with, so that the next visit can tell a
 * lasting loss.
 */
function toReturnUrl(visit: Visit): URL | null {
  if (!visit.instance.settings.isDevelopment) return null
  const url = toCleanUrl(visit.facts.publicUrl.href)
  if (url.href === visit.facts.publicUrl.href) return null
  if (visit.facts.cookies.size === 0) {
    url.search += `${url.search === '' ? '?' : '&'}${TRIP_PARAM}=${Math.floor(visit.nowMs / 1000)}`
  }
  return url
}
