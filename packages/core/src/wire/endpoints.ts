/**
 * Wire room. Where the provider answers.
 *
 * @see protocol.md 1.6, 4.3, 6.2, 7, 9.4
 */

/** Default origin of the Backend API. */
export const DEFAULT_API_URL = 'https://api.clerk.com'
/** Default version segment of the Backend API. */
export const DEFAULT_API_VERSION = 'v1'
/** Value of the API version header and parameter. */
export const API_VERSION_DATE = '2026-05-12'

/** Below the Frontend API. */
export const HANDSHAKE_PATH = 'v1/client/handshake'
/** Below the Backend API's version segment. */
export const JWKS_PATH = 'jwks'
/** Below the Backend API's version segment. */
export const HANDSHAKE_PAYLOAD_PATH = 'clients/handshake_payload'
/** Below the Backend API's version segment. */
export const SESSIONS_PATH = 'sessions'
/** Directly below the Backend API's origin, without a version. */
export const VERIFY_M2M_TOKEN_PATH = 'm2m_tokens/verify'
/** Directly below the Backend API's origin, without a version. */
export const VERIFY_OAUTH_TOKEN_PATH = 'oauth_applications/access_tokens/verify'
/** Directly below the Backend API's origin, without a version. */
export const VERIFY_API_KEY_PATH = 'api_keys/verify'

/** Below the application: where the Frontend API is proxied by default. */
export const DEFAULT_PROXY_PATH = '/__clerk'
/** Target of the challenge that OAuth clients follow. @see RFC 9728 §3 */
export const PROTECTED_RESOURCE_PATH = '/.well-known/oauth-protected-resource'

/** The host that people are sent to for signing in begins like this. */
export const ACCOUNT_PORTAL_HOST_PREFIX = 'accounts.'
/** Below the account portal. */
export const SIGN_IN_PATH = '/sign-in'
/** Below the account portal. */
export const SIGN_UP_PATH = '/sign-up'
/** Below the account portal: who somebody is, how they sign in, and where else they are signed in. */
export const PROFILE_PATH = '/user'
/** Below the account portal: the active organization, its members and invitations. */
export const ORGANIZATION_PATH = '/organization'
/** Below the account portal. */
export const CREATE_ORGANIZATION_PATH = '/create-organization'
/** Joined to the sign-in path when there is no sign-up page. */
export const CREATE_PATH = '/create'
/** Joined to the sign-in or sign-up path for pending sessions. */
export const TASKS_PATH = '/tasks'
