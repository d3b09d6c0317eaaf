/**
 * Backend-client room. Tokens of machines and of other people's APIs, as answers show them. Types only.
 *
 * Times are milliseconds since the Unix epoch.
 */
import type { Metadata } from './backend-objects.ts'

/** A token for somebody else's API. */
export interface OauthAccessToken {
  readonly externalAccountId: string
  readonly provider: string
  /** The token itself. Keep it out of logs. */
  readonly token: string
  readonly scopes?: readonly string[]
  readonly label: string | null
  /** Null or absent: it does not end. */
  readonly expiresAt?: number | null
  readonly publicMetadata: Metadata
}

/** What machine tokens have in common. */
interface MachineToken {
  readonly id: string
  /** Whose it is: `user_…`, `org_…` or `mch_…`. */
  readonly subject: string
  readonly scopes: readonly string[]
  readonly claims: Metadata | null
  readonly revoked: boolean
  readonly revocationReason: string | null
  readonly expired: boolean
  /** When it ends, or null. */
  readonly expiration: number | null
  readonly createdAt: number
  readonly updatedAt: number
}

export interface ApiKey extends MachineToken {
  readonly name: string
  readonly description: string | null
  readonly createdBy: string | null
  readonly lastUsedAt: number | null
  /** Only in the answer to `create`. */
  readonly secret?: string
}

export interface M2MToken extends MachineToken {
  /** Only in the answer to `createToken`. */
  readonly token?: string
}
