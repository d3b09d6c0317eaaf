/**
 * Session room. The shapes of everything `auth()` can return; `tokenType` and `isAuthenticated` narrow them together. Types only.
 *
 * @see protocol.md 11
 */
import type { Actor, ProviderClaims, SessionClaims } from '../wire/claims.ts'
import type { ByMachineKind, MachineTokenType } from '../wire/token-types.ts'
import type { Has, Permission, Role } from './auth-types.ts'

export type { Actor, ProviderClaims, SessionClaims }
/** `active`, or `pending` while the person still has a task to finish. Any other counts as signed out, so `auth()` never shows it. */
export type SessionStatus = 'active' | 'pending' | (string & {})

/** Which token is wanted. Without any of these it is the session's own. */
export interface GetTokenOptions {
  /** Name of a template at the provider. Costs a call to the Backend API. */
  readonly template?: string
  /** Lifetime of the new token, in seconds from its minting. Costs a call to the Backend API. */
  readonly expiresInSeconds?: number
}
/** Gives a token for another service. Null when nobody is signed in. Rejects where the Backend API does not answer. */
export type GetToken = (options?: GetTokenOptions) => Promise<string | null>

/** What `debug()` shows: safe facts only. */
export type DebugView = Readonly<Record<string, unknown>>

/** Somebody is signed in. */
export interface SignedInAuth {
  /** A person's session. */
  readonly tokenType: 'session_token'
  /** True: the session's own fields are there. */
  readonly isAuthenticated: true
  /**
   * The verified claims of the token, those of the application's template included. The global `CustomJwtSessionClaims` names their types.
   * `exp`, in seconds since the Unix epoch, says when what was opened for the session has to be closed, such as a socket.
   */
  readonly sessionClaims: SessionClaims
  /** The session, `sess_…`. '' for a token that names none (no `sid`). */
  readonly sessionId: string
  /** The `sts` claim, or null. */
  readonly sessionStatus: SessionStatus | null
  /** The person, `user_…`. */
  readonly userId: string
  /** Set while someone impersonates the user: who that is. */
  readonly actor: Actor | undefined
  /** The active organization, `org_…`. Undefined: none is active. */
  readonly orgId: string | undefined
  /** The person's role in the active organization, with the prefix `org:`. */
  readonly orgRole: Role | undefined
  /** The active organization's name in URLs. */
  readonly orgSlug: string | undefined
  /** What the person may do in the active organization, as `org:feature:permission`. */
  readonly orgPermissions: Permission[] | undefined
  /** Minutes since the first and the second factor were used; -1: not enrolled. Null when the token does not say. */
  readonly factorVerificationAge: [number, number] | null
  /** The session token itself, or a new one made from a template. Null for a token that names no session. */
  readonly getToken: GetToken
  /** Whether a role, permission, feature, plan or fresh sign-in holds, all that is asked. Never throws. */
  readonly has: Has
  /** Facts for a log. Holds no credential. */
  readonly debug: () => DebugView
}

/** Nobody is signed in. */
export interface SignedOutAuth {
  /** Asked as a person's session; there is none. */
  readonly tokenType: 'session_token'
  /** False: every field about a person is null. */
  readonly isAuthenticated: false
  /** Null: nobody is signed in. */
  readonly sessionClaims: null
  /** Null: nobody is signed in. */
  readonly sessionId: null
  /** `pending` when a session exists that still has a task; else null. */
  readonly sessionStatus: 'pending' | null
  /** Null: nobody is signed in. */
  readonly userId: null
  /** Null: nobody is signed in. */
  readonly actor: null
  /** Null: nobody is signed in. */
  readonly orgId: null
  /** Null: nobody is signed in. */
  readonly orgRole: null
  /** Null: nobody is signed in. */
  readonly orgSlug: null
  /** Null: nobody is signed in. */
  readonly orgPermissions: null
  /** Null: nobody is signed in. */
  readonly factorVerificationAge: null
  /** Always null: there is no session to have a token. */
  readonly getToken: GetToken
  /** Always false. */
  readonly has: Has
  /** Facts for a log, such as why nobody is signed in. Holds no credential. */
  readonly debug: () => DebugView
}

