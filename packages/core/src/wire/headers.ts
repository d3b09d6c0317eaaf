/**
 * Wire room. The headers of the protocol, and ours. Names only, all in lower case.
 *
 * @see protocol.md 2.3
 */

/** `signed-in`, `signed-out` or `handshake`. On responses, and in the hand-over to Next's server code. */
export const AUTH_STATUS_HEADER = 'x-clerk-auth-status'
/** The reason code of a signed-out or handshake state. */
export const AUTH_REASON_HEADER = 'x-clerk-auth-reason'
/** Human text that belongs to the reason. Never a contract. */
export const AUTH_MESSAGE_HEADER = 'x-clerk-auth-message'
/** Hand-over only: the session token. */
export const AUTH_TOKEN_HEADER = 'x-clerk-auth-token'
/** Hand-over only: HMAC-SHA1 of the token under the secret key, lower-case hex. */
export const AUTH_SIGNATURE_HEADER = 'x-clerk-auth-signature'
/** Hand-over only: the public URL of the request. */
export const CLERK_URL_HEADER = 'x-clerk-clerk-url'
/** Hand-over only: encrypted options and machine object. */
export const REQUEST_DATA_HEADER = 'x-clerk-request-data'
/** Hand-over only: `true` when the middleware ran with debug. */
export const DEBUG_HEADER = 'x-clerk-debug'
/** Marks redirects that `redirectToSignIn` and its kin made. */
export const REDIRECT_MARK_HEADER = 'x-clerk-redirect-to'
/** Our sealed hand-over (rulings.md 3). */
export const SEAL_HEADER = 'x-postern-auth'
/** Development only: what a refused request wanted and what is held, in words. */
export const REFUSAL_HEADER = 'x-postern-refusal'
/** Never sent. Removing it tells whether the headers of a response can be changed. */
export const PROBE_HEADER = 'x-postern-probe'

/** Prefixes of headers that only the middleware may set. Anything a client sends under them is removed (rulings.md D4). */
export const INTERNAL_HEADER_PREFIXES = ['x-clerk-', 'x-postern-'] as const

/** Version of the provider's APIs that requests ask for. */
export const API_VERSION_HEADER = 'clerk-api-version'
/** Sent by the provider's browser API when it replaces the development browser. */
export const DEV_BROWSER_HEADER = 'clerk-db-jwt'

/** Holds a token, after a scheme. @see RFC 9110 §11.6.2 */
export const AUTHORIZATION_HEADER = 'authorization'
/** All cookies of a request. @see RFC 6265 §5.4 */
export const COOKIE_HEADER = 'cookie'
/** Which kinds of answers the reader takes. @see RFC 9110 §12.5.1 */
export const ACCEPT_HEADER = 'accept'
/** Host and port that were asked for. @see RFC 9110 §7.2 */
export const HOST_HEADER = 'host'
/** Origin of the page that asks. @see RFC 6454 §7 */
export const ORIGIN_HEADER = 'origin'
/** Address of the page that led here. @see RFC 9110 §10.1.3 */
export const REFERER_HEADER = 'referer'
/** What the browser calls itself. @see RFC 9110 §10.1.5 */
export const USER_AGENT_HEADER = 'user-agent'
/** What the browser wants to do with the answer. @see Fetch Metadata §2.1 */
export const FETCH_DEST_HEADER = 'sec-fetch-dest'
/** Host that a proxy in front was asked for. Anybody can send it. */
export const FORWARDED_HOST_HEADER = 'x-forwarded-host'
/** Scheme that a proxy in front was asked with. Anybody can send it. */
export const FORWARDED_PROTO_HEADER = 'x-forwarded-proto'
/** Say that a navigation is speculative. The first is today's; the others are those of older browsers. */
export const PURPOSE_HEADERS = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'] as const
/** What they say then. */
export const SPECULATIVE_PURPOSE: RegExp = /prefetch|preview/i
/** Kind of a body. @see RFC 9110 §8.3 */
export const CONTENT_TYPE_HEADER = 'content-type'
/** How a body is framed; there is one where this is. @see RFC 9112 §6.1 */
export const TRANSFER_ENCODING_HEADER = 'transfer-encoding'
/** Who may keep an answer. @see RFC 9111 §5.2 */
export const CACHE_CONTROL_HEADER = 'cache-control'
/** One cookie. Several stand in headers of their own. @see RFC 6265 §4.1 */
export const SET_COOKIE_HEADER = 'set-cookie'
/** What an answer depends on. @see RFC 9110 §12.5.5 */
export const VARY_HEADER = 'vary'
/** Where a redirect leads. @see RFC 9110 §10.2.2 */
export const LOCATION_HEADER = 'location'
/** Seconds after which asking again makes sense. */
export const RETRY_AFTER_HEADER = 'retry-after'
/** How to authenticate after a 401. @see RFC 9110 §11.6.1 */
export const CHALLENGE_HEADER = 'www-authenticate'
/** A browser asks, before the request itself, whether it may send it. @see Fetch §3.3.2 */
export const REQUEST_METHOD_HEADER = 'access-control-request-method'

/** Names the protocol that a client asks to go on with. */
export const UPGRADE_HEADER = 'upgrade'
/** Sub-protocols that a WebSocket client offers; one of them may carry a token. */
export const WEBSOCKET_PROTOCOL_HEADER = 'sec-websocket-protocol'

