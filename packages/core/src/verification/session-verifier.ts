/**
 * Verification room. Session token → verified claims, or why not. Waits for keys and crypto, unless the token was verified before.
 *
 * A cached token saves the signature check and nothing else: time, parties, audience, issuer and the key's place in the live key set are
 * checked on every request.
 *
 * @see rulings.md D6, D7; protocol.md 4.2; performance.md (verified-token cache, single flight)
 */
import type { TokenFailure, Verified } from '../claims/verified.ts'
import type { PeekedToken } from '../credentials/peek-token.ts'
import { createFlights } from '../foundation/flights.ts'
import { CHECK_WAIT_MS } from '../wire/limits.ts'
import { fail, ok, type Result } from '../foundation/result.ts'
import { firstOutcome } from '../foundation/rule.ts'
import { whenKnown, type Soon } from '../foundation/soon.ts'
import type { TokenPolicy } from '../settings/settings.ts'
import type { SessionClaims } from '../wire/claims.ts'
import { chooseSkewMs, sessionClaimRules } from './claim-rules.ts'
import { sessionHeaderRules } from './header-rules.ts'
import type { Keys } from './keys.ts'
import { createTokenCache, toTail } from './token-cache.ts'
import {
  verifySignature,
  verifySigned,
  type SignatureCheck,
  type SignatureVerifier,
  type TokenClass,
} from './verify-signature.ts'

/** The claims; or the first failure, in the order of protocol.md 4.2 with the header's checks before any key. */
export type SessionVerdict = Result<Verified<SessionClaims>, TokenFailure>

/** What one call may ask for. */
export interface VerifyOptions {
  /** Clock difference that is forgiven, in milliseconds, 0 or more. Default, and in place of anything else: the policy's. */
  readonly skewMs?: number
}

/** Verifies the session tokens of an instance, and remembers them. */
export interface SessionVerifier {
  /** The token taken apart, if exactly this token was verified before and is still remembered; else null. Says nothing about now. */
  find(token: string): PeekedToken | null
  /** The header that this text spells, if a token that was verified had it; else null. */
  readonly findHeader: (headerPart: string) => PeekedToken['header'] | null
  /**
   * The verdict: at once where the token was verified before and its key may still be trusted, or where its header alone refuses it; else
   * later. A token is expired when `exp` is the skew or more ago, early when `nbf` or `iat` is more than the skew ahead. Never rejects.
   */
  verify(token: PeekedToken, nowMs: number, options?: VerifyOptions): Soon<SessionVerdict>
}

/** @param limits `tokenCacheMaxEntries`: how many verified tokens are remembered; 0 remembers none. */
export function createSessionVerifier(
  policy: TokenPolicy,
  keys: Keys,
  limits: { readonly tokenCacheMaxEntries: number },
): SessionVerifier {
  const cache = createTokenCache(limits.tokenCacheMaxEntries)
  const verifyOnce = once(verifySignature)
  const sessions: TokenClass = { headerRules: sessionHeaderRules, types: policy.sessionTokenTypes }

  /** Judges claims whose signature is good. The only place that marks session claims as verified. */
  function judge(claims: PeekedToken['claims'], nowMs: number, options?: VerifyOptions): SessionVerdict {
    const skewMs = chooseSkewMs(options?.skewMs, policy.clockSkewMs)
    const fault = firstOutcome(sessionClaimRules, { claims, policy, nowMs, skewMs })
    return fault === null ? ok(claims as Verified<SessionClaims>) : fail(fault)
  }

  return {
    find: (token) => cache.find(token)?.peeked ?? null,
    findHeader: cache.findHeader,
    verify(token, nowMs, options) {
      // The short way of a token that a live key signed before. The whole way says the same, and costs twice as much.
      const known = cache.find(token.token)
      if (known !== null && keys.isCurrent(known.key, nowMs)) return judge(known.peeked.claims, nowMs, options)
      return whenKnown(verifySigned(token, sessions, keys, nowMs, verifyOnce), (signed) => {
        if (signed.failure !== null) return fail(signed.failure)
        cache.keep(token, signed.key)
        return judge(token.claims, nowMs, options)
      })
    },
  }
}

/** Asks once for all requests that carry this token at the same time, or another one that ends alike. */
function once(verify: SignatureVerifier): SignatureVerifier {
  const flights = createFlights<SignatureCheck>(CHECK_WAIT_MS)
  return (token, key) => {
    let own: Promise<SignatureCheck> | null = null
    const shared = flights.join(toTail(token.token), () => (own = verify(token, key)))
    if (shared === own) return shared
    // Somebody else's verdict counts only for the same token and the same key.
    return shared.then((check) => (check.token === token.token && check.key === key ? check : verify(token, key)))
  }
}
