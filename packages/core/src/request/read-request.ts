/**
 * Request room. Request + trusted origins → RequestFacts. Pure; the last room that sees a `Request`.
 *
 * Only method, URL and headers are read. The body is not touched and the request is not cloned. Nothing is parsed before it is asked for.
 *
 * @see protocol.md 3.1-3.3, 6.1, 15.5; rulings.md D4, D10, D13, D16
 */
import type { AuthOptions } from '../settings/auth-options.ts'
import { readOrigins } from '../settings/resolve-sites.ts'
import {
  ACCEPT_HEADER,
  AUTHORIZATION_HEADER,
  CONTENT_TYPE_HEADER,
  COOKIE_HEADER,
  FETCH_DEST_HEADER,
  FORWARDED_HOST_HEADER,
  FORWARDED_PROTO_HEADER,
  HOST_HEADER,
  INTERNAL_HEADER_PREFIXES,
  NEXT_ACTION_HEADER,
  NEXT_DATA_HEADER,
  NEXT_PREFETCH_HEADER,
  NEXT_URL_HEADER,
  ORIGIN_HEADER,
  PURPOSE_HEADERS,
  REQUEST_METHOD_HEADER,
  SPECULATIVE_PURPOSE,
  WEBSOCKET_PROTOCOL_HEADER,
} from '../wire/headers.ts'
import { parseCookieHeader, toProtocolCookieHeader, type Cookies } from './parse-cookie-header.ts'
import { parseUrl, toPublicUrl, type PublicUrl } from './public-url.ts'
import type { RequestFacts, RequestLike } from './request-facts.ts'

/** JSON, or problem details, in a list of types. */
const JSON_TYPE = /(?:^|[\s,])application\/(?:problem\+)?json\s*(?:[,;]|$)/i

/**
 * Reads what a request says.
 *
 * @param trustedOrigins When not empty, the only origins that forwarded headers may name.
 */
export function readRequest(request: RequestLike, trustedOrigins: readonly string[]): RequestFacts {
  return new LazyFacts(request, trustedOrigins)
}

/**
 * The URL that the browser sees, for options that are a function of it.
 *
 * @throws AuthError `ERR_AUTH_OPTION_INVALID` for `authorizedParties` that are no origins: forwarded headers may name those only.
 * @see protocol.md 3.1, 15.2 (step 7); rulings.md D1
 */
export function readPublicUrl(
  request: RequestLike,
  { authorizedParties }: Pick<AuthOptions, 'authorizedParties'>,
): URL {
  return new URL(readRequest(request, readOrigins('authorizedParties', authorizedParties, false)).publicUrl.href)
}

/**
 * Facts that are worked out when first asked for: most requests are decided without most of them. A class, because accessors on a
 * prototype cost a request nothing until one of them is used.
 */
class LazyFacts implements RequestFacts {
  readonly method: string
  readonly url: string
  readonly #headers: RequestLike['headers']
  readonly #trustedOrigins: readonly string[]
  #cookies: Cookies | null = null
  #publicUrl: PublicUrl | null = null
  #query: URLSearchParams | null = null

  constructor(request: RequestLike, trustedOrigins: readonly string[]) {
    this.method = request.method
    this.url = request.url
    this.#headers = request.headers
    this.#trustedOrigins = trustedOrigins
  }

  header(name: string): string | null {
    return this.#headers.get(name)
  }

