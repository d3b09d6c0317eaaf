/**
 * Wire room. The four kinds of token, by the names that applications use.
 *
 * @see protocol.md 9.2
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
