/**
 * Backend-client room. The methods of the client, as the compiler sees them. Types only.
 *
 * Names and parameters are the vendor's. Each method makes one call, except where it says two.
 */
import type { Invitation, Metadata, PaginatedList, Session } from './backend-objects.ts'
import type { OrganizationsApi } from './organizations-api.ts'
import type { ApiKey, M2MToken } from './token-objects.ts'
import type { MoreParams, PageParams, UsersApi } from './users-api.ts'

/** Sessions of people. */
export interface SessionsApi {
  /** Lists sessions, a page at a time. */
  getSessionList(
    params?: PageParams & {
      /** Only those of this person. */
      readonly userId?: string
      /** Only those of this browser. */
      readonly clientId?: string
      /** Only those of this status, as `Session.status` has it. */
      readonly status?: string
    },
  ): Promise<PaginatedList<Session>>
  /** One session. Rejects when there is none. */
  getSession(sessionId: string): Promise<Session>
  /** Ends a session. Its last token holds until it runs out, at most a minute. */
  revokeSession(sessionId: string): Promise<Session>
  /** Asks the provider whether the token is that of the session. The middleware needs no such call. */
  verifySession(sessionId: string, token: string): Promise<Session>
  /** @param expiresInSeconds Counted from its making. */
  getToken(
    sessionId: string,
    template?: string,
    expiresInSeconds?: number,
  ): Promise<{
    /** The token. Keep it out of logs. */
    readonly jwt: string
  }>
}

/** Invitations to the application. */
export interface InvitationsApi {
  /** Lists invitations to the application, a page at a time. */
  getInvitationList(
    params?: PageParams & {
      /** Only those of this status, as `Invitation.status` has it. */
      readonly status?: string
    },
  ): Promise<PaginatedList<Invitation>>
  /** Invites somebody to the application. */
  createInvitation(
    params: MoreParams & {
      /** Where the invitation goes. */
      readonly emailAddress: string
    },
  ): Promise<Invitation>
  /** Takes an invitation back that was not accepted yet. */
  revokeInvitation(invitationId: string): Promise<Invitation>
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
