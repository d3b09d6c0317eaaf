/**
 * Which cookies would a browser send? `Set-Cookie` lines in, `Cookie` header out. Does not wait.
 *
 * As much as the flows of demo and tests need: host-only and domain cookies, paths, `Max-Age`, `Expires`, `Secure` and `SameSite`. Ports
 * are not told apart, as in browsers: two applications on `localhost` share their cookies.
 *
 * @see RFC 6265bis §5.6 (storage), §5.8 (retrieval)
 */

interface Cookie {
  readonly name: string
  readonly value: string
  readonly domain: string
  readonly isHostOnly: boolean
  readonly path: string
  readonly isSecure: boolean
  readonly sameSite: 'strict' | 'lax' | 'none'
  /** Milliseconds since the Unix epoch; infinity for a session cookie. */
  readonly expiresAtMs: number
}

/** A browser's cookies. */
export interface CookieJar {
  /** Keeps the cookies of an answer from this URL. Those that a browser would refuse are dropped. */
  readonly store: (url: URL, setCookies: readonly string[]) => void
  /** The `Cookie` header for a top-level request to this URL; null when there is none. @param isCrossSite Another site began it. Default false. */
  readonly header: (url: URL, isCrossSite?: boolean) => string | null
  /** The live cookies that this URL would get, by name. */
  readonly read: (url: URL) => Readonly<Record<string, string>>
  /** Forgets the cookies whose names begin with this. */
  readonly remove: (prefix: string) => void
  /** Makes this browser keep no cookie from now on. */
  readonly block: () => void
}

/** @param nowMs The browser's clock: milliseconds since the Unix epoch. */
export const createCookieJar = (nowMs: () => number): CookieJar => {
  const cookies = new Map<string, Cookie>()
  let isBlocked = false
  const select = (url: URL): readonly Cookie[] =>
    [...cookies.values()]
      .filter((cookie) => cookie.expiresAtMs > nowMs() && isFor(cookie, url))
      .toSorted((a, b) => b.path.length - a.path.length)
  return {
    store: (url, setCookies) => {
      for (const line of isBlocked ? [] : setCookies) {
        const cookie = parseSetCookie(line, url, nowMs())
        if (cookie === null) continue
        const key = `${cookie.domain};${cookie.path};${cookie.name}`
        cookies.delete(key)
        if (cookie.expiresAtMs > nowMs()) cookies.set(key, cookie)
      }
    },
    header: (url, isCrossSite = false) => {
      const sent = select(url).filter(({ sameSite }) => !isCrossSite || sameSite !== 'strict')
      return sent.length === 0 ? null : sent.map(({ name, value }) => `${name}=${value}`).join('; ')
    },
    read: (url) => Object.fromEntries(select(url).map(({ name, value }) => [name, value])),
    remove: (prefix) => {
      for (const [key, { name }] of cookies) if (name.startsWith(prefix)) cookies.delete(key)
    },
    block: () => {
      isBlocked = true
      cookies.clear()
    },
  }
}

/** The site of a URL, near enough for names under `.test`, `.localhost` and addresses. @see https://html.spec.whatwg.org/#obtain-a-site */
export const toSite = ({ protocol, hostname }: URL): string =>
  `${protocol}//${/^[\d.]+$/.test(hostname) ? hostname : hostname.split('.').slice(-2).join('.')}`

const isFor = (cookie: Cookie, url: URL): boolean =>
  matchesDomain(url.hostname, cookie) &&
  matchesPath(url.pathname, cookie.path) &&
  (!cookie.isSecure || url.protocol === 'https:' || isLoopback(url.hostname))

const matchesDomain = (host: string, { domain, isHostOnly }: Cookie): boolean =>
  isHostOnly ? host === domain : isWithin(host, domain)

const isWithin = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`)

const matchesPath = (path: string, wanted: string): boolean =>
  path === wanted || (path.startsWith(wanted) && (wanted.endsWith('/') || path[wanted.length] === '/'))

/** Hosts to which a browser sends secure cookies without TLS. @see https://www.w3.org/TR/secure-contexts/#is-origin-trustworthy */
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '127.0.0.1' || host === '[::1]'

/** Reads one line; null where a browser would refuse it: for another domain, or for a whole public suffix. */
const parseSetCookie = (line: string, url: URL, nowMs: number): Cookie | null => {
  const [pair = '', ...rest] = line.split(';')
  if (!pair.includes('=')) return null
  const [name, value] = split(pair)
  const attributes = new Map(rest.map(split).map(([key, text]) => [key.toLowerCase(), text]))
  const domain = attributes.get('domain')?.replace(/^\./, '').toLowerCase() ?? ''
  if (domain !== '' && (!isWithin(url.hostname, domain) || !domain.includes('.'))) return null
  const path = attributes.get('path')
  const sameSite = attributes.get('samesite')?.toLowerCase()
  return {
    name,
    value,
    domain: domain === '' ? url.hostname : domain,
    isHostOnly: domain === '',
    path: path?.startsWith('/') === true ? path : toDefaultPath(url),
    isSecure: attributes.has('secure'),
    sameSite: sameSite === 'strict' || sameSite === 'none' ? sameSite : 'lax',
    expiresAtMs: parseExpiry(attributes, nowMs),
  }
}

const split = (text: string): readonly [name: string, value: string] => {
  const at = text.indexOf('=')
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}

/** The folder of a URL's path: what a cookie without `Path` applies to. @see RFC 6265 §5.1.4 */
const toDefaultPath = ({ pathname }: URL): string => pathname.slice(0, Math.max(1, pathname.lastIndexOf('/')))

const parseExpiry = (attributes: ReadonlyMap<string, string>, nowMs: number): number => {
  const maxAge = attributes.get('max-age')
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return nowMs + Number(maxAge) * 1000
  const expiresMs = Date.parse(attributes.get('expires') ?? '')
  return Number.isNaN(expiresMs) ? Number.POSITIVE_INFINITY : expiresMs
}
