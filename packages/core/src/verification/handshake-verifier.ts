/**
 * Verification room. Handshake token → the cookies it carries, verified, or why not. Waits for keys and crypto.
 *
 * Of its claims only `exp` is looked at. What the cookies may be called is judged where they are set.
 *
 * @see rulings.md D9; protocol.md 6.3; threats.md 41
 */
import { readStrings } from '../foundation/is-record.ts'
import type { TokenFailure, Verified } from '../claims/verified.ts'
import { peekToken, type PeekedToken } from '../credentials/peek-token.ts'
import { fail, ok, type Result } from '../foundation/result.ts'
import { firstOutcome } from '../foundation/rule.ts'
import { whenKnown, type Soon } from '../foundation/soon.ts'
import type { TokenPolicy } from '../settings/settings.ts'
import { chooseSkewMs, handshakeClaimRules } from './claim-rules.ts'
import { sessionHeaderRules } from './header-rules.ts'
import type { Keys } from './keys.ts'
import { verifySigned, type TokenClass } from './verify-signature.ts'
import type { VerifyOptions } from './session-verifier.ts'

/** The cookies that a handshake sets; or the first thing that is wrong. */
export type HandshakeVerdict = Result<Verified<{ readonly handshake: readonly string[] }>, TokenFailure>

/** Verifies the handshake tokens of an instance. Remembers none. */
export interface HandshakeVerifier {
  /**
   * The verdict about a compact JWS. `handshake` is the list of `Set-Cookie` values, verbatim; empty where the claim is no list. A token
   * without the claim is none of ours; one without `exp` does not end. Never rejects.
   */
  verify(token: string, nowMs: number, options?: VerifyOptions): Soon<HandshakeVerdict>
}

const UNREADABLE: TokenFailure = { reason: 'token-invalid', message: 'The handshake token is malformed.' }
const HANDSHAKES: TokenClass = { headerRules: sessionHeaderRules, types: [] }

/** @param policy Of it the clock skew counts alone. */
export function createHandshakeVerifier(policy: TokenPolicy, keys: Keys): HandshakeVerifier {
  function judge({ claims }: PeekedToken, nowMs: number, options?: VerifyOptions): HandshakeVerdict {
    const skewMs = chooseSkewMs(options?.skewMs, policy.clockSkewMs)
    const fault = firstOutcome(handshakeClaimRules, { claims, nowMs, skewMs })
    if (fault !== null) return fail(fault)
    return ok({ handshake: readStrings(claims['handshake']) } as Verified<{ readonly handshake: readonly string[] }>)
  }

  return {
    verify(token, nowMs, options) {
      const peeked = peekToken(token)
      if (peeked === null) return fail(UNREADABLE)
      return whenKnown(verifySigned(peeked, HANDSHAKES, keys, nowMs), ({ failure }) =>
        failure === null ? judge(peeked, nowMs, options) : fail(failure),
      )
    },
  }
}
