/**
 * Guard room. A session token that came by another way than a request, over a socket or in a job → its claims. Waits for keys and crypto.
 *
 * The same rooms as for a request with an `Authorization` header, in the same order, and the same keys and remembered tokens.
 *
 * @see protocol.md 4.2, 5.3
 */
import { readString } from '../foundation/is-record.ts'
import { findInstanceForRequest } from '../tenancy/find-instance.ts'
import { chooseTokenType, isForeignClass } from '../credentials/choose-token-type.ts'
import { reportCause } from '../walk/report-cause.ts'
import type { Instance } from '../tenancy/instance.ts'
import { AuthError } from '../foundation/auth-error.ts'
import { readNowMs, toPorts, type Ports } from '../foundation/ports.ts'
import { fail } from '../foundation/result.ts'
import { firstOutcome } from '../foundation/rule.ts'
import { begin } from '../foundation/soon.ts'
import { bearerRules, proofRules } from '../handshake/arrival-rules.ts'
import type { AuthOptions } from '../settings/auth-options.ts'
import { checkOptions } from '../settings/check-options.ts'
import { NOBODY_REASON } from '../protection/refusal-rules.ts'
import type { SessionVerdict } from '../verification/session-verifier.ts'
import type { SessionClaims } from '../wire/claims.ts'
import type { Reason } from '../wire/reasons.ts'
import { TOKEN_KINDS, TOKEN_TYPES } from '../wire/token-types.ts'

/**
 * Verifies a session token.
 *
 * @param token Compact JWS, without `Bearer`.
 * @param options As for a middleware. A publishable key is not needed: a secret key or a JWT key is.
 * @returns Its claims, a plain object of the caller's own. `exp`, in seconds since the Unix epoch, says when what was opened with the token
 *   has to be closed: `setTimeout(close, claims.exp * 1000 - Date.now())`. A session with an open task has `sts: 'pending'`; a request
 *   counts it as signed out.
 * @throws AuthError `ERR_AUTH_TOKEN_INVALID` with a `reason` for a token that does not hold, whatever was handed in; the codes of the settings
 *   for options that do not fit together. Rejects; it never throws at once.
 */
export type VerifyToken = (token: string, options: AuthOptions) => Promise<SessionClaims>

/** Makes a `verifyToken` with parts of the outside world replaced, for example a key store. */
export function createTokenVerifier(ports: Partial<Ports> = {}): VerifyToken {
  const complete = toPorts(ports)
  return async (token, options) => {
    const instance = findInstanceForRequest(toVerifierOptions(checkOptions(options)), complete).current()
    const verdict = await verify(instance, token, readNowMs(complete))
    if (verdict.ok) return structuredClone<SessionClaims>(verdict.value)
    const { reason, message } = verdict.failure
    throw new AuthError('ERR_AUTH_TOKEN_INVALID', `${message} (reason=${reason})`, { reason })
  }
}

/** As above, with the ports of the platform. */
export const verifyToken: VerifyToken = /* @__PURE__ */ createTokenVerifier()

const TYPES_WITHOUT_INSTANCE = TOKEN_TYPES.filter((type) => !TOKEN_KINDS[type].isInstanceNeeded)

/** Without a publishable key nothing is known of cookies and pages, which no token in the hand needs. */
function toVerifierOptions(options: AuthOptions): AuthOptions {
  return options.publishableKey ? options : { ...options, acceptsToken: TYPES_WITHOUT_INSTANCE }
}

type Verdict = SessionVerdict | ReturnType<typeof fail<{ readonly reason: Reason; readonly message: string }>>

const FOREIGN = 'This is no session token.'
const UNREADABLE = 'The token cannot be read.'

/** As a token in a header, where a session is accepted, and others are as well. */
async function verify(instance: Instance, token: unknown, nowMs: number): Promise<Verdict> {
  const { peek, sessions } = instance
  const proof = firstOutcome(proofRules, {
    hasClock: Number.isFinite(nowMs),
    hasBearer: true,
    isSessionAccepted: true,
    isOneAccepted: false,
  })
  if (proof.kind === 'signed-out') return fail({ reason: proof.reason, message: 'The clock failed.' })
  const text = readString(token)
  const peeked = peek(text)
  const isReadable = peeked !== null
  const isMachineToken = chooseTokenType(text, peeked) !== 'session_token'
  const isForeign = isMachineToken || (peeked !== null && isForeignClass(peeked))
  const facts = { isSessionAccepted: true, isSessionOnly: false, isMachineToken, isReadable, isForeignClass: isForeign }
  const bearer = firstOutcome(bearerRules, facts)
  if (bearer.kind === 'signed-out') return fail({ reason: bearer.reason, message: isForeign ? FOREIGN : UNREADABLE })
  // The table sends unreadable tokens elsewhere; this only tells the compiler.
  if (peeked === null) return fail({ reason: NOBODY_REASON, message: UNREADABLE })
  const verdict = await begin(sessions.verify(peeked, nowMs))
  if (!verdict.ok) reportCause(instance, { token: peeked, failure: verdict.failure, nowMs })
  return verdict
}
