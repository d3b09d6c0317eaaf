/**
 * Backend-client room. The methods for people, their sessions and invitations, as the compiler sees them, and the parameters that all methods share. Types only.
 *
 * Names and parameters are the vendor's. Each method makes one call, except where it says two.
 */
import type { Invitation, OrganizationInvitation, OrganizationMembership } from './organization.ts'
import type { DeletedObject, Metadata, OauthAccessToken, PaginatedList, Session, User } from './user.ts'

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
  /** Ids of people. */
  readonly userId?: readonly string[]
  /** Whole addresses. */
  readonly emailAddress?: readonly string[]
  /** The application's own ids. */
  readonly externalId?: readonly string[]
  /** Members of these organizations. */
  readonly organizationId?: readonly string[]
  /** Part of a name, an address, an id. */
  readonly query?: string
  /** Such as `-created_at`. */
  readonly orderBy?: string
}

/** Absent members stay as they are. */
export interface MetadataParams {
  /** Read by browsers, written by servers. */
  readonly publicMetadata?: Metadata
  /** Read and written by servers. */
  readonly privateMetadata?: Metadata
}

/** Metadata of a person. Absent members stay as they are. */
export interface UserMetadataParams extends MetadataParams {
  /** Read and written by the person's own browser: never believe it. */
  readonly unsafeMetadata?: Metadata
}

/** Which person. */
export interface UserIdParams {
  /** Such as `user_…`. */
  readonly userId: string
}

/** People of the instance. */
export interface UsersApi {
  /** Two calls: the list, and how many there are. */
  getUserList(params?: UserListParams): Promise<PaginatedList<User>>
  /** How many people the same list would have in all. */
  getCount(params?: UserListParams): Promise<number>
  /** One person. Rejects when there is none. */
  getUser(userId: string): Promise<User>
  /** Makes a person. */
  createUser(params: MoreParams & UserMetadataParams): Promise<User>
  /** Metadata is replaced, by a call of its own; `updateUserMetadata` merges. */
  updateUser(userId: string, params?: MoreParams & UserMetadataParams): Promise<User>
  /** Merged into what is there; null removes a key. */
  updateUserMetadata(userId: string, params: UserMetadataParams): Promise<User>
  /** Takes the place of what is there, for each member that is given. */
  replaceUserMetadata(userId: string, params: UserMetadataParams): Promise<User>
  /** Removes a person for good. */
  deleteUser(userId: string): Promise<DeletedObject>
  /** Ends the person's sessions, and lets them sign in no more. */
  banUser(userId: string): Promise<User>
  /** Lets a banned person sign in again. */
  unbanUser(userId: string): Promise<User>
  /** Lets the person not sign in for a while, as after too many wrong passwords. */
  lockUser(userId: string): Promise<User>
  /** Ends that while. */
  unlockUser(userId: string): Promise<User>
  /** Rejects when it is wrong. */
  verifyPassword(
    params: UserIdParams & {
      /** As the person typed it. Keep it out of logs. */
      readonly password: string
    },
  ): Promise<{
    /** Always true: a wrong password rejects. */
    readonly verified: true
  }>
  /** Removes every second factor of a person: authenticator, backup codes, telephone. */
  disableUserMFA(userId: string): Promise<{
    /** Whose factors were removed. */
    readonly userId: string
  }>
  /** @param provider Such as `google`. */
  getUserOauthAccessToken(userId: string, provider: string): Promise<PaginatedList<OauthAccessToken>>
  /** Organizations that a person belongs to, a page at a time. */
  getOrganizationMembershipList(params: UserIdParams & PageParams): Promise<PaginatedList<OrganizationMembership>>
  /** Organizations that a person is invited to, a page at a time. */
  getOrganizationInvitationList(params: UserIdParams & PageParams): Promise<PaginatedList<OrganizationInvitation>>
}

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
