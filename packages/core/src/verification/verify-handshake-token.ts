/**
 * Verification room. Handshake token → the cookies it carries, verified, or why not. Waits for keys and crypto.
 *
 * Of its claims only `exp` is looked at. What the cookies may be called is judged where they are set.
 *
 * @see rulings.md D9; protocol.md 6.3; threats.md 41
 */
import { peekToken, type PeekedToken } from '../credentials/peek-token.ts'
import { fail, ok } from '../foundation/result.ts'
import { whenKnown, type Soon } from '../foundation/soon.ts'
import { JWT_TYPE } from '../wire/claims.ts'
import { chooseSkewMs, findExpiryFault } from './claims-fault.ts'
import { findHeaderFault, isSessionCategory } from './header-fault.ts'
import { verifyWithSource } from './verify-with-source.ts'
import type { Result } from '../foundation/result.ts'
import type { TokenPolicy } from '../settings/settings.ts'
import type { TokenFailure } from '../claims/token-failure.ts'
import type { HeaderRules } from './header-fault.ts'
import type { Keys } from './keys.ts'
import type { Verified } from '../claims/verified.ts'
import type { VerifyOptions } from './verify-session-token.ts'

export type HandshakeVerdict = Result<Verified<{ readonly handshake: readonly string[] }>, TokenFailure>

export interface HandshakeVerifier {
  /**
   * The verdict about a compact JWS. `handshake` is the list of `Set-Cookie` values, verbatim; empty where the claim is no list. A token
   * without the claim is none of ours; one without `exp` does not end. Never rejects.
   */
  verify(token: string, nowMs: number, options?: VerifyOptions): Soon<HandshakeVerdict>
}

const UNREADABLE: TokenFailure = { reason: 'token-invalid', message: 'The handshake token is malformed.' }
// A template's author could write a handshake claim; accepting one would let that author set cookies.
const HEADER_RULES: HeaderRules = { types: [JWT_TYPE], isTypeRequired: false, isCategory: isSessionCategory }

const NO_HANDSHAKE: TokenFailure = { reason: 'token-invalid', message: 'The token carries no handshake.' }

function readDirectives(claim: unknown): readonly string[] {
  return Array.isArray(claim) ? claim.filter((directive) => typeof directive === 'string') : []
}

export function createHandshakeVerifier(policy: TokenPolicy, keys: Keys): HandshakeVerifier {
  function judge({ claims }: PeekedToken, nowMs: number, options?: VerifyOptions): HandshakeVerdict {
    // A session token is signed with the same key and is of the same category. In the place of a handshake it would sign people out.
    if (claims['handshake'] === undefined) return fail(NO_HANDSHAKE)
    const skewMs = chooseSkewMs(options?.skewMs, policy.clockSkewMs)
    const fault = claims['exp'] === undefined ? null : findExpiryFault(claims, nowMs, skewMs)
    if (fault !== null) return fail(fault)
    return ok({ handshake: readDirectives(claims['handshake']) } as Verified<{ readonly handshake: readonly string[] }>)
  }

  return {
    verify(token, nowMs, options) {
      const peeked = peekToken(token)
      if (peeked === null) return fail(UNREADABLE)
      const fault = findHeaderFault(peeked.header, HEADER_RULES)
      if (fault !== null) return fail(fault)
      return whenKnown(verifyWithSource(peeked, keys, nowMs), (failure) =>
        failure === null ? judge(peeked, nowMs, options) : fail(failure),
      )
    },
  }
}