/** Set by Next's App Router on client-side navigations and server actions. */
export const NEXT_URL_HEADER = 'next-url'
/** Set by Next on server actions. */
export const NEXT_ACTION_HEADER = 'next-action'
/** Set by Next's Pages Router on client-side navigations. */
export const NEXT_DATA_HEADER = 'x-nextjs-data'

/** Tells Next's Pages Router where to go; a whole URL is visited as a document, a path within the application is fetched again. */
export const NEXT_DATA_REDIRECT_HEADER = 'x-nextjs-redirect'

/** Content security policy, and its dry run. @see CSP Level 3 §3.1, §3.2 */
export const CSP_HEADER = 'content-security-policy'
/** The same policy, which is reported and not enforced. @see CSP Level 3 §3.2 */
export const CSP_REPORT_ONLY_HEADER = 'content-security-policy-report-only'
/** Where a `report-to` group points. @see Reporting API §3.2 */
export const REPORTING_ENDPOINTS_HEADER = 'reporting-endpoints'
/** The nonce of a strict policy, for the application's own script tags. A client's value is always removed. */
export const NONCE_HEADER = 'x-nonce'
/**
 * What says which scripts may run. On a request they are for the application, which writes the nonce into its own script tags; from a client
 * they are removed, also with underscores.
 */
export const SCRIPT_POLICY_HEADERS: readonly string[] = [NONCE_HEADER, CSP_HEADER, CSP_REPORT_ONLY_HEADER]

/** Tells the Frontend API under which URL of the application it is reached. */
export const PROXY_URL_HEADER = 'clerk-proxy-url'
/** The secret key, from our Frontend-API proxy to the Frontend API. */
export const PROXY_SECRET_KEY_HEADER = 'clerk-secret-key'
/** Addresses of the client and of proxies. Anybody can send it. */
export const FORWARDED_FOR_HEADER = 'x-forwarded-for'
/**
 * What a proxy or a platform says about a request, and what an application is shown to know its own people by: nothing that the Frontend API may be
 * told in a client's words. Names in small letters; whatever ends in an address counts. A session token as a bearer goes on all the same, where a
 * cookie holds it too.
 *
 * @see RFC 7239; RFC 9110 §7.6.3, §11.6.2
 */
export const PLATFORM_HEADERS: RegExp =
  /^(?:authorization|via|front-end-https|x-(?:original|rewrite|real|client|cluster|remote|host|server|url|http|vercel|nf|amz|amzn|ms|goog|appengine|azure|arr|envoy|fly|middleware|postern)(?:-.*)?|(?:cf|cdn|fly|fastly|akamai|incap|ali)-.*|.*forward.*|.*(?:ip|ipv6|addr|address))$/
/** Names that every server reads as one: those that map names to variables take `_` for `-`. */
export const PLAIN_HEADER_NAME: RegExp = /^[a-z0-9-]+$/
/** Address of the client, as some proxies say it. Anybody can send it. */
export const REAL_IP_HEADER = 'x-real-ip'
/** Address of the client, as one platform says it. Elsewhere anybody can send it. */
export const CLOUDFLARE_IP_HEADER = 'cf-connecting-ip'
/** Which compressions the reader takes. @see RFC 9110 §12.5.3 */
export const ACCEPT_ENCODING_HEADER = 'accept-encoding'
/** Compression of a body. @see RFC 9110 §8.4 */
export const CONTENT_ENCODING_HEADER = 'content-encoding'
/** Bytes of a body. @see RFC 9110 §8.6 */
export const CONTENT_LENGTH_HEADER = 'content-length'
/** Names of the headers that answer a preflight, in small letters. @see Fetch §3.3.3; RFC 9110 §10.2.1, §12.5.5 */
export const PREFLIGHT_ANSWER_HEADERS: RegExp = /^(?:access-control-.*|allow|vary)$/
/** Names further headers that concern one connection only. @see RFC 9110 §7.6.1 */
export const CONNECTION_HEADER = 'connection'
/** Headers that concern one connection only and are never passed on. @see RFC 9110 §7.6.1 */
export const HOP_BY_HOP_HEADERS = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'trailers',
  'transfer-encoding',
  'upgrade',
] as const

/** How Next's server learns what a middleware decided. Read by us to merge into an application's own response, never copied from a client. */
export const NEXT_PASS_HEADER = 'x-middleware-next'
/** The address that Next renders in place of the one that was asked for. */
export const NEXT_REWRITE_HEADER = 'x-middleware-rewrite'
/** Names of the request headers that a middleware replaced; each stands in a header of the prefix below. */
export const NEXT_OVERRIDE_HEADER = 'x-middleware-override-headers'
/** Before the name of each request header that a middleware replaced. */
export const NEXT_REQUEST_HEADER_PREFIX = 'x-middleware-request-'
/** What Next's control headers begin with. A client's are removed. */
export const NEXT_CONTROL_HEADER_PREFIX = 'x-middleware-'
/** The one of them that Next's browser code sends: a prefetch of the Pages Router. */
export const NEXT_PREFETCH_HEADER = 'x-middleware-prefetch'
/** Value of the seal's header where the middleware ran and had no key to seal with. Proves nothing. */
export const UNSEALED = 'unsealed'
