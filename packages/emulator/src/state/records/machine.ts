/** Machines, and the keys and tokens that speak for people, organizations and machines. */
import type { JsonObject } from './json.ts'

/** A bearer that was rotated away. */
export interface PreviousKey {
  /** As `Machine.secretKey`. */
  readonly secretKey: string
  /** When it stops working, in milliseconds since the Unix epoch. */
  readonly expiresAtMs: number
}
/** A machine that makes and receives M2M tokens. */
export interface Machine {
  /** `mch_…`. */
  readonly id: string
  /** What people call it. */
  readonly name: string
  /** Its own bearer of the Backend API, `ak_…`. */
  readonly secretKey: string
  /** The bearer before the last rotation, while it still works; null: there is none. */
  readonly previousKey: PreviousKey | null
  /** Machines that may receive tokens of this one. */
  readonly scopes: readonly string[]
  /** Life of its tokens where nobody says otherwise, in seconds. */
  readonly defaultTokenTtlSec: number
  /** Milliseconds since the Unix epoch. Of a seed: when it was planted. */
  readonly createdAtMs: number
  /** Last change, in milliseconds since the Unix epoch. */
  readonly updatedAtMs: number
}
/** What API keys, M2M tokens and OAuth tokens have in common. */
export interface MachineTokenRecord {
  /** `ak_…`, `mt_…` or `oat_…`. Not the secret. */
  readonly id: string
  /** For whom it speaks: a person or an organization; for an M2M token the machine that made it. */
  readonly subject: string
  /** What it may do; for an M2M token the ids of the machines that may receive it. */
  readonly scopes: readonly string[]
  /** Facts besides, or null. */
  readonly claims: JsonObject | null
  /** Whether somebody ended it. */
  readonly isRevoked: boolean
  /** Why it was ended, if somebody said so. */
  readonly revocationReason: string | null
  /** When it ends by itself, in milliseconds since the Unix epoch; null when it does not. */
  readonly expiresAtMs: number | null
  /** Milliseconds since the Unix epoch. */
  readonly createdAtMs: number
  /** Last change, in milliseconds since the Unix epoch. */
  readonly updatedAtMs: number
}
/** An API key of a person or an organization. */
export interface ApiKey extends MachineTokenRecord {
  /** The key itself, `ak_…`. */
  readonly secret: string
  /** What its owner reads. */
  readonly name: string
  /** A note about it, or null. */
  readonly description: string | null
  /** `user_…` of who made it; null when nobody in particular did. */
  readonly createdBy: string | null
  /** Last verification, in milliseconds since the Unix epoch; null before the first. */
  readonly lastUsedAtMs: number | null
}
/** A token from one machine to others. */
export interface M2MToken extends MachineTokenRecord {
  /** The opaque text, or the signed token. */
  readonly token: string
}
