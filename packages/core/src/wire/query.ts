/**
 * Wire room. The query parameters and the cookies of the protocol. Names only, no logic.
 *
 * "Suffixed" means that a cookie also exists as `<name>_<suffix>`, where the suffix is derived from the publishable key, so that two instances
 * on one host do not overwrite each other.
 *
 * @see protocol.md 2.1, 2.2
 */

/** The development browser's token in a URL. */
export const DEV_BROWSER_PARAM = '__clerk_db_jwt'
/** The older name of the same; only removed, never read. */
export const LEGACY_DEV_BROWSER_PARAM = '__dev_session'
/** The signed result of a handshake, in development. */
export const HANDSHAKE_PARAM = '__clerk_handshake'
/** The handle of a handshake's result, in development. */
export const HANDSHAKE_NONCE_PARAM = '__clerk_handshake_nonce'
/** Added by the provider to some returns; only removed. */
export const HELP_PARAM = '__clerk_help'
/** Satellites: `false` asks for a sync, `true` says that it is done. */
export const SYNCED_PARAM = '__clerk_synced'
/** Development satellites: where the primary application sends the browser back to. */
export const SATELLITE_RETURN_PARAM = '__clerk_redirect_url'
/** Where a sign-in page or the handshake endpoint returns to. */
export const RETURN_URL_PARAM = 'redirect_url'
/** The provider's API version, on the handshake. */
export const API_VERSION_PARAM = '__clerk_api_version'
/** `true` or `false`: which cookie set the request used. */
export const SUFFIXED_COOKIES_PARAM = 'suffixed_cookies'
/** Why the browser was sent on a handshake. */
export const HANDSHAKE_REASON_PARAM = '__clerk_hs_reason'
/** How the provider should return the result; always `nonce`. */
export const HANDSHAKE_FORMAT_PARAM = 'format'
/** The current session token, as a hint for the provider. */
export const SESSION_PARAM = '__session'
/** The organization to activate: an id, a slug, or empty for the personal account. */
export const ORGANIZATION_PARAM = 'organization_id'
/**
 * Ours, development only. Put on the URL that a handshake ends on, when the browser brought back none of the cookies it was given: if
 * it shows up again without cookies, the browser keeps none, and another handshake would never end. Its value is the time in seconds since
 * the Unix epoch: a mark that somebody copied or bookmarked says nothing about the browser that opens it later.
 */
export const TRIP_PARAM = '__postern_trip'
/** Makes a redirect new to a platform that caches redirects by their URL. @see protocol.md 15.8 */
export const CACHE_BUST_PARAM = '__clerk_netlify_cache_bust'
/** How every parameter of the protocol, and ours, begins that no application may use for its own. */
export const PROTOCOL_PARAM_PREFIX = '__'

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
