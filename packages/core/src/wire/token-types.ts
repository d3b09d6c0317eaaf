/**
 * Wire room. The four kinds of token, by the names that applications use, and what opaque tokens and keys begin with.
 *
 * @see protocol.md 1.1, 1.2, 9.1, 9.2
 */

/** Every kind of token. */
export const TOKEN_TYPES = ['session_token', 'api_key', 'm2m_token', 'oauth_token'] as const
/** A kind of token. */
export type TokenType = (typeof TOKEN_TYPES)[number]
/** The kind that people carry. */
export type SessionTokenType = 'session_token'
/** The kinds that programs carry. */
export type MachineTokenType = Exclude<TokenType, SessionTokenType>

/** What a caller accepts: one kind, several, or any. */
export type AcceptsToken = TokenType | readonly TokenType[] | 'any'

/** An opaque machine-to-machine token. */
export const M2M_TOKEN_PREFIX = 'mt_'
/** An opaque OAuth access token. */
export const OAUTH_TOKEN_PREFIX = 'oat_'
/** An API key. */
export const API_KEY_PREFIX = 'ak_'

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
