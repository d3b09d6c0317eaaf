/** The mint as callers see it: types only. Every token is of this emulator, on its clock, and known to it afterwards. */
import type { Actor, ApiKey, JsonObject, M2MToken, OAuthToken, SessionTask } from '../state/model.ts'

type Loose = Readonly<Record<string, unknown>>

/** Whose session it is, and what its token and cookies say. Everything is optional. */
export interface MintSessionOptions {
  /** Id, e-mail address, or the part of the address before the `@`. Default: the first user of the seed. */
  readonly user?: string
  /** Id or slug; null for the personal account. Default: the organization that is active after this user signs in. */
  readonly org?: string | null
  /** Role in the organization, with or without `org:`. The user need not be a member. Default: the role of the membership. */
  readonly role?: string
  /** Permissions in the organization, such as `org:posts:read`. Default: those of the role. */
  readonly permissions?: readonly string[]
  /** Features of the organization, or of the user when there is no organization. Default: those of the seed. */
  readonly features?: readonly string[]
  /** Plans of the organization, or of the user when there is no organization. Default: those of the seed. */
  readonly plans?: readonly string[]
  /** Life of the token from now, in seconds. With 0 or less the token has expired already. Default: option `sessionTokenLifetimeSec`. */
  readonly expiresInSec?: number
  /** How long ago the token was issued, in seconds. A negative number lies in the future. Default 0. */
  readonly issuedAgoSec?: number
  /** Origin of the application, for the claim `azp`. null leaves the claim out. Default: option `appOrigin`. */
  readonly azp?: string | null
  /** Frontend API host for the claim `iss`, for example that of a production satellite. Default: the instance's own. */
  readonly issuerHost?: string
  /** Claims that replace or join those of this token. `undefined` removes a claim. */
  readonly claims?: Loose
  /** Merged over the protected header; `undefined` removes a member. `{ alg: 'none' }` leaves the token unsigned. */
  readonly header?: Loose
  /** Version of the claims. Default: option `claimsVersion`. */
  readonly claimsVersion?: 1 | 2
  /** `pending`: the session does not count before its task is done. Default `active`, or `pending` for a user of the seed who has a task. */
  readonly status?: 'active' | 'pending'
  /** What a pending session still has to do. Default: the task of the user, else `choose-organization`. Means nothing for an active one. */
  readonly task?: SessionTask
  /** Minutes since each factor, -1 for one that was never set up. Default `[0, -1]`. */
  readonly fva?: readonly [first: number, second: number]
  /** Somebody else who acts as this user, for the claim `act`. A text means `{ sub: text }`. Default: nobody. */
  readonly actor?: string | Actor
  /** Signed by a key that no emulator has, under this emulator's `kid`: a forged token. */
  readonly isForeign?: boolean
  /** Value of the client cookie, in seconds since the Unix epoch. Default: the moment of signing in. */
  readonly clientUatSec?: number
  /** Whether the names of the cookies are plain, end with the instance's suffix, or both. Default `both`. */
  readonly cookies?: 'both' | 'plain' | 'suffixed'
  /** Whether a refresh cookie is among them. Default true. */
  readonly hasRefreshToken?: boolean
}

