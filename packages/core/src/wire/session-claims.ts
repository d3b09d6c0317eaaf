/** Wire room. The claims of a session token. Types only. */
import type { Actor } from './actor.ts'

declare global {
  /**
   * Claims that the application's own template adds to a session token: `declare global { interface CustomJwtSessionClaims { metadata: {
   * role?: 'admin' } } }`. The vendor's packages declare the same interface, so the two merge. Nothing checks that a token holds them.
   */
  // oxlint-disable-next-line typescript/no-empty-interface
  interface CustomJwtSessionClaims {}
}

/** The claims of a verified session token, as they stand in it, with those that the application declares. @see protocol.md 12 */
export type SessionClaims = ProviderClaims & Readonly<CustomJwtSessionClaims>

/** The claims that the provider writes. Any other is unknown. */
export interface ProviderClaims {
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
