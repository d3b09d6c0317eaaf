/** Wire room. The claims of a session token. Types only. */
import type { Actor } from './actor.ts'

/** The claims of a verified session token, as they stand in it. @see protocol.md 12 */
export interface SessionClaims {
  readonly sub: string
  /** Seconds since the Unix epoch. */
  readonly exp: number
  readonly iat?: number
  readonly nbf?: number
  readonly iss?: string
  readonly sid?: string
  readonly azp?: string
  readonly aud?: string | readonly string[]
  readonly v?: number
  readonly sts?: string
  readonly fva?: readonly [number, number]
  readonly act?: Actor
  readonly fea?: string
  readonly pla?: string
  readonly o?: {
    readonly id: string
    readonly slg?: string
    readonly rol?: string
    readonly per?: string
    readonly fpm?: string
  }
  readonly org_id?: string
  readonly org_slug?: string
  readonly org_role?: string
  readonly org_permissions?: readonly string[]
  readonly [claim: string]: unknown
}
