/** Browsers, and what goes on in them: sessions, and sign-ins and sign-ups under way. */
import type { JsonObject } from './json.ts'
import type { PasswordRecord, SessionTask, Verification } from './user.ts'

/** Who acts as somebody else. */
export interface Actor {
  /** Id of whoever acts. */
  readonly sub: string
}
/** One browser. In development it is known by its development browser token, in production by the client cookie. */
export interface Client {
  readonly id: string
  readonly secret: string
  readonly devBrowser: string
  /** Its sessions, the oldest first, also those that are over but were not removed. */
  readonly sessionIds: readonly string[]
  /** The session that the browser used last; null: the newest one that lives. */
  readonly lastActiveSessionId: string | null
  /** `sia_…` of the sign-in that was begun last, be it under way or over; null: none. */
  readonly signInId: string | null
  /** `sua_…` of the sign-up that was begun last, be it under way or over; null: none. */
  readonly signUpId: string | null
  /** What the last sign-in was done with: `password`, `email_code` and so on; null before the first. */
  readonly lastStrategy: string | null
  /** Last sign-in, sign-out or switch, in seconds since the Unix epoch: what the client cookie of the application says. */
  readonly changedAtSec: number
  readonly createdAtMs: number
}
/** Finds a client by one of its secrets, which is the id. */
export interface ClientHandle {
  readonly id: string
  readonly clientId: string
}
export type SessionStatus = 'active' | 'pending' | 'ended' | 'removed' | 'replaced' | 'revoked'
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
/** A person proves once more who they are, in a session that goes on. */
export interface Reverification {
  /** Which factors are wanted. */
  readonly level: 'first_factor' | 'second_factor' | 'multi_factor'
  readonly firstFactor: Verification | null
  readonly secondFactor: Verification | null
}
/** What is known of a browser. */
export interface SessionActivity {
  /** The header `User-Agent`, at most 512 characters; null: none came. */
  readonly userAgent: string | null
}
/** One sign-in of one person in one browser. */
export interface Session {
  /** `sess_…`: what the claim `sid` says. */
  readonly id: string
  /** `user_…`: what the claim `sub` says. */
  readonly userId: string
  /** `client_…`: the browser. */
  readonly clientId: string
  /** `pending` while a task is open, `ended` or `removed` by its person, `replaced` by their next sign-in, `revoked` by somebody else. A session that is too old keeps its word. */
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
  /** The proof that the person is still there, under way; null: none. */
  readonly reverification: Reverification | null
  /** The browser that it began in. */
  readonly activity: SessionActivity
  /** Facts of its tokens that differ from what the state says. */
  readonly overrides: SessionOverrides
  /** When its browser was last heard of, in milliseconds since the Unix epoch. */
  readonly lastActiveAtMs: number
  /** Last change, in milliseconds since the Unix epoch. */
  readonly updatedAtMs: number
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
/** A sign-in in steps. */
export interface SignInAttempt {
  /** `sia_…`. */
  readonly id: string
  readonly clientId: string
  /** What the person typed; null before. */
  readonly identifier: string | null
  /** `user_…`; null while nobody is known. */
  readonly userId: string | null
  readonly status: 'needs_identifier' | 'needs_first_factor' | 'needs_second_factor' | 'needs_new_password' | 'complete'
  readonly firstFactor: Verification | null
  readonly secondFactor: Verification | null
  /** `sess_…` once complete. */
  readonly createdSessionId: string | null
  /** When it is given up, in milliseconds since the Unix epoch. */
  readonly abandonAtMs: number
  /** Milliseconds since the Unix epoch. */
  readonly createdAtMs: number
}
/** A sign-up in steps. */
export interface SignUpAttempt {
  /** `sua_…`. */
  readonly id: string
  readonly clientId: string
  readonly status: 'missing_requirements' | 'complete' | 'abandoned'
  readonly email: string | null
  readonly username: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  readonly password: PasswordRecord | null
  readonly unsafeMetadata: JsonObject
  /** Of the address. */
  readonly verification: Verification | null
  /** `inv_…` or `orginv_…` whose ticket it was begun with; null: none. */
  readonly invitationId: string | null
  readonly legalAcceptedAtMs: number | null
  readonly locale: string | null
  /** `sess_…` once complete. */
  readonly createdSessionId: string | null
  /** `user_…` once complete. */
  readonly createdUserId: string | null
  /** When it is given up, in milliseconds since the Unix epoch. */
  readonly abandonAtMs: number
  /** Milliseconds since the Unix epoch. */
  readonly createdAtMs: number
}
