/**
 * Wire room. Every status and reason a decision can carry, each with what belongs to it. A new reason is a new row: the types and the lists
 * below derive from it, and `apps/docs/errors.md` has to explain it.
 *
 * Reasons are the contract; texts are not. They are sent to browsers and to the provider, so none ever holds a secret.
 *
 * @see protocol.md 2.4; rulings.md 5
 */

/** Whether a request is authenticated; `handshake`: the browser is sent to the provider to find out. */
export type AuthStatus = 'signed-in' | 'signed-out' | 'handshake'

/** What belongs to a reason. */
export interface ReasonRow {
  /**
   * Who gives it: `state`, what is decided without looking at a signature, or after it; `token`, why a session token was not accepted;
   * `machine`, the same of a machine token; `refusal`, what `protect()` and the adapters add. The first is its place in errors.md.
   */
  readonly by: readonly ('state' | 'token' | 'machine' | 'refusal')[]
  /** One sentence for people. Empty where there is nothing to add, or where whoever gives the reason knows more. */
  readonly message: string
  /** A client who is answered 404 must not read it: it would say what is hidden there. `protect-rewrite` stands in its place. */
  readonly isHidden?: true
}

// The table stands in three parts, so that an application carries the texts of tokens without the names of states.

// prettier-ignore
const states = {
  'session-token-and-uat-missing':       { by: ['state'], message: '' },
  'dev-browser-missing':                 { by: ['state'], message: '' },
  'dev-browser-sync':                    { by: ['state'], message: '' },
  'client-uat-but-no-session-token':     { by: ['state'], message: '' },
  'session-token-but-no-client-uat':     { by: ['state'], message: '' },
  'session-token-iat-before-client-uat': { by: ['state'], message: '' },
  'session-token-missing':               { by: ['state'], message: '' },
  'session-token-nbf':                   { by: ['state'], message: '' },
  'session-token-iat-in-the-future':     { by: ['state'], message: '' },
  'satellite-needs-syncing':             { by: ['state'], message: '' },
  'primary-responds-to-syncing':         { by: ['state'], message: '' },
  'primary-domain-cross-origin-sync':    { by: ['state'], message: '' },
  'active-organization-mismatch':        { by: ['state'], message: '' },
  'token-type-mismatch':                 { by: ['state'], message: '' },
  'No token in header':                  { by: ['state'], message: '' },
  'unexpected-error':                    { by: ['state', 'machine'], message: '' },
} as const

/** Why a token was not accepted. */
// prettier-ignore
export const TOKEN_ROWS = {
  'token-expired':                    { by: ['token'], message: 'The token has expired.' },
  'token-not-active-yet':             { by: ['token'], message: 'The token is not active yet. Check the clock of this machine.' },
  'token-iat-in-the-future':          { by: ['token'], message: 'The token was issued in the future. Check the clock of this machine.' },
  'token-invalid':                    { by: ['token', 'machine'], message: '' },
  'token-invalid-algorithm':          { by: ['token'], message: 'The token is not signed with RS256, RS384 or RS512.' },
  'token-invalid-signature':          { by: ['token'], message: 'The signature of the token is wrong. Check that the keys belong to the same instance.' },
  'token-invalid-authorized-parties': { by: ['token'], message: 'The token was made for an origin that is not in authorizedParties.' },
  'token-invalid-issuer':             { by: ['token'], message: 'The token was issued by somebody who is not in issuer.' },
  'token-verification-failed':        { by: ['token', 'machine'], message: '' },
  'secret-key-invalid':               { by: ['token', 'machine'], message: '' },
  'jwk-remote-failed-to-load':        { by: ['token'], message: 'The signing keys could not be loaded.' },
  'jwk-remote-invalid':               { by: ['token'], message: 'The key of this token could not be imported.' },
  'jwk-failed-to-resolve':            { by: ['token'], message: 'There is no key to verify this token with. Set CLERK_SECRET_KEY or CLERK_JWT_KEY.' },
  'jwk-kid-mismatch':                 { by: ['token'], message: 'The token names a signing key that this instance does not have. Check that the keys belong to the same instance.' },
  // Ours: nobody could be asked, so nothing is known about the token.
  'provider-unavailable':             { by: ['machine'], message: 'The provider could not be asked about the token.' },
} as const

