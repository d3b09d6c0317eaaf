/** How far a proof has come, as the API shows it. The code stays here. */
import type { Verification } from '../state/model.ts'
import type { ApiObject } from './api-object.ts'

/** @param nowMs Milliseconds since the Unix epoch. A proof that nobody finished in time has expired. */
export function toVerificationObject(verification: Verification | null, nowMs: number): ApiObject | null {
  if (verification === null) return null
  const { status, strategy, attempts, expiresAtMs } = verification
  const isLate = status === 'unverified' && expiresAtMs !== null && expiresAtMs <= nowMs
  return {
    object: `verification_${strategy}`,
    status: isLate ? 'expired' : status,
    strategy,
    attempts,
    expire_at: expiresAtMs,
    verified_at_client: null,
    error: null,
  }
}
