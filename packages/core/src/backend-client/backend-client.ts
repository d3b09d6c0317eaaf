/**
 * Backend-client room. The client, as the compiler sees it, and its methods for tokens of machines. Types only.
 *
 * Names and parameters are the vendor's. Each method makes one call, except where it says two.
 */
import type { OrganizationsApi } from './organizations-api.ts'
import type { Metadata, PaginatedList } from './user.ts'
import type { InvitationsApi, MoreParams, PageParams, SessionsApi, UsersApi } from './users-api.ts'

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

/** API keys of people and organizations. */
export interface ApiKeysApi {
  /** Lists keys of one subject, a page at a time, without their secrets. */
  list(
    params: PageParams & {
      /** Whose: `user_…` or `org_…`. */
      readonly subject: string
      /** Whether revoked and expired ones are listed too. Default false. */
      readonly includeInvalid?: boolean
    },
  ): Promise<PaginatedList<ApiKey>>
  /** The secret is in this answer and can be read again with `getSecret` only. */
  create(
    params: MoreParams & {
      /** As people read it. */
      readonly name: string
      /** Whose: `user_…` or `org_…`. */
      readonly subject: string
      /** What it is for, in the application's own words. Default none. */
      readonly scopes?: readonly string[]
      /** The application's own facts, shown with the key. Default none. */
      readonly claims?: Metadata | null
      /** How long it lives, in seconds. Null or absent: it does not end. */
      readonly secondsUntilExpiration?: number | null
    },
  ): Promise<ApiKey>
  /** One key, without its secret. Rejects when there is none. */
  get(apiKeyId: string): Promise<ApiKey>
  /** The secret of a key. */
  getSecret(apiKeyId: string): Promise<{
    /** What a program shows. Keep it out of logs. */
    readonly secret: string
  }>
  /** Ends a key for good. */
  revoke(params: {
    /** Which key. */
    readonly apiKeyId: string
    /** Why, for the records of the provider. */
    readonly revocationReason?: string | null
  }): Promise<ApiKey>
  /** Rejects when it is not good. */
  verify(secret: string): Promise<ApiKey>
}

/** As which machine. */
interface MachineKeyParams {
  /** The machine's secret key. Absent: that of the client's options, else the secret key. */
  readonly machineSecretKey?: string
}

/** Tokens with which machines talk to each other. */
export interface M2MApi {
  /** Lists tokens of one machine, a page at a time, without what they are shown as. */
  list(
    params: PageParams &
      MachineKeyParams & {
        /** Whose: `mch_…`. */
        readonly subject: string
      },
  ): Promise<PaginatedList<M2MToken>>
  /** Makes a token. What is shown is in this answer only. */
  createToken(
    params?: MachineKeyParams & {
      /** The application's own facts, shown with the token. Default none. */
      readonly claims?: Metadata | null
      /** How long it lives, in seconds. Null or absent: as the provider has it. */
      readonly secondsUntilExpiration?: number | null
      /** Whether the provider is asked about it, or whoever holds its keys can verify it. Default `opaque`. */
      readonly tokenFormat?: 'opaque' | 'jwt'
    },
  ): Promise<M2MToken>
  /** Ends a token for good. A JWT holds until it runs out, where nobody asks the provider. */
  revokeToken(
    params: MachineKeyParams & {
      /** Which token: its id, not what is shown. */
      readonly m2mTokenId: string
      /** Why, for the records of the provider. */
      readonly revocationReason?: string | null
    },
  ): Promise<M2MToken>
  /** Opaque tokens. A JWT is verified by the middleware, or by `verifyToken`. */
  verify(
    params: MachineKeyParams & {
      /** As a program showed it. */
      readonly token: string
    },
  ): Promise<M2MToken>
}

/** What applications do with the Backend API beside a middleware. */
export interface BackendClient {
  /** People. */
  readonly users: UsersApi
  /** Organizations, their members and invitations. */
  readonly organizations: OrganizationsApi
  /** Sessions. */
  readonly sessions: SessionsApi
  /** Invitations to the application. */
  readonly invitations: InvitationsApi
  /** API keys. */
  readonly apiKeys: ApiKeysApi
  /** Tokens of machines. */
  readonly m2m: M2MApi
}
