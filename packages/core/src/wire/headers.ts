/**
 * Wire room. The headers of the protocol, and ours. Names only, all in lower case.
 *
 * @see protocol.md 2.3
 */

/** `signed-in`, `signed-out` or `handshake`. On responses, and in the hand-over to Next's server code. */
export const AUTH_STATUS_HEADER = 'x-clerk-auth-status'
/** The reason code of a signed-out or handshake state. */
export const AUTH_REASON_HEADER = 'x-clerk-auth-reason'
/** Human text that belongs to the reason. Never a contract. */
export const AUTH_MESSAGE_HEADER = 'x-clerk-auth-message'
/** Hand-over only: the session token. */
export const AUTH_TOKEN_HEADER = 'x-clerk-auth-token'
/** Hand-over only: HMAC-SHA1 of the token under the secret key, lower-case hex. */
export const AUTH_SIGNATURE_HEADER = 'x-clerk-auth-signature'
/** Hand-over only: the public URL of the request. */
export const CLERK_URL_HEADER = 'x-clerk-clerk-url'
/** Hand-over only: encrypted options and machine object. */
export const REQUEST_DATA_HEADER = 'x-clerk-request-data'
/** Hand-over only: `true` when the middleware ran with debug. */
export const DEBUG_HEADER = 'x-clerk-debug'
/** Marks redirects that `redirectToSignIn` and its kin made. */
export const REDIRECT_MARK_HEADER = 'x-clerk-redirect-to'
/** Our sealed hand-over (decisions.md 3). */
export const SEAL_HEADER = 'x-postern-auth'

/** Prefixes of headers that only the middleware may set. Anything a client sends under them is removed (decisions.md D4). */
export const INTERNAL_HEADER_PREFIXES = ['x-clerk-', 'x-postern-'] as const

/** Version of the provider's APIs that requests ask for. */
export const API_VERSION_HEADER = 'clerk-api-version'
/** Sent by the provider's browser API when it replaces the development browser. */
export const DEV_BROWSER_HEADER = 'clerk-db-jwt'

export const AUTHORIZATION_HEADER = 'authorization'
export const COOKIE_HEADER = 'cookie'
export const ACCEPT_HEADER = 'accept'
export const HOST_HEADER = 'host'
export const ORIGIN_HEADER = 'origin'
export const REFERER_HEADER = 'referer'
export const FETCH_DEST_HEADER = 'sec-fetch-dest'
export const FORWARDED_HOST_HEADER = 'x-forwarded-host'
export const FORWARDED_PROTO_HEADER = 'x-forwarded-proto'
/** Says that a navigation is speculative. The older spelling is `purpose`. */
export const SEC_PURPOSE_HEADER = 'sec-purpose'
export const PURPOSE_HEADER = 'purpose'
export const CONTENT_TYPE_HEADER = 'content-type'
export const CACHE_CONTROL_HEADER = 'cache-control'
export const SET_COOKIE_HEADER = 'set-cookie'
export const LOCATION_HEADER = 'location'
export const CHALLENGE_HEADER = 'www-authenticate'
export const ALLOW_ORIGIN_HEADER = 'access-control-allow-origin'
export const ALLOW_CREDENTIALS_HEADER = 'access-control-allow-credentials'

/** Set by Next's App Router on client-side navigations and server actions. */
export const NEXT_URL_HEADER = 'next-url'
/** Set by Next on server actions. */
export const NEXT_ACTION_HEADER = 'next-action'
/** Set by Next's Pages Router on client-side navigations. */
export const NEXT_DATA_HEADER = 'x-nextjs-data'
