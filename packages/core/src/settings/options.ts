/**
 * Settings room. What a developer may write. Names follow the protocol's; everything is optional, and `undefined` or `null` means
 * "not given" everywhere, so that an absent value never erases one from the environment (decisions.md D12).
 */
import type { AcceptsToken } from '../wire/token-types.ts'

/** Activates an organization, or the personal account, because the URL names it. @see protocol.md 14 */
export interface OrganizationSyncOptions {
  /**
   * Paths that belong to an organization, each with a parameter `:id` or `:slug`, for example `/orgs/:slug/(.*)`. An empty list matches
   * nothing. Takes precedence over `personalAccountPatterns`. A pattern that can never match, or names no organization, is refused with
   * `ERR_AUTH_PATTERN_INVALID`.
   */
  readonly organizationPatterns?: readonly string[] | undefined
  /** Paths that belong to the personal account, for example `/me/(.*)`. An empty list matches nothing. */
  readonly personalAccountPatterns?: readonly string[] | undefined
}

export interface AuthOptions {
  /** `pk_test_…` or `pk_live_…`. Names the instance and its Frontend API. Required, except where only API keys or M2M tokens are accepted. */
  readonly publishableKey?: string | null | undefined
  /** `sk_test_…` or `sk_live_…`. Bearer of every call to the Backend API. Required unless `jwtKey` is given (decisions.md 4). */
  readonly secretKey?: string | null | undefined
  /** Bearer for verifying opaque M2M tokens, in place of the secret key. */
  readonly machineSecretKey?: string | null | undefined
  /** Public key of the instance: PEM, its bare base64 body, or a JWK as JSON. RSA of at least 2048 bits. With it no keys are fetched. */
  readonly jwtKey?: string | null | undefined
  /** Base URL of the Backend API, with its scheme. Default `https://api.clerk.com`, or the loopback host that the publishable key names. */
  readonly apiUrl?: string | null | undefined
  /** Version segment of the Backend API. Default `v1`. */
  readonly apiVersion?: string | null | undefined

  /** Accepted `aud` values. When given, the claim must be there and match. Default: not checked. @see RFC 7519 §4.1.3 */
  readonly audience?: string | readonly string[] | null | undefined
  /**
   * Origins whose tokens are accepted (`azp`), as `https://app.example.com`. When given, the claim must be there and be listed. Default: not
   * checked, with one warning in production. Capitals, the default port and one slash at the end are forgiven; anything else that no
   * browser sends as an origin is refused with `ERR_AUTH_OPTION_INVALID`.
   *
   * `https://*.example.com` stands for every origin with exactly one label in place of the star, scheme and port being the same; it does not
   * stand for `https://example.com`. It trusts whoever can have a page on any such host: a customer's site, an abandoned DNS entry, a
   * preview of a stranger's pull request. So it is refused below hosts that are everybody's (`*.com`, `*.co.uk`, `*.vercel.app`). The same
   * list says which origins forwarded headers may name, and which pages may open a WebSocket.
   */
  readonly authorizedParties?: readonly string[] | null | undefined
  /** Accepted `iss` values. Default: not checked. */
  readonly issuer?: string | readonly string[] | null | undefined
  /** Accepted `typ` header values of session tokens. When given, the header must have one of them. Default: `JWT`, or no `typ` at all. */
  readonly headerType?: string | readonly string[] | null | undefined
  /** Clock difference that is forgiven, in milliseconds. 0 or more. Default 5 000; anything that is no finite number means the default. */
  readonly clockSkewInMs?: number | null | undefined

  /** Domain of this satellite application, host and optional port. */
  readonly domain?: string | null | undefined
  /** This application is a satellite of another that owns the sign-in. Default false. */
  readonly isSatellite?: boolean | null | undefined
  /** A satellite without cookies syncs on its first page, instead of only when asked to. Default false. */
  readonly satelliteAutoSync?: boolean | null | undefined
  /** URL, or path of this application, under which the Frontend API is reached. */
  readonly proxyUrl?: string | null | undefined
  /** Take `proxyUrl` from the request's own origin and the default path `/__clerk`, where the platform proxies by itself. Default false. */
  readonly autoProxy?: boolean | null | undefined
  /** Full URL or path of the sign-in page. Default: the account portal of the instance. */
  readonly signInUrl?: string | null | undefined
  /** Full URL or path of the sign-up page. Default: `signInUrl` + `/create`, else the account portal. */
  readonly signUpUrl?: string | null | undefined
  /**
   * Path below which the whole application is served, such as `/admin`. Paths in options and calls (`signInUrl`, `unauthenticatedUrl`,
   * `returnBackUrl`) are taken to be below it, whether or not they begin with it. Begins with a slash. Default: none. In Next.js that of
   * `next.config` counts.
   */
  readonly basePath?: string | null | undefined
  /** Carried along, no behaviour. */
  readonly afterSignInUrl?: string | null | undefined
  /** Carried along, no behaviour. */
  readonly afterSignUpUrl?: string | null | undefined
  /** Origins to which a development primary may send a satellite's browser back, besides loopback and test hosts (decisions.md D3). Spelled as `authorizedParties`, a wildcard included. Default none. */
  readonly allowedRedirectOrigins?: readonly string[] | null | undefined

  /** Organization named by the URL. Default: none. */
  readonly organizationSyncOptions?: OrganizationSyncOptions | null | undefined
  /** Kinds of token that this instance looks at. Default `any`. Without `session_token`, cookies are not read and no handshake starts. */
  readonly acceptsToken?: AcceptsToken | null | undefined

  /** How long old keys are used while the provider cannot be reached, in milliseconds, counted from their fetch. 0 or more. Default 86 400 000. */
  readonly jwksStaleIfErrorInMs?: number | null | undefined
  /** Fetch the keys for every verification. For debugging; costs a call each. Default false. */
  readonly skipJwksCache?: boolean | null | undefined
  /** Accepted and ignored, as in the protocol. */
  readonly jwksCacheTtlInMs?: number | null | undefined
  /** How long the provider's positive answer about an opaque machine token is believed, in milliseconds. 0 to 30 000. Default 10 000; 0 asks every time. */
  readonly machineTokenCacheInMs?: number | null | undefined
  /** Verified tokens that are remembered. 0 or more. Default 10 000; 0 verifies every signature on every request. */
  readonly tokenCacheMaxEntries?: number | null | undefined
  /** Where options are a function of the request: how many instances (sets of keys) are kept, least recently used dropped first. 1 or more. Default 1 000. */
  readonly maxInstances?: number | null | undefined

  /** Log one ordered trace per request through `ports.log`. Never prints a token, a cookie value or a key. Default false. */
  readonly debug?: boolean | null | undefined
}
