/**
 * Claims room. What is known about a machine token after it was verified, whichever way. Types only.
 *
 * @see protocol.md 9.4, 9.5
 */
import type { Actor } from '../wire/claims.ts'
import type { ByMachineKind, MachineTokenType } from '../wire/token-types.ts'

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
export interface ApiKeyFacts extends MachineFactsBase {
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