/** A session, ready for a request. */
export interface MintedSession {
  /** The session token. */
  readonly token: string
  /** `sess_…`: what the claim `sid` says. */
  readonly sessionId: string
  /** `user_…`: what the claim `sub` says. */
  readonly userId: string
  /** `org_…`: the active organization, or null for the personal account. */
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

/** What an API key is. Everything is optional. */
export interface MintApiKeyOptions {
  /** What its owner reads. Default `minted`. */
  readonly name?: string
  /** User (as in `mint.session`) or organization (id or slug). Default: the first user of the seed. */
  readonly subject?: string
  /** What it may do. Default none. */
  readonly scopes?: readonly string[]
  /** Facts that its verification answers besides. Default null. */
  readonly claims?: JsonObject | null
  /** A note about it. Default none. */
  readonly description?: string
  /** Life from now, in seconds. Negative: it has expired. Default null: it does not end. */
  readonly expiresInSec?: number | null
}
/** What M2M and OAuth tokens have in common. */
export interface MintMachineTokenOptions {
  /** Further facts. The verification of an M2M token answers them. In JWT format they are claims, and win over the token's own. Default null. */
  readonly claims?: JsonObject | null
  /** `opaque`: a text that the Backend API verifies. `jwt`: a signed token that is verified without a call. Default `opaque`. */
  readonly format?: 'opaque' | 'jwt'
  /** In JWT format: signed by a key that no emulator has. Default false. */
  readonly isForeign?: boolean
}
/** What an M2M token is. Everything is optional. */
export interface MintM2MTokenOptions extends MintMachineTokenOptions {
  /** Id or name of the sending machine. Default: the first machine of the seed. */
  readonly machine?: string
  /** Ids of the machines that may receive it. Default: those of the machine. */
  readonly scopes?: readonly string[]
  /** Life from now, in seconds. Negative: it has expired. Default null: it does not end, or after an hour in JWT format. */
  readonly expiresInSec?: number | null
}
/** What an OAuth access token is. Everything is optional. */
export interface MintOAuthTokenOptions extends MintMachineTokenOptions {
  /** As in `mint.session`. */
  readonly user?: string
  /** The client that acts. Default: the first application of the seed. */
  readonly clientId?: string
  /** What the client may do for the user. Default `profile` and `email`. */
  readonly scopes?: readonly string[]
  /** For whom the token is. A list of one is written as a text. Default: it names nobody. */
  readonly audience?: string | readonly string[]
  /** Life from now, in seconds. Negative: it has expired. null: it does not end, or after an hour in JWT format. Default 3600. */
  readonly expiresInSec?: number | null
}
/** What a template token says. Everything is optional. */
export interface MintTemplateTokenOptions {
  /** As in `mint.session`. */
  readonly user?: string
  /** Name of a template of the seed. Default `example`. One that is unknown gives a token without claims of its own. */
  readonly template?: string
  /** Merged over what the template says. */
  readonly claims?: Loose
}
/** How a token of any payload is signed. Everything is optional. */
export interface MintTokenOptions {
  /** Merged over the protected header; `undefined` removes a member. `{ alg: 'none' }` leaves the token unsigned. */
  readonly header?: Loose
  /** Signed by a key that no emulator has, under this emulator's `kid`. Default false. */
  readonly isForeign?: boolean
}
/** The record of a machine token, with the header that presents it. */
export type Minted<R> = R & {
  /** Value of an `Authorization` header. */
  readonly bearer: string
}

/** Makes sessions and tokens. Every function rejects with an EmulatorError what it cannot use, before anything is made. */
export interface Mint {
  /** Signs someone in, in a fresh browser. */
  session(options?: MintSessionOptions): Promise<MintedSession>
  /** Makes a browser that the provider knows and in which nobody is signed in. Its client cookie says 0. */
  visitor(): Promise<Pick<MintedSession, 'cookies' | 'cookieHeader' | 'setCookies' | 'devBrowser' | 'emulatorCookie'>>
  /** Makes an API key. The key itself is `secret`. */
  apiKey(options?: MintApiKeyOptions): Promise<Minted<ApiKey>>
  /** Makes a token from one machine to others. The token itself is `token`. */
  m2mToken(options?: MintM2MTokenOptions): Promise<Minted<M2MToken>>
  /** Makes an OAuth access token. The token itself is `token`. */
  oauthToken(options?: MintOAuthTokenOptions): Promise<Minted<OAuthToken>>
  /** Signs a fresh user in and makes a token from a template of the seed. It is no session token, and a verifier must refuse it as one. */
  templateToken(options?: MintTemplateTokenOptions): Promise<string>
  /** Makes the handshake token that brings these `Set-Cookie` lines to an application. Default: those of a fresh session. */
  handshakeToken(options?: MintHandshakeOptions): Promise<string>
  /** Keeps the same lines under a nonce. An application can redeem it once, within a minute. */
  handshakeNonce(options?: MintHandshakeOptions): Promise<string>
  /** Signs any payload under any header, with the current key. */
  token(payload: Loose, options?: MintTokenOptions): Promise<string>
}
/** What the result of a handshake says. Everything is optional. */
export interface MintHandshakeOptions {
  /** `Set-Cookie` lines. Default: those of a fresh session. */
  readonly directives?: readonly string[]
  /** The fresh session. Means nothing with `directives`. */
  readonly session?: MintSessionOptions
  /** Payload members besides `handshake`, such as `exp`. Tokens only. */
  readonly claims?: Loose
  /** Merged over the protected header; `undefined` removes a member. Tokens only. */
  readonly header?: Loose
  /** Signed by a key that no emulator has. Tokens only. Default false. */
  readonly isForeign?: boolean
}
