/**
 * Credentials room. What is known about a machine token after it was verified, whichever way. Types only.
 *
 * @see protocol.md 9.4, 9.5
 */
import type { Actor } from '../wire/actor.ts'

interface MachineFactsBase {
  readonly id: string
  readonly subject: string
  readonly scopes: readonly string[]
  /** Milliseconds since the Unix epoch, or null when it does not end. */
  readonly expirationMs: number | null
}
export interface ApiKeyFacts extends MachineFactsBase {
  readonly tokenType: 'api_key'
  readonly name: string
  readonly claims: Readonly<Record<string, unknown>> | null
}
export interface M2MFacts extends MachineFactsBase {
  readonly tokenType: 'm2m_token'
  readonly claims: Readonly<Record<string, unknown>> | null
}
export interface OAuthFacts extends MachineFactsBase {
  readonly tokenType: 'oauth_token'
  readonly clientId: string
  readonly audiences: readonly string[]
  readonly actor: Actor | undefined
}
export type MachineFacts = ApiKeyFacts | M2MFacts | OAuthFacts
