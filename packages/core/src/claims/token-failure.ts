/** Claims room. Why a token was not accepted, whoever verified it. Pure. */
import type { NetworkFault } from '../foundation/to-network-fault.ts'
import { TOKEN_ROWS, type MachineReason, type TokenReason } from '../wire/reasons.ts'

/** A session or handshake token was not accepted. */
export interface TokenFailure {
  /** The first thing that was wrong. */
  readonly reason: TokenReason
  /** One sentence for people. Holds no part of the token and no key. */
  readonly message: string
  /** Which call failed and how. For the log alone: the address may be an inner one. */
  readonly fault?: NetworkFault
}

/** A machine token was not accepted. */
export interface MachineFailure {
  /** The first thing that was wrong. */
  readonly reason: MachineReason
  /** One sentence for people. Holds no part of the token. */
  readonly message: string
  /** HTTP status of the provider's answer, or null when nobody was asked or nobody answered. */
  readonly status: number | null
}

/** The failure of a reason that says everything by itself. */
export function toTokenFailure(reason: TokenReason): TokenFailure {
  return { reason, message: TOKEN_ROWS[reason].message }
}
