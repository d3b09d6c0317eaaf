/**
 * Backend-client room. The methods of the client, as the compiler sees them. Types only.
 *
 * Names and parameters are the vendor's. Each method makes one call, except where it says two.
 */
import type {
  DeletedObject,
  Invitation,
  Metadata,
  Organization,
  OrganizationInvitation,
  OrganizationMembership,
  PaginatedList,
  Session,
  User,
} from './backend-objects.ts'
import type { ApiKey, M2MToken, OauthAccessToken } from './token-objects.ts'

/** Further parameters of the vendor's API, sent under their names in snake_case. */
export type MoreParams = Readonly<Record<string, unknown>>

/** Which part of a list. */
export interface PageParams extends MoreParams {
  /** At most how many, 1 to 500. Default 10. */
  readonly limit?: number
  /** How many to leave out before. Default 0. */
  readonly offset?: number
}

/** Whom to list. Several values of one name mean any of them. */
export interface UserListParams extends PageParams {
  readonly userId?: readonly string[]
  readonly emailAddress?: readonly string[]
  readonly externalId?: readonly string[]
  readonly organizationId?: readonly string[]
  /** Part of a name, an address, an id. */
  readonly query?: string
  /** Such as `-created_at`. */
  readonly orderBy?: string
}

/** Absent members stay as they are. */
export interface MetadataParams {
  readonly publicMetadata?: Metadata
  readonly privateMetadata?: Metadata
}

export interface UserMetadataParams extends MetadataParams {
  readonly unsafeMetadata?: Metadata
}

type UserIdParams = { readonly userId: string }
type OrganizationIdParams = { readonly organizationId: string }

export interface UsersApi {
  /** Two calls: the list, and how many there are. */
  getUserList(params?: UserListParams): Promise<PaginatedList<User>>
  getCount(params?: UserListParams): Promise<number>
  getUser(userId: string): Promise<User>
  createUser(params: MoreParams & UserMetadataParams): Promise<User>
  /** Metadata is replaced, by a call of its own; `updateUserMetadata` merges. */
  updateUser(userId: string, params?: MoreParams & UserMetadataParams): Promise<User>
  /** Merged into what is there; null removes a key. */
  updateUserMetadata(userId: string, params: UserMetadataParams): Promise<User>
  replaceUserMetadata(userId: string, params: UserMetadataParams): Promise<User>
  deleteUser(userId: string): Promise<DeletedObject>
  banUser(userId: string): Promise<User>
  unbanUser(userId: string): Promise<User>
  lockUser(userId: string): Promise<User>
  unlockUser(userId: string): Promise<User>
  /** Rejects when it is wrong. */
  verifyPassword(params: UserIdParams & { readonly password: string }): Promise<{ readonly verified: true }>
  disableUserMFA(userId: string): Promise<{ readonly userId: string }>
  /** @param provider Such as `google`. */
  getUserOauthAccessToken(userId: string, provider: string): Promise<PaginatedList<OauthAccessToken>>
  getOrganizationMembershipList(params: UserIdParams & PageParams): Promise<PaginatedList<OrganizationMembership>>
  getOrganizationInvitationList(params: UserIdParams & PageParams): Promise<PaginatedList<OrganizationInvitation>>
}

