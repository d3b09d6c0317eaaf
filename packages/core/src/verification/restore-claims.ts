/**
 * Verification room. A token that came out of our own seal → its claims, marked as verified. Pure.
 *
 * The middleware verified the signature moments ago and sealed the token with an authenticated cipher; opening the seal is the proof.
 * The session's own time window is looked at again, because the seal may have been kept.
 *
 * @see rulings.md 3
 */
import type { PeekedToken } from '../credentials/peek-token.ts'
import type { SessionClaims } from '../wire/session-claims.ts'
import { findExpiryFault, findKindFault, findSubjectFault, findTypeFault } from './claims-fault.ts'
import type { Verified } from '../claims/verified.ts'

/**
 * The claims of a sealed token.
 *
 * @param token Must come from a seal that was opened, or from a header whose signature was checked. Nothing else.
 * @returns Null when it has run out, names nobody, or has a claim of the wrong type.
 */
export function restoreClaims(
  { claims }: PeekedToken,
  nowMs: number,
  clockSkewMs: number,
): Verified<SessionClaims> | null {
  const fault =
    findSubjectFault(claims) ??
    findKindFault(claims, false) ??
    findTypeFault(claims) ??
    findExpiryFault(claims, nowMs, clockSkewMs)
  // The brand: the seal vouches for the signature.
  return fault === null ? (claims as Verified<SessionClaims>) : null
}
