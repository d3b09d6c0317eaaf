/** What the emulator remembers. Plain records, safe to write as JSON; times in milliseconds since the Unix epoch unless the name says otherwise. */
import type { ActorToken, Invitation, SignInToken, WaitlistEntry } from './records/admission.ts'
import type {
  Client,
  ClientHandle,
  HandshakeNonce,
  RefreshToken,
  Session,
  SignInAttempt,
  SignUpAttempt,
} from './records/browser.ts'
import type { Image } from './records/image.ts'
import type {
  AccessIdentifier,
  InstanceConfig,
  InstanceFact,
  RedirectUrl,
  SatelliteDomain,
  SigningKeyRecord,
  TokenTemplate,
} from './records/instance.ts'
import type { ApiKey, M2MToken, Machine } from './records/machine.ts'
import type { OAuthApplication, OAuthAsk, OAuthCode, OAuthDevice, OAuthGrant, OAuthToken } from './records/oauth.ts'
import type {
  Membership,
  MembershipRequest,
  Organization,
  OrganizationDomain,
  OrganizationInvitation,
  OrganizationSuggestion,
  Permission,
  Role,
} from './records/organization.ts'
import type { Mail } from './records/mail.ts'
import type { Credentials, User } from './records/user.ts'
import type { WebhookEndpoint, WebhookMessage } from './records/webhook.ts'

export type * from './records/admission.ts'
export type * from './records/browser.ts'
export type * from './records/image.ts'
export type * from './records/instance.ts'
export type * from './records/json.ts'
export type * from './records/machine.ts'
export type * from './records/mail.ts'
export type * from './records/oauth.ts'
export type * from './records/organization.ts'
export type * from './records/user.ts'
export type * from './records/webhook.ts'
export { SESSION_TASKS } from './records/user.ts'

/** Every table and its record. A record is found by its `id`. */
export interface Tables {
  readonly users: User
  readonly credentials: Credentials
  readonly mails: Mail
  readonly images: Image
  readonly signInTokens: SignInToken
  readonly actorTokens: ActorToken
  readonly invitations: Invitation
  readonly waitlistEntries: WaitlistEntry
  readonly organizations: Organization
  readonly roles: Role
  readonly permissions: Permission
  readonly memberships: Membership
  readonly organizationInvitations: OrganizationInvitation
  readonly organizationDomains: OrganizationDomain
  readonly organizationSuggestions: OrganizationSuggestion
  readonly membershipRequests: MembershipRequest
  readonly clients: Client
  readonly clientHandles: ClientHandle
  readonly signIns: SignInAttempt
  readonly signUps: SignUpAttempt
  readonly sessions: Session
  readonly refreshTokens: RefreshToken
  readonly nonces: HandshakeNonce
  readonly machines: Machine
  readonly apiKeys: ApiKey
  readonly m2mTokens: M2MToken
  readonly oauthTokens: OAuthToken
  readonly oauthApplications: OAuthApplication
  readonly oauthGrants: OAuthGrant
  readonly oauthCodes: OAuthCode
  readonly oauthDevices: OAuthDevice
  readonly oauthAsks: OAuthAsk
  readonly templates: TokenTemplate
  readonly redirectUrls: RedirectUrl
  readonly satelliteDomains: SatelliteDomain
  readonly accessIdentifiers: AccessIdentifier
  readonly configs: InstanceConfig
  readonly signingKeys: SigningKeyRecord
  readonly facts: InstanceFact
  readonly webhookEndpoints: WebhookEndpoint
  readonly webhookMessages: WebhookMessage
}
export type TableName = keyof Tables
