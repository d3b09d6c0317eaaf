/**
 * Wire room. Every status and reason a decision can carry, and nothing else.
 *
 * Reasons are the contract; texts are not. They are sent to browsers and to the provider, so none ever holds a secret.
 *
 * @see protocol.md 2.4; rulings.md 5
 */

export type AuthStatus = 'signed-in' | 'signed-out' | 'handshake'

/** Why a session token was not accepted. */
export type TokenReason =
  | 'token-expired'
  | 'token-invalid'
  | 'token-invalid-algorithm'
  | 'token-invalid-authorized-parties'
  | 'token-invalid-issuer'
  | 'token-invalid-signature'
  | 'token-not-active-yet'
  | 'token-iat-in-the-future'
  | 'token-verification-failed'
  | 'secret-key-invalid'
  | 'jwk-local-missing'
  | 'jwk-remote-failed-to-load'
  | 'jwk-remote-invalid'
  | 'jwk-remote-missing'
  | 'jwk-failed-to-resolve'
  | 'jwk-kid-mismatch'

/** Why a machine token was not accepted. The last is ours: nobody could be asked, so nothing is known about the token. */
export type MachineReason =
  | 'token-invalid'
  | 'secret-key-invalid'
  | 'unexpected-error'
  | 'token-verification-failed'
  | 'provider-unavailable'

/** Why a session could not be renewed. Error codes of the provider are passed on as they are. */
export type RefreshReason =
  | 'non-eligible-no-refresh-cookie'
  | 'non-eligible-non-get'
  | 'invalid-session-token'
  | 'missing-api-client'
  | 'missing-session-token'
  | 'missing-refresh-token'
  | 'expired-session-token-decode-failed'
  | 'expired-session-token-missing-sid-claim'
  | 'fetch-error'
  | 'unexpected-sdk-error'
  | 'unexpected-bapi-error'
  | (string & {})

/** States that are decided without looking at a signature, or after it. */
export type StateReason =
  | 'client-uat-but-no-session-token'
  | 'dev-browser-missing'
  | 'dev-browser-sync'
  | 'primary-responds-to-syncing'
  | 'primary-domain-cross-origin-sync'
  | 'satellite-needs-syncing'
  | 'session-token-and-uat-missing'
  | 'session-token-missing'
  | 'session-token-iat-before-client-uat'
  | 'session-token-nbf'
  | 'session-token-iat-in-the-future'
  | 'session-token-but-no-client-uat'
  | 'active-organization-mismatch'
  | 'token-type-mismatch'
  | 'unexpected-error'
  | 'No token in header'
  | `session-token-expired-refresh-${string}`

/** Reasons that `protect()` and the adapters add. The first is the protocol's, the others are ours (rulings.md 5). */
export type RefusalReason = 'protect-rewrite' | 'organization-mismatch' | 'url-ambiguous' | 'prefetch-refused'

/** Every reason that can stand in a decision. */
export type Reason = StateReason | TokenReason | MachineReason | RefusalReason

/** The reasons with a fixed spelling, for documentation and tests. Expired sessions append their refresh reason to a prefix. */
export const REASONS: readonly Reason[] = [
  'client-uat-but-no-session-token',
  'dev-browser-missing',
  'dev-browser-sync',
  'primary-responds-to-syncing',
  'primary-domain-cross-origin-sync',
  'satellite-needs-syncing',
  'session-token-and-uat-missing',
  'session-token-missing',
  'session-token-iat-before-client-uat',
  'session-token-nbf',
  'session-token-iat-in-the-future',
  'session-token-but-no-client-uat',
  'active-organization-mismatch',
  'token-type-mismatch',
  'unexpected-error',
  'No token in header',
  'token-expired',
  'token-invalid',
  'token-invalid-algorithm',
  'token-invalid-authorized-parties',
  'token-invalid-issuer',
  'token-invalid-signature',
  'token-not-active-yet',
  'token-iat-in-the-future',
  'token-verification-failed',
  'secret-key-invalid',
  'jwk-local-missing',
  'jwk-remote-failed-to-load',
  'jwk-remote-invalid',
  'jwk-remote-missing',
  'jwk-failed-to-resolve',
  'jwk-kid-mismatch',
  'provider-unavailable',
  'protect-rewrite',
  'organization-mismatch',
  'url-ambiguous',
  'prefetch-refused',
]

/** What the reason of an expired session begins with; the refresh reason follows. */
export const EXPIRED_REASON_PREFIX = 'session-token-expired-refresh-'
