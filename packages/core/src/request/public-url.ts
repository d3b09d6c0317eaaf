/**
 * Request room. Request URL and forwarded headers → the URL that the browser sees. Pure.
 *
 * Origin, path and query are joined as strings: resolving a path such as `//evil.example/x` against an origin would leave that origin.
 *
 * @see protocol.md 3.1; decisions.md D1
 */

/** The URL that the browser shows. */
export interface PublicUrl {
  readonly origin: string
  /** Host with port. */
  readonly host: string
  readonly pathname: string
  /** With its `?`, or empty. */
  readonly search: string
  readonly href: string
}

/** What proxies said about the original request. Null: the header was absent. */
export interface ForwardedFacts {
  readonly forwardedHost: string | null
  readonly forwardedProto: string | null
  readonly host: string | null
}

/**
 * Works out the public URL.
 *
 * @param trustedOrigins When not empty, a forwarded origin must be among them, else the request's own origin is used.
 * @returns The request's own URL, untouched, unless proxies name another http(s) origin.
 */
export function toPublicUrl(
  requestUrl: string,
  forwarded: ForwardedFacts,
  trustedOrigins: readonly string[],
): PublicUrl {
  const url = new URL(requestUrl)
  const origin = toForwardedOrigin(url, forwarded)
  if (origin === null || origin === url.origin || (trustedOrigins.length > 0 && !trustedOrigins.includes(origin))) {
    return { origin: url.origin, host: url.host, pathname: url.pathname, search: url.search, href: url.href }
  }
  const { pathname, search } = url
  return { origin, host: origin.slice(origin.indexOf('//') + 2), pathname, search, href: origin + pathname + search }
}

function toForwardedOrigin(url: URL, forwarded: ForwardedFacts): string | null {
  const host = toFirstPart(forwarded.forwardedHost) ?? forwarded.host ?? ''
  const proto = toFirstPart(forwarded.forwardedProto) ?? url.protocol.slice(0, -1)
  if (host === '' || (proto !== 'http' && proto !== 'https')) return null
  // The common case, spared a second parse.
  if (host === url.host && `${proto}:` === url.protocol) return url.origin
  try {
    const { origin } = new URL(`${proto}://${host}`)
    return origin
  } catch {
    return null
  }
}

function toFirstPart(value: string | null): string | null {
  if (value === null) return null
  const comma = value.indexOf(',')
  return comma === -1 ? value : value.slice(0, comma)
}
