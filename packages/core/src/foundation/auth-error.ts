/**
 * Errors that are thrown: a developer's mistake, found when settings are resolved or a pattern is compiled, and the one refusal of a
 * client's input that a matcher cannot express as a value. Everything expected at request time is a value (`result.ts`).
 */

import type { Reason } from '../wire/reasons.ts'

/** Where an application has the page that explains codes, reasons and events: it is packed with core, and needs no network. */
export const ERRORS_PAGE = 'node_modules/@postern/core/errors.md'

/** Codes of every `AuthError`. Each has a section with cause and cure in errors.md. */
export type AuthErrorCode =
  | 'ERR_AUTH_PUBLISHABLE_KEY_MISSING'
  | 'ERR_AUTH_PUBLISHABLE_KEY_INVALID'
  | 'ERR_AUTH_SECRET_KEY_MISSING'
  | 'ERR_AUTH_JWT_KEY_INVALID'
  | 'ERR_AUTH_OPTION_INVALID'
  | 'ERR_AUTH_PATTERN_INVALID'
  | 'ERR_AUTH_URL_AMBIGUOUS'
  | 'ERR_AUTH_SATELLITE_DOMAIN'
  | 'ERR_AUTH_SATELLITE_SIGN_IN_URL'
  | 'ERR_AUTH_SIGN_IN_URL_MISSING'
  | 'ERR_AUTH_MIDDLEWARE_MISSING'
  | 'ERR_AUTH_NEXT_CONFIG'
  | 'ERR_AUTH_NEXT_VERSION'
  | 'ERR_AUTH_CACHED_SCOPE'
  | 'ERR_AUTH_NOT_AWAITED'
  | 'ERR_AUTH_ENCRYPTION_KEY_MISSING'
  | 'ERR_AUTH_ENCRYPTION_KEY_INVALID'
  | 'ERR_AUTH_CSP_INVALID'
  | 'ERR_AUTH_PROXY_INVALID'
  | 'ERR_AUTH_TEMPLATE_TOKEN'
  | 'ERR_AUTH_TOKEN_INVALID'
  | 'ERR_AUTH_BINDING_UNREADABLE'
  | 'ERR_AUTH_BACKEND_CALL'
  | 'ERR_AUTH_TENANT_UNKNOWN'

/** What else an error may carry. */
export interface AuthErrorDetails {
  /** The error underneath, never one that holds a credential. */
  readonly cause?: unknown
  /** The code that the vendor's package uses for the same mistake. */
  readonly vendorCode?: string
  /** HTTP status with which an adapter answers, where a client caused the error. */
  readonly status?: number
  /** Why a token was not accepted. */
  readonly reason?: Reason
}

/**
 * A mistake with a name. The message says what is wrong, where to look and what to do; it never holds a credential. Where a client caused the
 * error, so that an adapter may answer with the message, it does not name a file.
 */
export class AuthError extends Error {
  /** Always `AuthError`. */
  override readonly name = 'AuthError'
  /** Stable; safe to compare. */
  readonly code: AuthErrorCode
  /** The vendor's code for the same mistake, or null. */
  readonly vendorCode: string | null
  /** HTTP status with which an adapter answers, or null: then the error propagates and the framework answers 500. */
  readonly status: number | null
  /** Why a token was not accepted, with `ERR_AUTH_TOKEN_INVALID`; else null. */
  readonly reason: Reason | null

  constructor(code: AuthErrorCode, message: string, details: AuthErrorDetails = {}) {
    const place = details.status === undefined ? ` (${ERRORS_PAGE}#${code.toLowerCase()})` : ''
    super(`${code}: ${message}${place}`, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.vendorCode = details.vendorCode ?? null
    this.status = details.status ?? null
    this.reason = details.reason ?? null
  }
}
