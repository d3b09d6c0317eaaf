/**
 * Session room. The shapes of everything `auth()` can return. Types only.
 *
 * `tokenType` and `isAuthenticated` narrow together.
 *
 * @see protocol.md 11
 */
import type { Actor } from '../wire/actor.ts'
import type { SessionClaims } from '../wire/session-claims.ts'
import type { MachineTokenType } from '../wire/token-types.ts'

/** Narrow by declaration merging, so that a misspelt role or permission does not compile: `declare module '@postern/core' { interface AuthTypes { role: 'org:admin'; permission: 'org:posts:edit' } }`. */
// oxlint-disable-next-line typescript/no-empty-interface
export interface AuthTypes {}

/** Roles that `has()` and `protect()` accept. Any string, unless `AuthTypes` says otherwise. */
export type Role = NamesIn<AuthTypes, 'role'>
/** Permissions that `has()` and `protect()` accept. Any string, unless `AuthTypes` says otherwise. */
export type Permission = NamesIn<AuthTypes, 'permission'>
/** The strings that `T` names under `Key`; any string when it names none. */
export type NamesIn<T, Key extends string> = T extends { readonly [K in Key]: infer Names extends string }
  ? Names
  : string

/** How fresh a sign-in must be. `afterMinutes` counts from the last time the factor was used. @see protocol.md 13 */
export type ReverificationLevel = 'first_factor' | 'second_factor' | 'multi_factor'
export type ReverificationPreset = 'strict_mfa' | 'strict' | 'moderate' | 'lax'
export type Reverification =
  | ReverificationPreset
  | { readonly level: ReverificationLevel; readonly afterMinutes: number }

/** A question about a session. Everything that is asked must hold; asking nothing is never true. */
export interface HasParams {
  /** A role in the active organization, with or without `org:`. */
  readonly role?: Role
  /** A permission in the active organization, with or without `org:`. */
  readonly permission?: Permission
  /** A feature: `name`, `org:name` or `user:name`. */
  readonly feature?: string
  /** A plan: `name`, `org:name` or `user:name`. */
  readonly plan?: string
  /** How fresh the sign-in must be. */
  readonly reverification?: Reverification
}

/** Answers a question about the session. Never throws; anything odd is false. */
export type Has = (params: HasParams) => boolean

export type { Actor, SessionClaims }

/** `active`, or `pending` while the person still has a task to finish. Any other counts as signed out, so `auth()` never shows it. */
export type SessionStatus = 'active' | 'pending' | (string & {})

export interface GetTokenOptions {
  /** Name of a template at the provider. Costs a call to the Backend API. */
  readonly template?: string
  /** Lifetime of the new token, in seconds from its minting. Costs a call to the Backend API. */
  readonly expiresInSeconds?: number
}
export type GetToken = (options?: GetTokenOptions) => Promise<string | null>

/** What `debug()` shows: safe facts only. */
export type DebugView = Readonly<Record<string, unknown>>

export interface SignedInAuth {
  readonly tokenType: 'session_token'
  readonly isAuthenticated: true
  readonly sessionClaims: SessionClaims
  /** Null for a token without `sid`. */
  readonly sessionId: string | null
  /** The `sts` claim, or null. */
  readonly sessionStatus: SessionStatus | null
  readonly userId: string
  /** Set while someone impersonates the user. */
  readonly actor: Actor | undefined
  readonly orgId: string | undefined
  /** With the prefix `org:`. */
  readonly orgRole: string | undefined
  readonly orgSlug: string | undefined
  readonly orgPermissions: readonly string[] | undefined
  /** Minutes since the first and the second factor were used; -1: not enrolled. Null when the token does not say. */
  readonly factorVerificationAge: readonly [number, number] | null
  /** The session token itself, or a new one made from a template. */
  readonly getToken: GetToken
  readonly has: Has
  readonly debug: () => DebugView
}

export interface SignedOutAuth {
  readonly tokenType: 'session_token'
  readonly isAuthenticated: false
  readonly sessionClaims: null
  readonly sessionId: null
  /** `pending` when a session exists that still has a task; else null. */
  readonly sessionStatus: 'pending' | null
  readonly userId: null
  readonly actor: null
  readonly orgId: null
  readonly orgRole: null
  readonly orgSlug: null
  readonly orgPermissions: null
  readonly factorVerificationAge: null
  readonly getToken: GetToken
  readonly has: Has
  readonly debug: () => DebugView
}

interface MachineAuth {
  readonly isAuthenticated: true
  readonly id: string
  readonly subject: string
  readonly scopes: readonly string[]
  /** The token as it was presented. */
  readonly getToken: () => Promise<string>
  /** Machines have no roles: always false. */
  readonly has: Has
  readonly debug: () => DebugView
}

export interface ApiKeyAuth extends MachineAuth {
  readonly tokenType: 'api_key'
  readonly name: string
  readonly claims: Readonly<Record<string, unknown>> | null
  /** The subject, when the key belongs to a person. */
  readonly userId: string | null
  /** The subject, when the key belongs to an organization. */
  readonly orgId: string | null
}

export interface M2MAuth extends MachineAuth {
  readonly tokenType: 'm2m_token'
  readonly claims: Readonly<Record<string, unknown>> | null
  /** The machine that the token speaks for. */
  readonly machineId: string
}

export interface OAuthAuth extends MachineAuth {
  readonly tokenType: 'oauth_token'
  /** The person who granted access. */
  readonly userId: string
  readonly clientId: string
}

type Nothing<T, Kept extends keyof T> = { readonly [K in Exclude<keyof T, Kept>]: null }
interface NoToken {
  readonly isAuthenticated: false
  readonly getToken: () => Promise<null>
  readonly has: Has
  readonly debug: () => DebugView
}
type Shared = 'tokenType' | 'isAuthenticated' | 'getToken' | 'has' | 'debug'

export type NoApiKeyAuth = { readonly tokenType: 'api_key' } & NoToken & Nothing<ApiKeyAuth, Shared>
export type NoM2MAuth = { readonly tokenType: 'm2m_token' } & NoToken & Nothing<M2MAuth, Shared>
export type NoOAuthAuth = { readonly tokenType: 'oauth_token' } & NoToken & Nothing<OAuthAuth, Shared>
/** A route asked for this kind of machine token, and none that holds was presented. */
export type NoMachineAuth<T extends MachineTokenType = MachineTokenType> = Extract<
  NoApiKeyAuth | NoM2MAuth | NoOAuthAuth,
  { readonly tokenType: T }
>

/** A token was presented whose kind is not among those accepted. */
export interface InvalidTokenAuth {
  readonly tokenType: null
  readonly isAuthenticated: false
  readonly getToken: () => Promise<null>
  readonly has: Has
  readonly debug: () => DebugView
}

export type SessionAuth = SignedInAuth | SignedOutAuth
export type AnyMachineAuth = ApiKeyAuth | M2MAuth | OAuthAuth
export type AuthObject = SessionAuth | AnyMachineAuth | NoApiKeyAuth | NoM2MAuth | NoOAuthAuth | InvalidTokenAuth

/** The objects that can come back for one kind of token. */
export type AuthFor<T extends AuthObject['tokenType']> = Extract<AuthObject, { readonly tokenType: T }>
