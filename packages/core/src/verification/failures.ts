/** Verification room. Why a token was not accepted. Types only. */
import type { MachineReason, TokenReason } from '../wire/reasons.ts'

/** A session or handshake token was not accepted. */
export interface TokenFailure {
  readonly reason: TokenReason
  /** One sentence for people. Holds no part of the token and no key. */
  readonly message: string
}

/** A machine token was not accepted. */
export interface MachineFailure {
  readonly reason: MachineReason
  readonly message: string
  /** HTTP status of the provider's answer, or null when the provider was not asked. */
  readonly status: number | null
}