/** What machine tokens that hold have in common. */
interface MachineAuth {
  /** True: the token holds. */
  readonly isAuthenticated: true
  /** The token's own id at the provider. */
  readonly id: string
  /** Whom the token speaks for: `user_…`, `org_…` or `mch_…`. */
  readonly subject: string
  /** What the token may be used for. */
  readonly scopes: string[]
  /** The token as it was presented. */
  readonly getToken: () => Promise<string>
  /** Machines have no roles: always false. */
  readonly has: Has
  /** Facts for a log. Holds no credential. */
  readonly debug: () => DebugView
}

/** An API key that holds. */
export interface ApiKeyAuth extends MachineAuth {
  /** Tells an API key from the other kinds. */
  readonly tokenType: 'api_key'
  /** What its owner called it. */
  readonly name: string
  /** Claims that were given to it when it was made. */
  readonly claims: Readonly<Record<string, unknown>> | null
  /** The subject, when the key belongs to a person. */
  readonly userId: string | null
  /** The subject, when the key belongs to an organization. */
  readonly orgId: string | null
}

/** A token of one machine for another that holds. */
export interface M2MAuth extends MachineAuth {
  /** Tells a machine's token from the other kinds. */
  readonly tokenType: 'm2m_token'
  /** Claims that were given to it when it was made. */
  readonly claims: Readonly<Record<string, unknown>> | null
  /** The machine that the token speaks for. */
  readonly machineId: string
}

/** An OAuth access token that holds. */
export interface OAuthAuth extends MachineAuth {
  /** Tells an OAuth access token from the other kinds. */
  readonly tokenType: 'oauth_token'
  /** The person who granted access. */
  readonly userId: string
  /** The application that was granted access. */
  readonly clientId: string
}

/** What machine objects without a token that holds have in common. */
interface NoToken {
  /** False: every field about a token is null. */
  readonly isAuthenticated: false
  /** Always null: there is no token. */
  readonly getToken: () => Promise<null>
  /** Always false. */
  readonly has: Has
  /** Facts for a log. Holds no credential. */
  readonly debug: () => DebugView
}
/** The same fields, all null but for those that are not about a token. */
type Nothing<T extends AnyMachineAuth> = Pick<T, 'tokenType'> &
  NoToken & { readonly [K in Exclude<keyof T, 'tokenType' | keyof NoToken>]: null }

/** A route asked for an API key, and none that holds was presented. */
export type NoApiKeyAuth = Nothing<ApiKeyAuth>
/** A route asked for a machine's token, and none that holds was presented. */
export type NoM2MAuth = Nothing<M2MAuth>
/** A route asked for an OAuth access token, and none that holds was presented. */
export type NoOAuthAuth = Nothing<OAuthAuth>
/** The object of each kind of machine token that holds. */
type HeldOf = ByMachineKind<{ api_key: ApiKeyAuth; m2m_token: M2MAuth; oauth_token: OAuthAuth }>
/** A route asked for this kind of machine token, and none that holds was presented. */
export type NoMachineAuth<T extends MachineTokenType = MachineTokenType> = {
  readonly [K in MachineTokenType]: Nothing<HeldOf[K]>
}[T]

/** A token was presented whose kind is not among those accepted. */
export interface InvalidTokenAuth {
  /** Null: the kind is not said. */
  readonly tokenType: null
  /** False: nobody is let through. */
  readonly isAuthenticated: false
  /** Always null. */
  readonly getToken: () => Promise<null>
  /** Always false. */
  readonly has: Has
  /** Empty. */
  readonly debug: () => DebugView
}

/** A person's session, or nobody. */
export type SessionAuth = SignedInAuth | SignedOutAuth
/** A machine token that holds, of any kind. */
export type AnyMachineAuth = HeldOf[MachineTokenType]
/** Who is here. `tokenType` and `isAuthenticated` narrow it together. */
export type AuthObject = SessionAuth | AnyMachineAuth | NoMachineAuth | InvalidTokenAuth

/** The objects that can come back for one kind of token. */
export type AuthFor<T extends AuthObject['tokenType']> = Extract<AuthObject, { readonly tokenType: T }>