  /** Media types know no case; the tokens of `Sec-Fetch-Dest` do. @see RFC 9110 §8.3.1, RFC 8941 §3.3.4 */
  #mediaTypes(name: string): string {
    return this.header(name)?.toLowerCase() ?? ''
  }

  get authorization(): string | null {
    return this.header(AUTHORIZATION_HEADER)
  }

  get cookies(): Cookies {
    return (this.#cookies ??= parseCookieHeader(this.header(COOKIE_HEADER)))
  }

  get publicUrl(): PublicUrl {
    return (this.#publicUrl ??= toPublicUrl(
      this.url,
      {
        forwardedHost: this.header(FORWARDED_HOST_HEADER),
        forwardedProto: this.header(FORWARDED_PROTO_HEADER),
        host: this.header(HOST_HEADER),
      },
      this.#trustedOrigins,
    ))
  }

  mayHoldParam(name: string): boolean {
    return this.url.includes('?') && (this.url.includes(name) || this.url.includes('%'))
  }

  query(name: string): string | null {
    if (!this.mayHoldParam(name)) return null
    this.#query ??= new URLSearchParams(parseUrl(this.url).query)
    return this.#query.get(name)
  }

  headersForProvider(isProtocolCookie: (name: string) => boolean): Readonly<Record<string, readonly string[]>> {
    const headers: [string, readonly string[]][] = []
    this.#headers.forEach((value, name) => {
      if (name === AUTHORIZATION_HEADER || name === WEBSOCKET_PROTOCOL_HEADER) return
      headers.push([name, [name === COOKIE_HEADER ? toProtocolCookieHeader(value, isProtocolCookie) : value]])
    })
    return Object.fromEntries(headers)
  }

  internalHeaderNames(): readonly string[] {
    const names: string[] = []
    this.#headers.forEach((_, name) => {
      // Servers that map header names to variables read `x_clerk_…` as `x-clerk-…`.
      const plain = name.toLowerCase().replaceAll('_', '-')
      if (INTERNAL_HEADER_PREFIXES.some((prefix) => plain.startsWith(prefix))) names.push(name)
    })
    return names
  }

  get isPreflight(): boolean {
    return (
      this.method === 'OPTIONS' && Boolean(this.header(ORIGIN_HEADER)) && Boolean(this.header(REQUEST_METHOD_HEADER))
    )
  }

  get isNavigation(): boolean {
    if (this.method !== 'GET') return false
    const destination = this.header(FETCH_DEST_HEADER)
    if (destination === 'document' || destination === 'iframe') return true
    return (destination === null || destination === '') && this.#mediaTypes(ACCEPT_HEADER).startsWith('text/html')
  }

  get isTopLevelVisit(): boolean {
    return this.method === 'GET' && this.header(FETCH_DEST_HEADER) === 'document'
  }

  get isSpeculative(): boolean {
    return PURPOSE_HEADERS.some((name) => {
      const purpose = this.header(name)
      return purpose !== null && SPECULATIVE_PURPOSE.test(purpose)
    })
  }

  get isPage(): boolean {
    const destination = this.header(FETCH_DEST_HEADER)
    return (
      destination === 'document' ||
      destination === 'iframe' ||
      this.#mediaTypes(ACCEPT_HEADER).includes('text/html') ||
      (this.header(NEXT_URL_HEADER) !== null && !this.isServerAction) ||
      this.header(NEXT_DATA_HEADER) !== null
    )
  }

  get isJsonWanted(): boolean {
    const accept = this.header(ACCEPT_HEADER) ?? ''
    return JSON_TYPE.test(accept) && !accept.toLowerCase().includes('text/html')
  }

  get isServerAction(): boolean {
    // Next 16 names the action and no longer the page that it is called from.
    if (this.method === 'POST' && this.header(NEXT_ACTION_HEADER) !== null) return true
    return (
      this.header(NEXT_URL_HEADER) !== null &&
      (this.#mediaTypes(ACCEPT_HEADER).includes('text/x-component') ||
        this.#mediaTypes(CONTENT_TYPE_HEADER).includes('multipart/form-data') ||
        this.header(NEXT_ACTION_HEADER) !== null)
    )
  }

  get isPrefetch(): boolean {
    return this.isSpeculative || this.header(NEXT_PREFETCH_HEADER) !== null
  }

  get isRouterFetch(): boolean {
    if (this.method !== 'GET') return false
    // A browser says so itself; a program may send Next's header as well.
    return (
      this.header(NEXT_DATA_HEADER) !== null ||
      (this.header(NEXT_URL_HEADER) !== null && this.header(FETCH_DEST_HEADER) === 'empty')
    )
  }
}
