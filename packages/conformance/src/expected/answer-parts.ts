/** Parts of answers that more than one table expects. */

/** Names of the cookies that a handshake or a renewal sets in a development instance, as they follow each other; `*` is the suffix. */
export const SESSION_COOKIES: readonly string[] = [
  '__clerk_db_jwt',
  '__clerk_db_jwt_*',
  '__client_uat',
  '__client_uat_*',
  '__refresh_*',
  '__session',
  '__session_*',
]
/** The same in a production instance, where the handshake came as a cookie. */
export const PRODUCTION_SESSION_COOKIES: readonly string[] = [
  '__clerk_handshake',
  '__clerk_handshake_nonce',
  ...SESSION_COOKIES.filter((name) => !name.includes('db_jwt')),
]

/** Nothing of this answer may be kept. */
export const NO_STORE = { 'cache-control': 'no-store' }
/** Where an OAuth client learns who gives out tokens. `{fapi}`: origin of the provider. */
export const CHALLENGE = 'Bearer resource_metadata="{fapi}/.well-known/oauth-protected-resource"'
/** Why a session is nobody's that has expired, in a browser without a refresh token. */
export const EXPIRED = 'session-token-expired-refresh-non-eligible-no-refresh-cookie'
