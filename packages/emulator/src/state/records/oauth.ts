/** The OAuth server's clients, what people allowed them, and the codes and tokens that follow from it. */
import type { MachineTokenRecord } from './machine.ts'

/** An access token of an OAuth client. */
export interface OAuthToken extends MachineTokenRecord {
  /** The opaque text `oat_…`, or the signed token. */
  readonly token: string
  /** `ort_…`: gives the next token, once. null: there is none. */
  readonly refreshToken: string | null
  /** Whether the refresh token gave the next token already. */
  readonly isRefreshTokenUsed: boolean
  /** The client that acts. */
  readonly clientId: string
  /** For whom it is; empty when it names nobody. */
  readonly audiences: readonly string[]
  /** What a person allowed, from which this token follows; null for a minted token, and for a client that acts for itself. */
  readonly grantId: string | null
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
  /** Where its people may be sent after they signed out. On loopback addresses the port does not count. */
  readonly postLogoutRedirectUris: readonly string[]
  /** What it may ask for; `offline_access` besides. */
  readonly scopes: readonly string[]
  /** Access tokens are signed (`at+jwt`) instead of opaque. */
  readonly hasJwtTokens: boolean
  /** Whether it introduced itself. @see RFC 7591 */
  readonly isDynamic: boolean
  /** Milliseconds since the Unix epoch. Of a seed: when it was planted. */
  readonly createdAtMs: number
  /** Last change, in milliseconds since the Unix epoch. */
  readonly updatedAtMs: number
}
/** What a person allowed a client. Every code and token that follows from it names it, so that all of them can be ended at once. */
export interface OAuthGrant {
  readonly id: string
  readonly clientId: string
  readonly userId: string
  readonly scopes: readonly string[]
  /** Where its tokens may be used; empty: nobody said. @see RFC 8707 §2 */
  readonly resources: readonly string[]
  /** When the person proved who they are: what the claim `auth_time` says. */
  readonly authTimeMs: number
  readonly isRevoked: boolean
  readonly createdAtMs: number
}
export interface OAuthCode {
  readonly id: string
  readonly grantId: string
  readonly clientId: string
  readonly redirectUri: string
  /** Whether the client named `redirectUri` when it asked: then it must name it again. @see RFC 6749 §4.1.3 */
  readonly hasRedirectUri: boolean
  readonly challenge: string | null
  readonly nonce: string | null
  /** A code that comes again was stolen from somebody: it ends what it gave before. */
  readonly isSpent: boolean
  readonly expiresAtMs: number
}
/** A device that waits for a person to allow it. Its id is the device code. @see RFC 8628 §3.2 */
export interface OAuthDevice {
  readonly id: string
  /** What the person types: eight letters. */
  readonly userCode: string
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly resources: readonly string[]
  readonly status: 'waiting' | 'allowed' | 'denied' | 'spent'
  /** Set once it is allowed. */
  readonly grantId: string | null
  /** How long the device must wait between two questions. */
  readonly intervalSec: number
  readonly askedAtMs: number | null
  readonly expiresAtMs: number
}
/** A client wants the person to sign in anew. Who comes back with its id and a session that was not there has done so. */
export interface OAuthAsk {
  readonly id: string
  /** The browser that was sent to the sign-in page. */
  readonly browserId: string
  /** Its sessions at that time. */
  readonly sessionIds: readonly string[]
  readonly expiresAtMs: number
}
