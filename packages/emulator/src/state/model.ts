/** What the emulator remembers. Plain records, safe to write as JSON; times in milliseconds since the Unix epoch unless the name says otherwise. */
import type { PrivateJwk } from '../keys/fixed-keys.ts'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

/** What a person still has to do before a session counts. */
export type SessionTask = 'choose-organization' | 'reset-password' | 'setup-mfa'
/** Every task. */
export const SESSION_TASKS: readonly SessionTask[] = ['choose-organization', 'reset-password', 'setup-mfa']

export interface User {
  readonly id: string
  readonly email: string
  readonly username: string | null
  readonly firstName: string
  readonly lastName: string
  /** Sessions of this person begin as pending with this task. */
  readonly task: SessionTask | null
  /** Active organization of a fresh session; null means the personal account. */
  readonly defaultOrganizationId: string | null
  readonly features: readonly string[]
  readonly plans: readonly string[]
  readonly publicMetadata: JsonObject
  readonly createdAtMs: number
}
export interface Organization {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly features: readonly string[]
  readonly plans: readonly string[]
  readonly publicMetadata: JsonObject
  readonly createdAtMs: number
}
/** A role's key (`org:admin`) is its id. */
export interface Role {
  readonly id: string
  readonly permissions: readonly string[]
}
export interface Membership {
  readonly id: string
  readonly userId: string
  readonly organizationId: string
  readonly role: string
  /** In place of the role's permissions; null means those of the role. */
  readonly permissions: readonly string[] | null
  readonly createdAtMs: number
}
/** One browser. In development it is known by its development browser token, in production by the client cookie. */
export interface Client {
  readonly id: string
  readonly secret: string
  readonly devBrowser: string
  readonly sessionIds: readonly string[]
  /** Last sign-in, sign-out or switch, in seconds since the Unix epoch: what the client cookie of the application says. */
  readonly changedAtSec: number
  readonly createdAtMs: number
}
/** Finds a client by one of its secrets, which is the id. */
export interface ClientHandle {
  readonly id: string
  readonly clientId: string
}
export type SessionStatus = 'active' | 'pending' | 'ended' | 'revoked'
/** Facts of a token that differ from what the state says, on every token of the session. */
export interface SessionOverrides {
  readonly role?: string
  readonly permissions?: readonly string[]
  readonly features?: readonly string[]
  readonly plans?: readonly string[]
  readonly claims?: Readonly<Record<string, unknown>>
  readonly claimsVersion?: 1 | 2
  readonly factorAges?: readonly [number, number]
}
export interface Session {
  readonly id: string
  readonly userId: string
  readonly clientId: string
  readonly status: SessionStatus
  readonly task: SessionTask | null
  readonly organizationId: string | null
  readonly actor: { readonly sub: string } | null
  readonly firstFactorAtMs: number
  /** null: the person has no second factor. */
  readonly secondFactorAtMs: number | null
  readonly overrides: SessionOverrides
  readonly createdAtMs: number
  readonly expiresAtMs: number
}
export interface RefreshToken {
  readonly id: string
  readonly sessionId: string
  /** When a newer one took its place; it works a little longer, for requests that were under way. */
  readonly replacedAtMs: number | null
}
export interface HandshakeNonce {
  readonly id: string
  readonly directives: readonly string[]
  readonly expiresAtMs: number
}
export interface Machine {
  readonly id: string
  readonly name: string
  readonly secretKey: string
  /** Machines that may receive tokens of this one. */
  readonly scopes: readonly string[]
}
interface MachineTokenRecord {
  readonly id: string
  readonly subject: string
  readonly scopes: readonly string[]
  readonly claims: JsonObject | null
  readonly isRevoked: boolean
  readonly revocationReason: string | null
  readonly expiresAtMs: number | null
  readonly createdAtMs: number
  readonly updatedAtMs: number
}
export interface ApiKey extends MachineTokenRecord {
  readonly secret: string
  readonly name: string
  readonly description: string | null
  readonly createdBy: string | null
  readonly lastUsedAtMs: number | null
}
export interface M2MToken extends MachineTokenRecord {
  /** The opaque text, or the signed token. */
  readonly token: string
}
export interface OAuthToken extends MachineTokenRecord {
  readonly token: string
  readonly refreshToken: string | null
  readonly clientId: string
  readonly audiences: readonly string[]
}
export interface OAuthApplication {
  /** The client id. */
  readonly id: string
  readonly name: string
  /** null: a public client, which needs PKCE. */
  readonly clientSecret: string | null
  readonly redirectUris: readonly string[]
  readonly scopes: readonly string[]
  /** Access tokens are signed (`at+jwt`) instead of opaque. */
  readonly hasJwtTokens: boolean
}
export interface OAuthCode {
  readonly id: string
  readonly clientId: string
  readonly userId: string
  readonly redirectUri: string
  /** Whether the client named `redirectUri` when it asked: then it must name it again. @see RFC 6749 §4.1.3 */
  readonly hasRedirectUri: boolean
  readonly scopes: readonly string[]
  readonly challenge: string | null
  readonly nonce: string | null
  readonly expiresAtMs: number
}
/** Claims of a template token. A text `{{user.id}}` and its like is filled in. Its name is its id. */
export interface TokenTemplate {
  readonly id: string
  readonly claims: JsonObject
  readonly lifetimeSec: number
}
export interface SigningKeyRecord {
  readonly id: string
  readonly key: PrivateJwk
  readonly state: 'current' | 'published' | 'withdrawn'
}
/** Facts about the instance itself, one per id. */
export interface InstanceFact {
  readonly id: string
  readonly value: Json
}

/** Every table and its record. A record is found by its `id`. */
export interface Tables {
  readonly users: User
  readonly organizations: Organization
  readonly roles: Role
  readonly memberships: Membership
  readonly clients: Client
  readonly clientHandles: ClientHandle
  readonly sessions: Session
  readonly refreshTokens: RefreshToken
  readonly nonces: HandshakeNonce
  readonly machines: Machine
  readonly apiKeys: ApiKey
  readonly m2mTokens: M2MToken
  readonly oauthTokens: OAuthToken
  readonly oauthApplications: OAuthApplication
  readonly oauthCodes: OAuthCode
  readonly templates: TokenTemplate
  readonly signingKeys: SigningKeyRecord
  readonly facts: InstanceFact
}
export type TableName = keyof Tables
