/**
 * Wire room. Categories and shapes of the tokens that the provider signs, and the claims of a session.
 *
 * @see protocol.md 4.4, 12
 */

/** JOSE header that names the class of a token. */
export const CATEGORY_HEADER_NAME = 'cat'
/** Session tokens, and handshake tokens. */
export const SESSION_CATEGORY = 'cl_B7d4PD111AAA'
/** Tokens made from a template. */
export const TEMPLATE_CATEGORY = 'cl_B7d4PD222AAA'
/** Machine-to-machine tokens. */
export const M2M_CATEGORY = 'cl_B7d4PD333AAA'
/** Says nothing about the class; accepted. */
export const NEUTRAL_CATEGORY = 'cl_I7d4PD111III'

/** Default `typ` of every token but OAuth access tokens. */
export const JWT_TYPE = 'JWT'
/** The two spellings of an OAuth access token's `typ`. @see RFC 9068 §2.1 */
export const OAUTH_TOKEN_TYPES = ['at+jwt', 'application/at+jwt'] as const
/** How the subject of a machine token begins. */
export const MACHINE_SUBJECT_PREFIX = 'mch_'
/** How the subject of a person begins. */
export const USER_SUBJECT_PREFIX = 'user_'
/** How the subject of an organization begins. */
export const ORGANIZATION_SUBJECT_PREFIX = 'org_'
/** What roles and permissions begin with. */
export const ORGANIZATION_PREFIX = 'org:'
/** The claims version that carries organization data in `o`. */
export const CLAIMS_VERSION_2 = 2
/** Signature algorithms that a token may use. Nothing else is ever handed to the crypto. */
export const SIGNATURE_ALGORITHMS = ['RS256', 'RS384', 'RS512'] as const

/** Who really acts, when someone impersonates the user. @see RFC 8693 §4.1 */
export interface Actor {
  /** Id of the person who acts. */
  readonly sub: string
  readonly [claim: string]: unknown
}

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
  /** Id of the person, `user_…`. */
  readonly sub: string
  /** Seconds since the Unix epoch. */
  readonly exp: number
  /** When it was made. Seconds since the Unix epoch. */
  readonly iat?: number
  /** When it begins to count. Seconds since the Unix epoch. */
  readonly nbf?: number
  /** Who made it: the instance's Frontend API. */
  readonly iss?: string
  /** Id of the session, `sess_…`. */
  readonly sid?: string
  /** Origin of the application that it was made for. */
  readonly azp?: string
  /** Whom it is for, where the instance says so. */
  readonly aud?: string | readonly string[]
  /** Version of the claims: 2, or absent for 1. */
  readonly v?: number
  /** Status of the session: `active` or `pending`. */
  readonly sts?: string
  /** Minutes since the first and the second factor; -1 for one that is not set up. */
  readonly fva?: readonly [number, number]
  /** Who really acts, when somebody impersonates the person. */
  readonly act?: Actor
  /** Features, as `scope:id` joined by commas. */
  readonly fea?: string
  /** Plans, as `scope:id` joined by commas. */
  readonly pla?: string
  /** Version 2: the active organization. */
  readonly o?: {
    /** Such as `org_…`. */
    readonly id: string
    /** Its name in URLs. */
    readonly slg?: string
    /** The person's role, without `org:`. */
    readonly rol?: string
    /** Names of permissions, joined by commas. */
    readonly per?: string
    /** For each feature of the organization, which of them it grants: numbers whose bits count, joined by commas. */
    readonly fpm?: string
  }
  /** Version 1: the active organization, `org_…`. */
  readonly org_id?: string
  /** Version 1: its name in URLs. */
  readonly org_slug?: string
  /** Version 1: the person's role, with `org:`. */
  readonly org_role?: string
  /** Version 1: permissions, with `org:`. */
  readonly org_permissions?: readonly string[]
  readonly [claim: string]: unknown
}
