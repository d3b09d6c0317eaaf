/**
 * Settings room. What a developer may write. Names follow the protocol's; everything is optional, and `undefined` or `null` means
 * "not given" everywhere, so that an absent value never erases one from the environment (rulings.md D12).
 */
import type { AcceptsToken } from '../wire/token-types.ts'

/** Activates an organization, or the personal account, because the URL names it. @see protocol.md 14 */
export interface OrganizationSyncOptions {
  /**
   * Paths that belong to an organization, each with a parameter `:id` or `:slug`, for example `/orgs/:slug/(.*)`. A value that begins with
   * `org_` is an id, any other a slug (`a-z0-9-`, at most 256 characters), whatever the parameter is called. An empty list matches nothing.
   * Takes precedence over `personalAccountPatterns`. A pattern that can never match, or names no organization, is refused with
   * `ERR_AUTH_PATTERN_INVALID`. Default: none.
   */
  organizationPatterns?: readonly string[] | undefined
  /** Paths that belong to the personal account, for example `/me/(.*)`. An empty list matches nothing. Default: none. */
  personalAccountPatterns?: readonly string[] | undefined
}

/**
 * Where a WebSocket handshake may carry a token. Browsers cannot give such a request an `Authorization` header.
 *
 * Looked at only on requests with `Upgrade: websocket`, and only where `Authorization` holds no token. The token counts as if it stood in that
 * header: it wins over cookies, and a bad one never falls back to them.
 */
export interface WebSocketTokenOptions {
  /**
   * Prefix of a sub-protocol that is followed by the token: `new WebSocket(url, ['chat', 'postern.token.' + token])`. 1 to 64 characters of an
   * HTTP token. The application answers with the other protocol (`chat`); a browser closes a socket whose server chose none of its own. Default: none.
   */
  protocol?: string | null | undefined
  /**
   * Name of a query parameter that holds the token. 1 to 64 of `A-Za-z0-9_.~-`. Logs of proxies and platforms hold whole URLs, so prefer
   * `protocol`. Never logged here, and never part of a `redirect_url`. Default: none.
   */
  query?: string | null | undefined
}

/** What a developer may set. Null, undefined and empty text count as absent. */
export interface AuthOptions {
  /** `pk_test_…` or `pk_live_…`. Names the instance and its Frontend API. Required, except where only API keys or M2M tokens are accepted. */
  publishableKey?: string | null | undefined
  /** `sk_test_…` or `sk_live_…`. Bearer of every call to the Backend API. Required unless `jwtKey` is given (rulings.md 4). */
  secretKey?: string | null | undefined
  /** Bearer for verifying opaque M2M tokens, in place of the secret key. Default: none, and the secret key is used. */
  machineSecretKey?: string | null | undefined
  /** Public key of the instance: PEM, its bare base64 body, or a JWK as JSON. RSA of at least 2048 bits. With it no keys are fetched. Default: none. */
  jwtKey?: string | null | undefined
  /** Base URL of the Backend API, with its scheme. Default `https://api.clerk.com`, or the loopback host that the publishable key names. */
  apiUrl?: string | null | undefined
  /** Version segment of the Backend API. Default `v1`. */
  apiVersion?: string | null | undefined

  /** Accepted `aud` values. When given, the claim must be there and match. Default: not checked. @see RFC 7519 §4.1.3 */
  audience?: string | readonly string[] | null | undefined
  /**
   * Origins whose tokens are accepted (`azp`), as `https://app.example.com`. When given, the claim must be there and be listed. Default: not
   * checked, with one warning in production. Capitals, the default port and one slash at the end are forgiven; anything else that no
   * browser sends as an origin is refused with `ERR_AUTH_OPTION_INVALID`.
   *
   * `https://*.example.com` stands for every origin with exactly one label in place of the star, scheme and port being the same; it does not
   * stand for `https://example.com`. It trusts whoever can have a page on any such host: a customer's site, an abandoned DNS entry, a
   * preview of a stranger's pull request. So it is refused below hosts that are everybody's (`*.com`, `*.co.uk`, `*.vercel.app`). The same
   * list says which origins forwarded headers may name.
   */
  authorizedParties?: readonly string[] | null | undefined
  /** Accepted `iss` values. Default: not checked. */
  issuer?: string | readonly string[] | null | undefined
  /** Accepted `typ` header values of session tokens. When given, the header must have one of them. Default: `JWT`, or no `typ` at all. */
  headerType?: string | readonly string[] | null | undefined
  /** Clock difference that is forgiven, in milliseconds. 0 or more. Default 5 000; anything that is no finite number means the default. */
  clockSkewInMs?: number | null | undefined

