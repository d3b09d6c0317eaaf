/**
 * Backend-client room. Tokens of machines and of other people's APIs, as answers show them. Types only.
 *
 * Times are milliseconds since the Unix epoch.
 */
import type { Metadata } from './backend-objects.ts'

/** A token for somebody else's API. */
export interface OauthAccessToken {
  /** Which account of the person. */
  readonly externalAccountId: string
  /** Such as `oauth_google`. */
  readonly provider: string
  /** The token itself. Keep it out of logs. */
  readonly token: string
  /** What it allows there. Absent: the other side did not say. */
  readonly scopes?: readonly string[]
  /** The person's name for the account, or null. */
  readonly label: string | null
  /** Null or absent: it does not end. */
  readonly expiresAt?: number | null
  /** What is kept with the account. */
  readonly publicMetadata: Metadata
}

/** What machine tokens have in common. */
interface MachineToken {
  /** Not what is shown: `ak_…` or `mt_…` as the provider lists it. */
  readonly id: string
  /** Whose it is: `user_…`, `org_…` or `mch_…`. */
  readonly subject: string
  /** What it is for. */
  readonly scopes: readonly string[]
  /** The application's own facts, or null. */
  readonly claims: Metadata | null
  /** Whether somebody ended it. */
  readonly revoked: boolean
  /** Why, or null. */
  readonly revocationReason: string | null
  /** Whether its time is over. */
  readonly expired: boolean
  /** When it ends, or null. */
  readonly expiration: number | null
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number
  /** Milliseconds since the Unix epoch. */
  readonly updatedAt: number
}

/** An API key, as the provider lists it. */
export interface ApiKey extends MachineToken {
  /** As people read it. */
  readonly name: string
  /** What it is for, or null. */
  readonly description: string | null
  /** Id of the person who made it, or null. */
  readonly createdBy: string | null
  /** Milliseconds since the Unix epoch, or null. */
  readonly lastUsedAt: number | null
  /** Only in the answer to `create`. */
  readonly secret?: string
}

/** A token with which one machine talks to another, as the provider lists it. */
export interface M2MToken extends MachineToken {
  /** Only in the answer to `createToken`. */
  readonly token?: string
}
