/**
 * Claims room. The mark of what was verified, what is then known of a machine token, and why a token was not accepted. Pure.
 *
 * @see protocol.md 9.4, 9.5
 */
import type { Actor } from '../wire/claims.ts'
import type { ByMachineKind, MachineTokenType } from '../wire/token-types.ts'
import type { NetworkFault } from '../foundation/to-network-fault.ts'
import { TOKEN_ROWS, type MachineReason, type TokenReason } from '../wire/reasons.ts'

/** Claims room. The mark of what was verified. Types only. */
declare const verified: unique symbol

/**
 * Claims or facts whose signature was checked, or that came out of a seal of ours.
 *
 * Made in `verification/` only; `session/` accepts nothing else of a session.
 */
export type Verified<C> = C & { readonly [verified]: true }

/** What is known of every kind. */
interface MachineFactsBase {
  /** The token's own id at the provider. '' for a signed token without `jti`. */
  readonly id: string
  /** Whom the token speaks for: `user_…`, `org_…` or `mch_…`. Never empty. */
  readonly subject: string
  /** What the token may be used for. */
  readonly scopes: readonly string[]
  /** Milliseconds since the Unix epoch, or null when it does not end. */
  readonly expirationMs: number | null
}

/** An API key that holds. */
interface ApiKeyFacts extends MachineFactsBase {
  /** The kind. */
  readonly tokenType: 'api_key'
  /** What its owner called it; '' without a name. */
  readonly name: string
  /** Claims that were given to it when it was made, or null. */
  readonly claims: Readonly<Record<string, unknown>> | null
}

/** A token of one machine for another that holds. */
export interface M2MFacts extends MachineFactsBase {
  /** The kind. */
  readonly tokenType: 'm2m_token'
  /** Claims that were given to it when it was made, or null. */
  readonly claims: Readonly<Record<string, unknown>> | null
}

/** An OAuth access token that holds. */
export interface OAuthFacts extends MachineFactsBase {
  /** The kind. */
  readonly tokenType: 'oauth_token'
  /** The application that was granted access; '' where the token does not say. */
  readonly clientId: string
  /** Whom the token is meant for (`aud`). */
  readonly audiences: readonly string[]
  /** Who acts for the subject (`act`), where somebody does. */
  readonly actor: Actor | undefined
}

/** What is known of each kind. */
type FactsOf = ByMachineKind<{
  readonly api_key: ApiKeyFacts
  readonly m2m_token: M2MFacts
  readonly oauth_token: OAuthFacts
}>

/** What is known of a machine token that holds. */
export type MachineFacts<T extends MachineTokenType = MachineTokenType> = FactsOf[T]

/** A session or handshake token was not accepted. */
export interface TokenFailure {
  /** The first thing that was wrong. */
  readonly reason: TokenReason
  /** One sentence for people. Holds no part of the token and no key. */
  readonly message: string
  /** Which call failed and how. For the log alone: the address may be an inner one. */
  readonly fault?: NetworkFault
}

/** A machine token was not accepted. */
export interface MachineFailure {
  /** The first thing that was wrong. */
  readonly reason: MachineReason
  /** One sentence for people. Holds no part of the token. */
  readonly message: string
  /** HTTP status of the provider's answer, or null when nobody was asked or nobody answered. */
  readonly status: number | null
}

/** The failure of a reason that says everything by itself. */
export function toTokenFailure(reason: TokenReason): TokenFailure {
  return { reason, message: TOKEN_ROWS[reason].message }
}
