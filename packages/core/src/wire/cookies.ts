/**
 * Wire room. The cookies of the protocol. Names only, no logic.
 *
 * "Suffixed" means that the cookie also exists as `<name>_<suffix>`, where the suffix is derived from the publishable key, so that
 * two instances on one host do not overwrite each other.
 *
 * @see protocol.md 2.1
 */

/** What every cookie that is read begins with. */
export const COOKIE_PREFIX = '__'
/** The session token, a compact JWS. Suffixed twin exists. */
export const SESSION_COOKIE = '__session'
/** Unix seconds of the last change of the client; `0` means signed out. Suffixed twin exists. */
export const CLIENT_UAT_COOKIE = '__client_uat'
/** The opaque refresh token. Only the suffixed form is ever read. */
export const REFRESH_COOKIE = '__refresh'
/** The development browser's token. Suffixed twin exists; development instances only. */
export const DEV_BROWSER_COOKIE = '__clerk_db_jwt'
/** The signed result of a handshake, in production. Never suffixed. */
export const HANDSHAKE_COOKIE = '__clerk_handshake'
/** The handle under which the provider keeps a handshake's result, in production. Never suffixed. */
export const HANDSHAKE_NONCE_COOKIE = '__clerk_handshake_nonce'
/** How many handshakes this browser was just sent on. Never suffixed; set by us. */
export const REDIRECT_COUNT_COOKIE = '__clerk_redirect_count'
/** Which session and organization the provider's browser script last activated. Not read by us, but part of what it may set. */
export const ACTIVE_CONTEXT_COOKIE = 'clerk_active_context'
/** The client credential, on the provider's own host. Not read by us. */
export const CLIENT_COOKIE = '__client'
