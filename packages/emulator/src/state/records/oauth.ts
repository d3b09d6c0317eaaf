/** The OAuth server's clients, codes and tokens. */
import type { MachineTokenRecord } from './machine.ts'

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
