/**
 * Verification room. Session token → verified claims, or why not. Waits for keys and crypto, unless the token was verified before.
 *
 * A cached token saves the signature check and nothing else: time, parties, audience, issuer and the key's place in the live key set are
 * checked on every request.
 *
 * @see rulings.md D6, D7; protocol.md 4.2; performance.md (verified-token cache, single flight)
 */
import { fail, ok } from '../foundation/result.ts'
import { Later, type Soon } from '../foundation/soon.ts'
import {
  chooseSkewMs,
  findAudienceFault,
  findIssuerFault,
  findKindFault,
  findPartyFault,
  findSubjectFault,
  findTimeFault,
  findTypeFault,
} from './claims-fault.ts'
import { JWT_TYPE, type SessionClaims } from '../wire/claims.ts'
import { createFlights } from '../foundation/flights.ts'
import { findHeaderFault, isSessionCategory } from './header-fault.ts'
import { createTokenCache, toTail } from './token-cache.ts'
import { verifySignature } from './verify-signature.ts'
import type { PeekedToken } from '../credentials/peek-token.ts'
import type { Result } from '../foundation/result.ts'
import type { TokenPolicy } from '../settings/settings.ts'
import type { TokenFailure } from '../claims/token-failure.ts'
import type { HeaderRules } from './header-fault.ts'
import type { Keys } from './keys.ts'
import type { VerificationKey } from './verification-key.ts'
import type { Verified } from '../claims/verified.ts'

/** The claims; or the first failure, in the order of protocol.md 4.2 with the header's checks before any key. */
export type SessionVerdict = Result<Verified<SessionClaims>, TokenFailure>

export interface VerifyOptions {
  /** Clock difference that is forgiven, in milliseconds, 0 or more. Default, and in place of anything else: the policy's. */
  readonly skewMs?: number
}

export interface SessionVerifier {
  /** The token taken apart, if exactly this token was verified before and is still remembered; else null. Says nothing about now. */
  recall(token: string): PeekedToken | null
  /** The header that this text spells, if a token that was verified had it; else null. */
  readonly recallHeader: (headerPart: string) => PeekedToken['header'] | null
  /**
   * The verdict: at once where the token was verified before and its key may still be trusted, or where its header alone refuses it; else
   * later. A token is expired when `exp` is the skew or more ago, early when `nbf` or `iat` is more than the skew ahead. Never rejects.
   */
  verify(token: PeekedToken, nowMs: number, options?: VerifyOptions): Soon<SessionVerdict>
}

/** One signature check in the air. */
interface Check {
  readonly token: string
  readonly key: VerificationKey
  readonly failure: TokenFailure | null
}

/** How long one waits for the check of another request before checking oneself. */
const CHECK_WAIT_MS = 1_000

function findFault(
  claims: PeekedToken['claims'],
  policy: TokenPolicy,
  nowMs: number,
  skewMs: number,
): TokenFailure | null {
  return (
    findSubjectFault(claims) ??
    findKindFault(claims, false) ??
    findTypeFault(claims) ??
    findAudienceFault(claims, policy.audiences) ??
    findPartyFault(claims, policy.authorizedParties) ??
    findIssuerFault(claims, policy.issuers) ??
    findTimeFault(claims, nowMs, skewMs)
  )
}

/** @param limits `tokenCacheMaxEntries`: how many verified tokens are remembered; 0 remembers none. */
export function createSessionVerifier(
  policy: TokenPolicy,
  keys: Keys,
  limits: { readonly tokenCacheMaxEntries: number },
): SessionVerifier {
  const cache = createTokenCache(limits.tokenCacheMaxEntries)
  const checks = createFlights<Check>(CHECK_WAIT_MS)
  const headerRules: HeaderRules = {
    types: policy.sessionTokenTypes.length === 0 ? [JWT_TYPE] : policy.sessionTokenTypes,
    isTypeRequired: policy.sessionTokenTypes.length > 0,
    isCategory: isSessionCategory,
  }

  /** Judges claims whose signature is good. The only place that marks session claims as verified. */
  function judge({ claims }: PeekedToken, nowMs: number, options?: VerifyOptions): SessionVerdict {
    const fault = findFault(claims, policy, nowMs, chooseSkewMs(options?.skewMs, policy.clockSkewMs))
    return fault === null ? ok(claims as Verified<SessionClaims>) : fail(fault)
  }

  async function check(token: PeekedToken, key: VerificationKey): Promise<Check> {
    const failure = await verifySignature(token, key)
    if (failure === null) cache.store(token, key)
    return { token: token.token, key, failure }
  }

  /** One check for all requests that carry this token, or for another one that ends alike. */
  const checkOnce = (token: PeekedToken, key: VerificationKey): Promise<Check> =>
    checks.join(toTail(token.token), () => check(token, key))

  function verify(token: PeekedToken, nowMs: number, options?: VerifyOptions): Soon<SessionVerdict> {
    const known = cache.find(token.token)
    if (known !== null && keys.isCurrent(known.key, nowMs)) return judge(known.peeked, nowMs, options)
    const fault = findHeaderFault(token.header, headerRules)
    return fault === null ? new Later(() => verifyAnew(token, nowMs, options)) : fail(fault)
  }

  async function verifyAnew(token: PeekedToken, nowMs: number, options?: VerifyOptions): Promise<SessionVerdict> {
    const { kid, alg } = token.header
    const name = typeof alg === 'string' ? alg : ''
    const found = keys.find(kid, nowMs, name)
    const loaded = found instanceof Later ? await found.begin() : found
    if (!loaded.ok) return loaded
    const key = loaded.value
    // Keys that were too old a moment ago may have been confirmed meanwhile, and the token with them.
    if (cache.find(token.token)?.key === key) return judge(token, nowMs, options)
    const shared = await checkOnce(token, key)
    // Somebody else's verdict counts only for the same token and the same key.
    const isSame = shared.token === token.token && shared.key === key
    const { failure } = isSame ? shared : await check(token, key)
    return failure === null ? judge(token, nowMs, options) : fail(failure)
  }

  const recall = (token: string): PeekedToken | null => cache.find(token)?.peeked ?? null
  return { recall, recallHeader: cache.findHeader, verify }
}
