/** Claims room. Why a token was not accepted, whoever verified it. Types only. */
import type { NetworkFault } from '../foundation/to-network-fault.ts'
import type { MachineReason, TokenReason } from '../wire/reasons.ts'

/** A session or handshake token was not accepted. */
export interface TokenFailure {
  readonly reason: TokenReason
  /** One sentence for people. Holds no part of the token and no key. */
  readonly message: string
  /** Which call failed and how. For the log alone: the address may be an inner one. */
  readonly fault?: NetworkFault
}

/** A machine token was not accepted. */
export interface MachineFailure {
  readonly reason: MachineReason
  /** One sentence for people. Holds no part of the token. */
  readonly message: string
  /** HTTP status of the provider's answer, or null when nobody was asked or nobody answered. */
  readonly status: number | null
}
