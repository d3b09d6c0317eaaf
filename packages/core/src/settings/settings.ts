/**
 * Settings room. What the developer asked for, complete. Types only.
 *
 * `AuthOptions` becomes `Settings` once per instance; no room further right sees an option, an environment variable or a default.
 */
import type { CookieNames } from './cookie-names.ts'
import type { RouteTest } from '../routing/create-account-test.ts'
import type { OddOption } from './find-odd-options.ts'
import type { TokenType } from '../wire/token-types.ts'

/** An RSA public key, modulus and exponent in base64url. @see RFC 7518 §6.3.1 */
export interface RsaPublicJwk {
  readonly kty: 'RSA'
  readonly n: string
  readonly e: string
  /** The only algorithm this key may be used with, if it says so. */
  readonly alg?: string
}

/** Where keys come from, and how long they are believed. */
export interface KeyPolicy {
  /** A key given by the developer. With it nothing is fetched and the token's `kid` selects nothing. */
  readonly localKey: RsaPublicJwk | null
  /** Origin of the Backend API, without a trailing slash. */
  readonly apiUrl: string
  readonly apiVersion: string
  readonly secretKey: string | null
  readonly staleIfErrorMs: number
  readonly isCacheSkipped: boolean
}

/** What a token must say. Empty lists are not checked. */
export interface TokenPolicy {
  readonly audiences: readonly string[]
  readonly authorizedParties: readonly string[]
  readonly issuers: readonly string[]
  /** Accepted `typ` of session tokens, which must then be there. Empty: `JWT`, or none at all. */
  readonly sessionTokenTypes: readonly string[]
  readonly clockSkewMs: number
}

/** Where a WebSocket handshake may carry a token. Empty: not there. */
export interface SocketTokenPlace {
  /** Prefix of a sub-protocol. */
  readonly protocol: string
  /** Name of a query parameter. */
  readonly query: string
}

/** Which organization the URL names. */
export interface OrganizationRoutes {
  /** Asked in order; the first that matches decides. */
  readonly organizations: readonly RouteTest[]
  readonly personalAccounts: readonly RouteTest[]
}

export interface Settings {
  readonly isDevelopment: boolean
  /** Empty where no publishable key is needed (only API keys or M2M tokens accepted). */
  readonly publishableKey: string
  readonly secretKey: string | null
  readonly machineSecretKey: string | null
  /** Host (with port) that tokens name in `iss`: from the key, or from the satellite's domain; never the proxy. */
  readonly issuerHost: string
  /** Base URL of the Frontend API, with scheme, no trailing slash; or a path of the application when proxied relatively. */
  readonly frontendApiUrl: string
  /** Host of the key itself, for the challenge. */
  readonly keyHost: string
  /** Base URL of the account portal, where people sign in when there is no sign-in page. */
  readonly accountPortalUrl: string
  readonly cookieNames: CookieNames
  readonly keys: KeyPolicy
  readonly tokens: TokenPolicy

  /** The platform keeps redirects by their URL. */
  readonly isRedirectCached: boolean
  readonly isSatellite: boolean
  readonly isSatelliteAutoSync: boolean
  readonly domain: string
  /** As given, empty when not proxied. */
  readonly proxyUrl: string
  /** Without a slash at its end; empty: none. */
  readonly basePath: string
  /** Below the base path already, as is the next. */
  readonly signInUrl: string
  readonly signUpUrl: string
  readonly afterSignInUrl: string
  readonly afterSignUpUrl: string
  readonly allowedRedirectOrigins: readonly string[]
  readonly organizationRoutes: OrganizationRoutes | null
  /** Null: only `Authorization` and cookies carry tokens. */
  readonly socketToken: SocketTokenPlace | null

  /** What programs are told; pages and server actions are not concerned. */
  readonly refusals: {
    readonly unauthenticatedStatus: 404 | 401
    readonly unauthorizedStatus: 404 | 403
  }

  /** Kinds of token that this instance looks at. */
  readonly acceptedTokens: readonly TokenType[]
  readonly machineTokenCacheMs: number
  /** Bounds of the calls to the provider, per second and in the air. */
  readonly calls: { readonly callsPerSecond: number; readonly callsInFlight: number }
  readonly tokenCacheMaxEntries: number
  /** Names among the options that mean nothing here. */
  readonly oddOptions: readonly OddOption[]
  /** What is told of each decision: nothing, a line for people, or all of it as data. */
  readonly debug: 'off' | 'text' | 'json'
}
