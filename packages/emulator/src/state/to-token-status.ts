/** Whether a machine token is good at a moment, and if not, why. */

/** What decides it. */
export interface Life {
  readonly isRevoked: boolean
  /** Milliseconds since the Unix epoch; null: it does not end. */
  readonly expiresAtMs: number | null
}

/** A token that was revoked stays revoked, also after it would have expired. */
export function toTokenStatus({ isRevoked, expiresAtMs }: Life, nowMs: number): 'active' | 'revoked' | 'expired' {
  if (isRevoked) return 'revoked'
  return expiresAtMs !== null && expiresAtMs <= nowMs ? 'expired' : 'active'
}
