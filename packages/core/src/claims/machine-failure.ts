/** Credentials room. Why a machine token was not accepted, whoever verified it. Types only. */
import type { MachineReason } from '../wire/reasons.ts'

export interface MachineFailure {
  readonly reason: MachineReason
  /** One sentence for people; holds no part of the token. */
  readonly message: string
  /** HTTP status of the provider's answer, or null when nobody was asked or nobody answered. */
  readonly status: number | null
}