/** Why a visitor is refused who is authenticated well enough. */
// prettier-ignore
export const REFUSAL_ROWS = {
  'protect-rewrite':       { by: ['refusal'], message: '' },
  // The rest is ours (rulings.md 5).
  'organization-mismatch': { by: ['refusal'], message: '', isHidden: true },
  'url-ambiguous':         { by: ['refusal'], message: '' },
  'prefetch-refused':      { by: ['refusal'], message: '' },
} as const

type Rows = typeof states & typeof TOKEN_ROWS & typeof REFUSAL_ROWS
/** The reasons with a fixed spelling. */
type FixedReason = keyof Rows
/** The reasons that somebody gives. */
type GivenBy<Who extends ReasonRow['by'][number]> = {
  [R in FixedReason]: Who extends Rows[R]['by'][number] ? R : never
}[FixedReason]

/** What belongs to each reason with a fixed spelling: the whole table. */
export const REASON_ROWS: Readonly<Record<FixedReason, ReasonRow>> = /* @__PURE__ */ Object.assign(
  {},
  states,
  TOKEN_ROWS,
  REFUSAL_ROWS,
)

/** The reasons with a fixed spelling, in the order of the table. Expired sessions append their refresh reason to a prefix. */
export const REASONS: readonly FixedReason[] = /* @__PURE__ */ listReasons()

function listReasons(): readonly FixedReason[] {
  return Object.keys(REASON_ROWS).filter((name): name is FixedReason => Object.hasOwn(REASON_ROWS, name))
}

/** What the reason of an expired session begins with; the refresh reason follows. */
export const EXPIRED_REASON_PREFIX = 'session-token-expired-refresh-'

/** Why a session could not be renewed, as far as we say so ourselves. */
export const REFRESH_REASONS = [
  'non-eligible-no-refresh-cookie',
  'non-eligible-non-get',
  'invalid-session-token',
  'missing-api-client',
  'missing-session-token',
  'missing-refresh-token',
  'expired-session-token-decode-failed',
  'expired-session-token-missing-sid-claim',
  'fetch-error',
  'unexpected-sdk-error',
  'unexpected-bapi-error',
] as const

/** Why a session token was not accepted. */
export type TokenReason = GivenBy<'token'>
/** Why a machine token was not accepted. */
export type MachineReason = GivenBy<'machine'>
/** Reasons that `protect()` and the adapters add. */
export type RefusalReason = GivenBy<'refusal'>
/** States that are decided without looking at a signature, or after it. */
export type StateReason = GivenBy<'state'> | `${typeof EXPIRED_REASON_PREFIX}${string}`
/** Why a session could not be renewed. Error codes of the provider are passed on as they are. */
export type RefreshReason = (typeof REFRESH_REASONS)[number] | (string & {})
/** Every reason that can stand in a decision. */
export type Reason = FixedReason | StateReason

/** Content type of a problem. */
export const PROBLEM_CONTENT_TYPE = 'application/problem+json'
/**
 * What `type` begins with; the reason follows, and names the row of the documentation that explains it. A name and no address: the project
 * has no site of its own, and a link that leads nowhere would be worse. @see RFC 9457 §3.1.1
 */
export const PROBLEM_TYPE_PREFIX = 'urn:postern:reason:'

/** The member of an answer that holds the error for which the vendor's browser code asks people to sign in again. */
export const REVERIFICATION_ERROR_MEMBER = 'clerk_error'
/** `type` of the error. */
export const REVERIFICATION_ERROR_TYPE = 'forbidden'
/** `reason` of the error. */
export const REVERIFICATION_ERROR_REASON = 'reverification-error'
