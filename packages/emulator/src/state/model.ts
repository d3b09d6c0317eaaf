/**
 * What the emulator remembers. Plain records, safe to write as JSON; times in milliseconds since the Unix epoch unless the name says otherwise.
 *
 * Longer than 200 lines: one record for each table, with a line for each field.
 */
import type { PrivateJwk } from '../keys/fixed-keys.ts'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

/** What a person still has to do before a session counts. */
export type SessionTask = 'choose-organization' | 'reset-password' | 'setup-mfa'
/** Every task. */
export const SESSION_TASKS: readonly SessionTask[] = ['choose-organization', 'reset-password', 'setup-mfa']

/** A person who can sign in. */
export interface User {
  /** `user_…`. */
  readonly id: string
  /** The one e-mail address. Signs the person in, in any case of letters. */
  readonly email: string
  /** Signs the person in too; null when there is none. */
  readonly username: string | null
  /** Empty when nobody said. */
  readonly firstName: string
  /** Empty when nobody said. */
  readonly lastName: string
  /** Sessions of this person begin as pending with this task. */
  readonly task: SessionTask | null
  /** Active organization of a fresh session; null means the personal account. */
  readonly defaultOrganizationId: string | null
  /** The person's own features, which claims mark with `u:`. */
  readonly features: readonly string[]
  /** The person's own plans, which claims mark with `u:`. */
  readonly plans: readonly string[]
  /** Shown by the Backend API, and filled into templates. */
  readonly publicMetadata: JsonObject
  /** Milliseconds since the Unix epoch. People of a seed: when it was planted. */
  readonly createdAtMs: number
}
/** An organization of the seed. */
export interface Organization {
  /** `org_…`. */
  readonly id: string
  /** Its name in URLs. */
  readonly slug: string
  /** Its name for people. */
  readonly name: string
  /** What its members can use; claims mark them with `o:`. */
  readonly features: readonly string[]
  /** What it pays for; claims mark them with `o:`. */
  readonly plans: readonly string[]
  /** Shown by the Backend API. */
  readonly publicMetadata: JsonObject
  /** When the seed was planted, in milliseconds since the Unix epoch. */
  readonly createdAtMs: number
}
/** Who acts as somebody else. */
export interface Actor {
  /** Id of whoever acts. */
  readonly sub: string
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
  /** In place of the role of the membership. A key such as `org:admin`. */
  readonly role?: string
  /** In place of the permissions of the role. */
  readonly permissions?: readonly string[]
  /** In place of the features of the organization. */
  readonly features?: readonly string[]
  /** In place of the plans of the organization. */
  readonly plans?: readonly string[]
  /** Merged over all other claims. */
  readonly claims?: Readonly<Record<string, unknown>>
  /** In place of the option `claimsVersion`. */
  readonly claimsVersion?: 1 | 2
  /** Minutes since each factor, -1 for one that was never set up. */
  readonly factorAges?: readonly [number, number]
}
/** One sign-in of one person in one browser. */
export interface Session {
  /** `sess_…`: what the claim `sid` says. */
  readonly id: string
  /** `user_…`: what the claim `sub` says. */
  readonly userId: string
  /** `client_…`: the browser. */
  readonly clientId: string
  /** `pending` while a task is open, `ended` by its person, `revoked` by somebody else. A session that is too old keeps its word. */
  readonly status: SessionStatus
  /** What is still to be done; null for a session that is not pending. */
  readonly task: SessionTask | null
  /** `org_…`: the active organization, or null for the personal account. */
  readonly organizationId: string | null
  /** Who acts as this person, or null. */
  readonly actor: Actor | null
  /** When the first factor was given, in milliseconds since the Unix epoch. */
  readonly firstFactorAtMs: number
  /** null: the person has no second factor. */
  readonly secondFactorAtMs: number | null
  /** Facts of its tokens that differ from what the state says. */
  readonly overrides: SessionOverrides
  /** When it began, in milliseconds since the Unix epoch. */
  readonly createdAtMs: number
  /** When it ends by itself, in milliseconds since the Unix epoch: seven days after it began. */
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
/** A machine that makes and receives M2M tokens. */
export interface Machine {
  /** `mch_…`. */
  readonly id: string
  /** Its name in the seed. */
  readonly name: string
  /** Its own bearer of the Backend API, `ak_…`. */
  readonly secretKey: string
  /** Machines that may receive tokens of this one. */
  readonly scopes: readonly string[]
}
/** What API keys, M2M tokens and OAuth tokens have in common. */
interface MachineTokenRecord {
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
/** An access token of an OAuth client. */
export interface OAuthToken extends MachineTokenRecord {
  /** The opaque text `oat_…`, or the signed token. */
  readonly token: string
  /** `ort_…`: gives the next token, once. null: there is none, or it was used. */
  readonly refreshToken: string | null
  /** The client that acts. */
  readonly clientId: string
  /** For whom it is; empty when it names nobody. */
  readonly audiences: readonly string[]
}
/** An OAuth client. */
export interface OAuthApplication {
  /** The client id. */
  readonly id: string
  /** What the consent page calls it. */
  readonly name: string
  /** null: a public client, which needs PKCE. */
  readonly clientSecret: string | null
  /** Where its people may be sent back to. On loopback addresses the port does not count. */
  readonly redirectUris: readonly string[]
  /** What it may ask for; `offline_access` besides. */
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
