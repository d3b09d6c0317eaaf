/**
 * Request room. Request URL and forwarded headers → the URL that the browser sees, and what is asked of such a URL. Pure.
 *
 * Origin, path and query are joined as strings: resolving a path such as `//evil.example/x` against an origin would leave that origin.
 *
 * @see protocol.md 3.1; rulings.md D1
 */
import { toUrl } from '../foundation/is-record.ts'
import { isListedOrigin } from '../values/origin-faults.ts'

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
 * URLs that are certain to be spelled as a parser would spell them, so that nothing has to be parsed: a host that is a name in lower
 * case, at most a port that no scheme implies, no escapes, dot segments or fragment. Every other URL is parsed.
 */
const PLAIN_URL =
  /^https?:\/\/(?:[a-z0-9]+[.-])*[a-z][a-z0-9]*(?::[1-9]\d{3})?(?:\/(?![./])[\w!$&()*+,;=:@~.-]*)+(?:\?[\w!$&()*+,;=:@/?%~.-]+)?$/
/** Their origins. */
const PLAIN_ORIGIN = /^https?:\/\/(?:[a-z0-9]+[.-])*[a-z][a-z0-9]*(?::[1-9]\d{3})?$/
/** Where the host ends at the earliest: after `http://` and one character. */
const HOST_END = 8

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
  const own = toOwnUrl(requestUrl)
  const origin = toForwardedOrigin(own, forwarded)
  if (
    origin === null ||
    origin === own.origin ||
    (trustedOrigins.length > 0 && !isListedOrigin(trustedOrigins, origin))
  ) {
    return own
  }
  const { pathname, search } = own
  return { origin, host: origin.slice(origin.indexOf('//') + 2), pathname, search, href: origin + pathname + search }
}

function toOwnUrl(href: string): PublicUrl {
  if (!PLAIN_URL.test(href)) {
    const url = new URL(href)
    return { origin: url.origin, host: url.host, pathname: url.pathname, search: url.search, href: url.href }
  }
  const path = href.indexOf('/', HOST_END)
  const query = href.indexOf('?', path)
  const end = query === -1 ? href.length : query
  const origin = href.slice(0, path)
  const host = origin.slice(origin.indexOf('//') + 2)
  return { origin, host, pathname: href.slice(path, end), search: href.slice(end), href }
}

function toForwardedOrigin(own: PublicUrl, forwarded: ForwardedFacts): string | null {
  const host = toFirstPart(forwarded.forwardedHost) ?? forwarded.host ?? ''
  const ownProto = own.href.slice(0, own.href.indexOf(':'))
  // Schemes know no case, and proxies write lists with blanks. @see RFC 9110 §4.2.3
  const proto = toFirstPart(forwarded.forwardedProto)?.trim().toLowerCase() ?? ownProto
  if (host === '' || (proto !== 'http' && proto !== 'https')) return null
  // The common cases, spared a second parse: no proxy, and one that took TLS off.
  if (host === own.host && proto === ownProto) return own.origin
  const forwardedOrigin = `${proto}://${host}`
  if (PLAIN_ORIGIN.test(forwardedOrigin)) return forwardedOrigin
  return toUrl(forwardedOrigin)?.origin ?? null
}

function toFirstPart(value: string | null): string | null {
  if (value === null) return null
  const comma = value.indexOf(',')
  return comma === -1 ? value : value.slice(0, comma)
}

/** A URL in three, to the letter. A `?` behind the `#` begins no query. */
export function parseUrl(url: string): { readonly base: string; readonly query: string; readonly hash: string } {
  const hashStart = url.indexOf('#')
  const end = hashStart === -1 ? url.length : hashStart
  const start = url.slice(0, end).indexOf('?')
  if (start === -1) return { base: url.slice(0, end), query: '', hash: url.slice(end) }
  return { base: url.slice(0, start), query: url.slice(start + 1, end), hash: url.slice(end) }
}

/**
 * The URL without the named parameters; their names are compared decoded. Other parameters, encoding and hash stay to the letter:
 * `URLSearchParams` would write each of them anew, and a signed or oddly encoded one would change.
 *
 * @see protocol.md 6.2, 6.3
 */
export function toUrlWithout(url: string, names: readonly string[]): string {
  // Most URLs hold none of them, and no escape that could spell one.
  if (!url.includes('%') && !names.some((name) => url.includes(name))) return url
  const { base, query, hash } = parseUrl(url)
  const kept = query
    .split('&')
    .filter((pair) => !names.includes(toName(pair)))
    .join('&')
  return kept === query ? url : base + (kept === '' ? '' : `?${kept}`) + hash
}

function toName(pair: string): string {
  for (const name of new URLSearchParams(pair).keys()) return name
  return ''
}

const PRIVATE_HOST =
  /^(?:localhost|[^.:[\]]+|.*\.(?:localhost|local|internal)|(?:0|10|127)(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|169\.254(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|\[(?:::1?|f[cd][\da-f]{2}:.*|fe80:.*)\])$/i

/**
 * Whether a browser on the internet cannot reach a host: a loopback or private address, or a name that only a private network knows, as
 * those of containers, which have no dot.
 *
 * @see RFC 1918, RFC 4193, RFC 6761
 */
export function isPrivateHost(host: string): boolean {
  return PRIVATE_HOST.test(host.includes(':') ? host.replace(/:\d+$/, '') : host)
}