export interface OrganizationsApi {
  getOrganizationList(params?: PageParams & { readonly query?: string }): Promise<PaginatedList<Organization>>
  getOrganization(
    params: (OrganizationIdParams | { readonly slug: string }) & { readonly includeMembersCount?: boolean },
  ): Promise<Organization>
  createOrganization(
    params: MoreParams &
      MetadataParams & { readonly name: string; readonly slug?: string; readonly createdBy?: string },
  ): Promise<Organization>
  /** Metadata is replaced, by a call of its own; `updateOrganizationMetadata` merges. */
  updateOrganization(organizationId: string, params: MoreParams & MetadataParams): Promise<Organization>
  updateOrganizationMetadata(organizationId: string, params: MetadataParams): Promise<Organization>
  replaceOrganizationMetadata(organizationId: string, params: MetadataParams): Promise<Organization>
  deleteOrganization(organizationId: string): Promise<DeletedObject>
  getOrganizationMembershipList(
    params: OrganizationIdParams & PageParams,
  ): Promise<PaginatedList<OrganizationMembership>>
  createOrganizationMembership(
    params: OrganizationIdParams & UserIdParams & { readonly role: string },
  ): Promise<OrganizationMembership>
  updateOrganizationMembership(
    params: OrganizationIdParams & UserIdParams & { readonly role: string },
  ): Promise<OrganizationMembership>
  updateOrganizationMembershipMetadata(
    params: OrganizationIdParams & UserIdParams & MetadataParams,
  ): Promise<OrganizationMembership>
  deleteOrganizationMembership(params: OrganizationIdParams & UserIdParams): Promise<OrganizationMembership>
  getOrganizationInvitationList(
    params: OrganizationIdParams & PageParams & { readonly status?: readonly string[] },
  ): Promise<PaginatedList<OrganizationInvitation>>
  getOrganizationInvitation(
    params: OrganizationIdParams & { readonly invitationId: string },
  ): Promise<OrganizationInvitation>
  createOrganizationInvitation(
    params: MoreParams &
      MetadataParams &
      OrganizationIdParams & { readonly emailAddress: string; readonly role: string },
  ): Promise<OrganizationInvitation>
  revokeOrganizationInvitation(
    params: OrganizationIdParams & { readonly invitationId: string; readonly requestingUserId?: string },
  ): Promise<OrganizationInvitation>
}

export interface SessionsApi {
  getSessionList(
    params?: PageParams & { readonly userId?: string; readonly clientId?: string; readonly status?: string },
  ): Promise<PaginatedList<Session>>
  getSession(sessionId: string): Promise<Session>
  revokeSession(sessionId: string): Promise<Session>
  verifySession(sessionId: string, token: string): Promise<Session>
  /** @param expiresInSeconds Counted from its making. */
  getToken(sessionId: string, template?: string, expiresInSeconds?: number): Promise<{ readonly jwt: string }>
}

export interface InvitationsApi {
  getInvitationList(params?: PageParams & { readonly status?: string }): Promise<PaginatedList<Invitation>>
  createInvitation(params: MoreParams & { readonly emailAddress: string }): Promise<Invitation>
  revokeInvitation(invitationId: string): Promise<Invitation>
}

export interface ApiKeysApi {
  list(
    params: PageParams & { readonly subject: string; readonly includeInvalid?: boolean },
  ): Promise<PaginatedList<ApiKey>>
  /** The secret is in this answer and can be read again with `getSecret` only. */
  create(
    params: MoreParams & {
      readonly name: string
      readonly subject: string
      readonly scopes?: readonly string[]
      readonly claims?: Metadata | null
      readonly secondsUntilExpiration?: number | null
    },
  ): Promise<ApiKey>
  get(apiKeyId: string): Promise<ApiKey>
  getSecret(apiKeyId: string): Promise<{ readonly secret: string }>
  revoke(params: { readonly apiKeyId: string; readonly revocationReason?: string | null }): Promise<ApiKey>
  /** Rejects when it is not good. */
  verify(secret: string): Promise<ApiKey>
}

type MachineKeyParams = { readonly machineSecretKey?: string }

export interface M2MApi {
  list(params: PageParams & MachineKeyParams & { readonly subject: string }): Promise<PaginatedList<M2MToken>>
  createToken(
    params?: MachineKeyParams & {
      readonly claims?: Metadata | null
      readonly secondsUntilExpiration?: number | null
      readonly tokenFormat?: 'opaque' | 'jwt'
    },
  ): Promise<M2MToken>
  revokeToken(
    params: MachineKeyParams & { readonly m2mTokenId: string; readonly revocationReason?: string | null },
  ): Promise<M2MToken>
  /** Opaque tokens. A JWT is verified by the middleware, or by `verifyToken`. */
  verify(params: MachineKeyParams & { readonly token: string }): Promise<M2MToken>
}

/** What applications do with the Backend API beside a middleware. */
export interface BackendClient {
  readonly users: UsersApi
  readonly organizations: OrganizationsApi
  readonly sessions: SessionsApi
  readonly invitations: InvitationsApi
  readonly apiKeys: ApiKeysApi
  readonly m2m: M2MApi
}
