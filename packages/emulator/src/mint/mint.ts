/** The mint as callers see it: types only. Every token is of this emulator, on its clock, and known to it afterwards. */
import type { ApiKey, JsonObject, M2MToken, OAuthToken, SessionTask } from '../state/model.ts'

type Loose = Readonly<Record<string, unknown>>

export interface MintSessionOptions {
  /** Id, e-mail address, or the part of the address before the `@`. Default: the first user of the seed. */
  readonly user?: string
  /** Id or slug; null for the personal account. Default: the organization that is active after this user signs in. */
  readonly org?: string | null
  /** In place of the membership's role, with or without `org:`. The user need not be a member. */
  readonly role?: string
  /** In place of the role's permissions, such as `org:posts:read`. */
  readonly permissions?: readonly string[]
  /** In place of the organization's features; without an organization, the user's. */
  readonly features?: readonly string[]
  /** In place of the organization's plans; without an organization, the user's. */
  readonly plans?: readonly string[]
  /** Life of the token from now, in seconds. Zero or negative: it has expired, and was issued a token's life before that. Default 60. */
  readonly expiresInSec?: number
  /** When the token says it was issued, counted back from now, in seconds; negative lies in the future. Default 0. */
  readonly issuedAgoSec?: number
  /** Origin of the application; null leaves `azp` out. Default: option `appOrigin`. */
  readonly azp?: string | null
  /** Frontend API host of a production satellite, for `iss`. Default: the instance's own. */
  readonly issuerHost?: string
  /** Merged over the claims of this token only; `undefined` removes one. */
  readonly claims?: Loose
  /** Merged over the protected header; `undefined` removes a member. `{ alg: 'none' }` leaves the token unsigned. */
  readonly header?: Loose
  /** Version of the claims. Default: option `claimsVersion`. */
  readonly claimsVersion?: 1 | 2
  /** Default `active`, or `pending` for a user of the seed who has a task. */
  readonly status?: 'active' | 'pending'
  readonly task?: SessionTask
  /** Minutes since each factor, -1 for one that was never set up. Default `[0, -1]`. */
  readonly fva?: readonly [first: number, second: number]
  /** Someone else acts as this user; a text means `{ sub: text }`. */
  readonly actor?: string | { readonly sub: string }
  /** Signed by a key that no emulator has, under this emulator's `kid`: a forged token. */
  readonly isForeign?: boolean
  /** What the client cookie says, in seconds since the Unix epoch. Default: the moment of signing in, which is not later than `iat`. */
  readonly clientUatSec?: number
  /** Which spelling of the cookies. Default `both`. */
  readonly cookies?: 'both' | 'plain' | 'suffixed'
  /** Whether a refresh cookie is among them. Default true. */
  readonly hasRefreshToken?: boolean
}

export interface MintedSession {
  /** The session token. */
  readonly token: string
  readonly sessionId: string
  readonly userId: string
  readonly organizationId: string | null
  /** Value of an `Authorization` header. */
  readonly bearer: string
  /** Every cookie of the application, by name: session, client, refresh, and in development the development browser. */
  readonly cookies: Readonly<Record<string, string>>
  /** The same as the value of a `Cookie` header. */
  readonly cookieHeader: string
  /** The same as `Set-Cookie` lines. */
  readonly setCookies: readonly string[]
  /** Development browser token; null in production. */
  readonly devBrowser: string | null
  /** `name=value` of the cookie that makes the emulator's own pages know this browser. */
  readonly emulatorCookie: string
}

export interface MintApiKeyOptions {
  readonly name?: string
  /** User (as in `mint.session`) or organization (id or slug). Default: the first user of the seed. */
  readonly subject?: string
  readonly scopes?: readonly string[]
  readonly claims?: JsonObject | null
  readonly description?: string
  /** Negative: it has expired. Default: it does not end. */
  readonly expiresInSec?: number | null
}
export interface MintM2MTokenOptions {
  /** Id or name of the sending machine. Default: the first machine of the seed. */
  readonly machine?: string
  /** Ids of the machines that may receive it. Default: those of the machine. */
  readonly scopes?: readonly string[]
  readonly claims?: JsonObject | null
  readonly expiresInSec?: number | null
  /** Default `opaque`. */
  readonly format?: 'opaque' | 'jwt'
  readonly isForeign?: boolean
}
export interface MintOAuthTokenOptions {
  /** As in `mint.session`. */
  readonly user?: string
  /** Default: the first application of the seed. */
  readonly clientId?: string
  readonly scopes?: readonly string[]
  readonly audience?: string | readonly string[]
  readonly claims?: JsonObject | null
  /** Default 3600. */
  readonly expiresInSec?: number | null
  /** Default `opaque`. */
  readonly format?: 'opaque' | 'jwt'
  readonly isForeign?: boolean
}
export interface MintTemplateTokenOptions {
  /** As in `mint.session`. */
  readonly user?: string
  /** Name of a template of the seed. Default `example`. One that is unknown gives a token without claims of its own. */
  readonly template?: string
  /** Merged over what the template says. */
  readonly claims?: Loose
}
/** A machine token, ready for a request. */
export type Minted<R> = R & {
  /** Value of an `Authorization` header. */
  readonly bearer: string
}

export interface Mint {
  /** Signs someone in, in a fresh browser. */
  session(options?: MintSessionOptions): Promise<MintedSession>
  /** The cookies of a browser in which nobody is signed in, but which is known: client cookie 0, and the development browser. */
  visitor(): Promise<Pick<MintedSession, 'cookies' | 'cookieHeader' | 'setCookies' | 'devBrowser' | 'emulatorCookie'>>
  /** `secret` is the key itself. */
  apiKey(options?: MintApiKeyOptions): Promise<Minted<ApiKey>>
  /** `token` is the token itself. */
  m2mToken(options?: MintM2MTokenOptions): Promise<Minted<M2MToken>>
  /** `token` is the token itself. */
  oauthToken(options?: MintOAuthTokenOptions): Promise<Minted<OAuthToken>>
  /** A token made from a template of the seed, or with these claims: no session token, and to be refused as one. */
  templateToken(options?: MintTemplateTokenOptions): Promise<string>
  /** A handshake token with these `Set-Cookie` lines; by default those of a fresh session. */
  handshakeToken(options?: MintHandshakeOptions): Promise<string>
  /** The same, kept under a nonce for one redemption within a minute. */
  handshakeNonce(options?: MintHandshakeOptions): Promise<string>
  /** Any payload under any header, signed with the current key. */
  token(payload: Loose, options?: { readonly header?: Loose; readonly isForeign?: boolean }): Promise<string>
}
export interface MintHandshakeOptions {
  readonly directives?: readonly string[]
  readonly session?: MintSessionOptions
  /** Payload members besides `handshake`, such as `exp`. Tokens only. */
  readonly claims?: Loose
  readonly header?: Loose
  readonly isForeign?: boolean
}
