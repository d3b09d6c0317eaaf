/**
 * Session room. What a developer hands to `protect()`. Types only.
 *
 * @see protocol.md 15.5; rulings.md D16
 */
import type { AcceptsToken } from '../wire/token-types.ts'
import type { Has, HasParams } from './auth-types.ts'

/** What must hold. Everything that is named must; a key whose value is missing refuses. */
export interface ProtectParams extends HasParams {
  /**
   * The id (`org_…`) or the slug that must be the active organization, usually a parameter of the path. Ours. Machines have no active
   * organization and are refused.
   */
  readonly organization?: string
}

/** Asked with the session's own `has`. Truthy lets through; a rejection or a throw propagates and lets nobody through. */
export type ProtectPredicate = (has: Has) => boolean | Promise<boolean>

export type ProtectCondition = ProtectParams | ProtectPredicate

/** Which tokens are looked at, and where a refusal leads. */
export interface ProtectOptions<A extends AcceptsToken = AcceptsToken> {
  /** Kinds of token that are accepted. Default `session_token`. */
  readonly token?: A | undefined
  /** Where people go who are not signed in. Absolute, or relative to the URL of the request. Default: the sign-in page, or 404. */
  readonly unauthenticatedUrl?: string | URL | undefined
  /** Where people go who are signed in, but may not be here. Absolute, or relative to the URL of the request. Default: 404. */
  readonly unauthorizedUrl?: string | URL | undefined
}