  /** Domain of this satellite application, host and optional port. Default: none. */
  domain?: string | null | undefined
  /** This application is a satellite of another that owns the sign-in. Default false. */
  isSatellite?: boolean | null | undefined
  /** A satellite without cookies syncs on its first page, instead of only when asked to. Default false. */
  satelliteAutoSync?: boolean | null | undefined
  /** URL, or path of this application, under which the Frontend API is reached. Default: none, and it is reached at its own host. */
  proxyUrl?: string | null | undefined
  /** Take `proxyUrl` from the request's own origin and the default path `/__clerk`, where the platform proxies by itself. Default false. */
  autoProxy?: boolean | null | undefined
  /**
   * The platform keeps redirects by their URL: those of a development instance get a parameter that makes each new. Default false; adapters read
   * the variables of Netlify.
   */
  isRedirectCached?: boolean | null | undefined
  /**
   * Full URL or path of the sign-in page. Default: the account portal of the instance. On the application's own origin this page and everything
   * below it can be reached by anybody, whatever a middleware's rule says; when it is `/`, or has a query or a fragment, only the page itself (with
   * its `/tasks` and `/create`). A full URL opens nothing unless its
   * origin is listed in `authorizedParties`, since a client can claim any host; on a developer's own machine it need not be.
   */
  signInUrl?: string | null | undefined
  /**
   * Full URL or path of the sign-up page. Default: `signInUrl` + `/create`, else the account portal. On the application's own origin this page
   * and everything below it can be reached by anybody, as with `signInUrl`.
   */
  signUpUrl?: string | null | undefined
  /**
   * Path below which the whole application is served, such as `/admin`. Paths in options and calls (`signInUrl`, `unauthenticatedUrl`,
   * `returnBackUrl`) are taken to be below it, whether or not they begin with it. Begins with a slash. Default: none. In Next.js that of
   * `next.config` counts.
   */
  basePath?: string | null | undefined
  /** Carried along, no behaviour. */
  afterSignInUrl?: string | null | undefined
  /** Carried along, no behaviour. */
  afterSignUpUrl?: string | null | undefined
  /** Origins to which a development primary may send a satellite's browser back, besides loopback and test hosts (rulings.md D3). Spelled as `authorizedParties`, a wildcard included. Default none. */
  allowedRedirectOrigins?: readonly string[] | null | undefined

  /** Organization named by the URL. Default: none. */
  organizationSyncOptions?: OrganizationSyncOptions | null | undefined
  /** Kinds of token that this instance looks at. Default `any`; with an empty list nobody is signed in. Without `session_token`, cookies are not read and no handshake starts. */
  acceptsToken?: AcceptsToken | null | undefined

  /**
   * Where a WebSocket handshake may carry a token. Default: nowhere. Cookies count on a handshake as on any request, and browsers send them
   * for pages of other sites of the same registrable domain too: compare the `Origin` header with your own list before you accept a socket
   * by cookie. `sessionClaims.exp` says when to close it.
   */
  webSocketToken?: WebSocketTokenOptions | null | undefined

  /**
   * Status with which `protect()` answers requests that nobody is signed in for and that are no page visit: 404, as the vendor's, or 401.
   * Server actions and routes for machine tokens are answered with 401 either way. Default 404.
   */
  unauthenticatedStatus?: 404 | 401 | null | undefined
  /**
   * Status with which `protect()` answers requests that are no page visit, of somebody who is signed in and may not be here: 404, as the
   * vendor's, or 403. With 403 everybody who is signed in learns that the address exists. Default 404.
   */
  unauthorizedStatus?: 404 | 403 | null | undefined

  /** How long old keys are used while the provider cannot be reached, in milliseconds, counted from their fetch. 0 or more. Default 86 400 000. */
  jwksStaleIfErrorInMs?: number | null | undefined
  /** Fetch the keys for every verification. For debugging; costs a call each. Default false. */
  skipJwksCache?: boolean | null | undefined
  /** Accepted and ignored, as in the protocol. */
  jwksCacheTtlInMs?: number | null | undefined
  /** How long the provider's positive answer about an opaque machine token is believed, in milliseconds. 0 to 30 000. Default 10 000; 0 asks every time. */
  machineTokenCacheInMs?: number | null | undefined
  /**
   * How many calls to the provider may begin in a second, in each of three shares: machine tokens and handshake nonces, renewals of sessions, and
   * `getToken`. The first is divided: half for tokens that were good within ten minutes, half for all others and nonces, so that junk does not
   * push valid keys out. What is not used is saved for five seconds. Beyond it nobody is asked: a machine token gets 503, a page goes on without
   * its handshake. Fetching keys is no part of it. Counted in each process. 1 to 10 000. Default 100.
   */
  providerCallsPerSecond?: number | null | undefined
  /** How many of these calls may be in the air at a time, in each share, divided likewise. 1 to 10 000. Default 250. */
  providerCallsInFlight?: number | null | undefined
  /** Verified tokens that are remembered. 0 or more. Default 10 000; 0 verifies every signature on every request. */
  tokenCacheMaxEntries?: number | null | undefined
  /** Where options are a function of the request: how many instances (sets of keys) are kept, least recently used dropped first. 1 or more. Default 1 000. */
  maxInstances?: number | null | undefined

  /**
   * Log each decision through `ports.log`, at the level `debug`: with true a line for people, who asked for what, which row won and what would
   * have let them pass; with `'json'` the same with the whole ordered trace as details. What no request changes is logged once. Never prints
   * a token, a cookie value or a key. Default false.
   */
  debug?: boolean | 'json' | null | undefined
}
