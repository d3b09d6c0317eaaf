/**
 * Wire room. The four kinds of token, by the names that applications use, and what opaque tokens and keys begin with.
 *
 * @see protocol.md 1.1, 1.2, 9.1, 9.2
 */

/** The kinds that programs carry. What has to know a new one does not compile until it does. */
export const MACHINE_TOKEN_TYPES = ['api_key', 'm2m_token', 'oauth_token'] as const
/** A kind that programs carry. */
export type MachineTokenType = (typeof MACHINE_TOKEN_TYPES)[number]
/** The kinds that programs carry as a JWT, too. */
export type MachineJwtType = 'm2m_token' | 'oauth_token'
/** The kind that people carry. */
export type SessionTokenType = 'session_token'
/** A kind of token. */
export type TokenType = SessionTokenType | MachineTokenType
/** Every kind of token. */
export const TOKEN_TYPES: readonly [SessionTokenType, ...typeof MACHINE_TOKEN_TYPES] = [
  'session_token',
  ...MACHINE_TOKEN_TYPES,
]

/** A type for each kind that programs carry. One that is missing does not compile. */
export type ByMachineKind<Types extends Readonly<Record<MachineTokenType, unknown>>> = Types

/** What a caller accepts: one kind, several, or any. */
export type AcceptsToken = TokenType | readonly TokenType[] | 'any'

/** An opaque machine-to-machine token. */
export const M2M_TOKEN_PREFIX = 'mt_'
/** An opaque OAuth access token. */
export const OAUTH_TOKEN_PREFIX = 'oat_'
/** An API key. */
export const API_KEY_PREFIX = 'ak_'

/** What tells one kind of token from another. */
export interface TokenKind<T extends TokenType = TokenType> {
  /** What its opaque tokens begin with. A session's are never opaque. */
  readonly prefix: T extends MachineTokenType ? string : null
  /** Whether it can be a token that the instance signs. */
  readonly isSigned: T extends SessionTokenType | MachineJwtType ? true : false
  /** Whether a program that comes without one is told where to get one. @see RFC 9728 */
  readonly isOAuth: boolean
  /** Whether the machine's own secret key may ask about it, in place of the instance's. */
  readonly isMachineKeyTaken: boolean
  /** Whether a publishable key has to name its instance. Else the Backend API alone knows it. */
  readonly isInstanceNeeded: boolean
}

/** Every kind, by its name. */
// prettier-ignore
export const TOKEN_KINDS: { readonly [T in TokenType]: TokenKind<T> } = {
  session_token: { prefix: null,               isSigned: true,  isOAuth: false, isMachineKeyTaken: false, isInstanceNeeded: true },
  api_key:       { prefix: API_KEY_PREFIX,     isSigned: false, isOAuth: false, isMachineKeyTaken: false, isInstanceNeeded: false },
  m2m_token:     { prefix: M2M_TOKEN_PREFIX,   isSigned: true,  isOAuth: false, isMachineKeyTaken: true,  isInstanceNeeded: false },
  oauth_token:   { prefix: OAUTH_TOKEN_PREFIX, isSigned: true,  isOAuth: true,  isMachineKeyTaken: false, isInstanceNeeded: true },
}

/** A publishable key of a development instance. */
export const PUBLISHABLE_KEY_TEST_PREFIX = 'pk_test_'
/** A publishable key of a production instance. */
export const PUBLISHABLE_KEY_LIVE_PREFIX = 'pk_live_'
/** A secret key of a development instance. */
export const SECRET_KEY_TEST_PREFIX = 'sk_test_'
/** A secret key of a production instance. */
export const SECRET_KEY_LIVE_PREFIX = 'sk_live_'
/** Older secret keys of development instances. */
export const LEGACY_TEST_PREFIX = 'test_'
