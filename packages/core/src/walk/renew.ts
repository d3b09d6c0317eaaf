/**
 * Corridor. An expired session with a refresh cookie → signed in anew, or why not. Waits.
 *
 * @see protocol.md 7
 */
import type { SignedInState } from '../decision/auth-state.ts'
import { peekToken, type PeekedToken } from '../credentials/peek-token.ts'
import { toDirectives } from '../provider/directives.ts'
import { renewSession } from '../provider/renew-session.ts'
import { reportCause } from './report-cause.ts'
import { reportLargeCookies } from './report-large-cookies.ts'
import { fail, ok, type Result } from '../foundation/result.ts'
import { begin } from '../foundation/soon.ts'
import { isProtocolCookie } from '../settings/is-protocol-cookie.ts'
import type { Visit } from './visit.ts'
import type { RefreshReason } from '../wire/reasons.ts'

/** Asks the provider for a new session token and verifies what comes back. @param expired A token that was verified, and has expired. */
export async function renew(visit: Visit, expired: PeekedToken): Promise<Result<SignedInState, RefreshReason>> {
  const { instance, facts, bearer } = visit
  const { settings, provider, sessions } = instance
  const credentials = visit.credentials()
  // "The session token" is the cookie's, else the header's (protocol.md 3.5).
  const hasCookie = credentials.sessionToken !== ''
  const answer = await renewSession(
    {
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
    },
    provider,
    instance.memory,
  )
  visit.trace.push(answer.ok ? 'session-renewed' : 'session-not-renewed')
  if (!answer.ok) return fail(answer.failure)
  const { setCookies, sessionToken } = toDirectives(answer.value, settings.cookieNames)
  const token = peekToken(sessionToken)
  const verdict = token === null ? null : await begin(sessions.verify(token, visit.nowMs))
  reportLargeCookies(visit, setCookies)
  if (token !== null && verdict?.ok === false) {
    reportCause(instance, { token, failure: verdict.failure, nowMs: visit.nowMs, isNew: true })
  }
  if (verdict === null || !verdict.ok) return fail('invalid-session-token')
  const session = { claims: verdict.value, token: sessionToken }
  return ok({ status: 'signed-in', session, setCookies, location: null, isRecoverable: false })
}
