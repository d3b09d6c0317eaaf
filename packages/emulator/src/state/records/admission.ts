/** Tickets that let somebody in. */
import type { Actor } from './browser.ts'
import type { JsonObject } from './json.ts'

/** A ticket that signs one person in. */
export interface SignInToken {
  /** `sit_…`. */
  readonly id: string
  readonly userId: string
  /** `org_…` that is active afterwards; null: the person's own default. */
  readonly organizationId: string | null
  /** What the person brings. */
  readonly token: string
  readonly status: 'pending' | 'accepted' | 'revoked'
  /** Milliseconds since the Unix epoch. */
  readonly expiresAtMs: number
  /** Milliseconds since the Unix epoch. */
  readonly createdAtMs: number
  /** Last change, in milliseconds since the Unix epoch. */
  readonly updatedAtMs: number
}
/** A ticket that lets somebody act as another person. */
export interface ActorToken {
  /** `act_…`. */
  readonly id: string
  /** As whom they act. */
  readonly userId: string
  /** Who acts. The session's tokens say so. */
  readonly actor: Actor
  /** What they bring. */
  readonly token: string
  readonly status: 'pending' | 'accepted' | 'revoked'
  /** How long the session lives, in seconds. */
  readonly sessionLifetimeSec: number
  /** Milliseconds since the Unix epoch. */
  readonly expiresAtMs: number
  /** Milliseconds since the Unix epoch. */
  readonly createdAtMs: number
  /** Last change, in milliseconds since the Unix epoch. */
  readonly updatedAtMs: number
}
/** An invitation to the application. */
export interface Invitation {
  /** `inv_…`. */
  readonly id: string
  readonly email: string
  readonly status: 'pending' | 'accepted' | 'revoked' | 'expired'
  /** What the person brings. */
  readonly ticket: string
  /** Becomes the person's own. */
  readonly publicMetadata: JsonObject
  /** Where the link leads; null: to the sign-up page. */
  readonly redirectUrl: string | null
  /** Milliseconds since the Unix epoch; null: never. */
  readonly expiresAtMs: number | null
  /** Milliseconds since the Unix epoch. */
  readonly createdAtMs: number
  /** Last change, in milliseconds since the Unix epoch. */
  readonly updatedAtMs: number
}
/** Somebody who waits to be let in. */
export interface WaitlistEntry {
  /** `wle_…`. */
  readonly id: string
  readonly email: string
  /** Waits, was invited, signed up, or is not wanted. */
  readonly status: 'pending' | 'invited' | 'completed' | 'rejected'
  /** `inv_…` of the invitation that let them in; null: none. */
  readonly invitationId: string | null
  /** Milliseconds since the Unix epoch; null before. */
  readonly invitedAtMs: number | null
  /** Milliseconds since the Unix epoch. */
  readonly createdAtMs: number
  /** Last change, in milliseconds since the Unix epoch. */
  readonly updatedAtMs: number
}
