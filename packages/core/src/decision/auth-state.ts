/**
 * Decision room. How authentication ended, before any guard ran. Types only.
 *
 * @see protocol.md 5.4
 */
import type { SessionClaims } from '../wire/session-claims.ts'
import type { Reason } from '../wire/reasons.ts'
import type { Verified } from '../claims/verified.ts'

/** A session whose signature, time window and parties were checked. */
export interface VerifiedSession {
  readonly claims: Verified<SessionClaims>
  /** The token, as it may be handed on to the application. */
  readonly token: string
}

/** Cookies that the provider set in a handshake or a refresh, to be passed on; and where the browser goes to lose the result from its URL. */
interface Fresh {
  readonly setCookies: readonly string[]
  readonly location: URL | null
  /**
   * The tables wanted the browser to travel, and this request could not: a navigation to the same address would, and may come back with
   * more. False where it did travel, need not, or has travelled too often already.
   */
  readonly isRecoverable: boolean
}

export interface SignedInState extends Fresh {
  readonly status: 'signed-in'
  /** Null: a machine token was verified, and no session is at hand. */
  readonly session: VerifiedSession | null
}
export interface SignedOutState extends Fresh {
  readonly status: 'signed-out'
  readonly reason: Reason
  /** For people; often empty. */
  readonly message: string
}
/** The browser travels. */
export interface HandshakeState {
  readonly status: 'handshake'
  readonly reason: Reason
  readonly message: string
  readonly setCookies: readonly string[]
  readonly location: URL
}
/** The browser asked in advance for a page that it has to ask for in earnest. */
export interface RefusedState {
  readonly status: 'refused'
  readonly reason: 'prefetch-refused'
}
export type AuthState = SignedInState | SignedOutState | HandshakeState | RefusedState
