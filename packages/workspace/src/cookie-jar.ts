/**
 * Which cookies would a browser send? Set-Cookie lines in, Cookie header out. The clock is an argument, no other state than the jar.
 *
 * As much of RFC 6265 as the demo's flow needs: host-only and domain cookies, paths, Max-Age, Expires, Secure (loopback counts as secure, as
 * in browsers). Ports are not told apart, also as in browsers: two apps on `localhost` share their cookies.
 */

interface Cookie {
  readonly name: string
  readonly value: string
  readonly domain: string
  readonly isHostOnly: boolean
  readonly path: string
  readonly isSecure: boolean
  /** Milliseconds since the Unix epoch; infinity for a session cookie. */
  readonly expiresAtMs: number
}

/** A browser's cookies. */
export interface CookieJar {
  /** Takes the `Set-Cookie` lines of an answer from `url`. */
  readonly store: (url: URL, setCookies: readonly string[], nowMs: number) => void
  /** The `Cookie` header for a request to `url`, or null when no cookie applies. */
  readonly read: (url: URL, nowMs: number) => string | null
  /** Names of the cookies that `url` would get. For messages: values are never printed. */
  readonly names: (url: URL, nowMs: number) => readonly string[]
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '127.0.0.1' || host === '[::1]'

const matchesDomain = (host: string, cookie: Cookie): boolean =>
  host === cookie.domain || (!cookie.isHostOnly && host.endsWith(`.${cookie.domain}`))

const matchesPath = (path: string, wanted: string): boolean =>
  path === wanted || (path.startsWith(wanted) && (wanted.endsWith('/') || path[wanted.length] === '/'))

/** The folder of a URL's path: what a cookie without `Path` applies to. @see RFC 6265 §5.1.4 */
const defaultPath = (url: URL): string => url.pathname.slice(0, Math.max(1, url.pathname.lastIndexOf('/')))

const parseExpiry = (attributes: ReadonlyMap<string, string>, nowMs: number): number => {
  const maxAge = attributes.get('max-age')
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return nowMs + Number(maxAge) * 1000
  const expiresMs = Date.parse(attributes.get('expires') ?? '')
  return Number.isNaN(expiresMs) ? Number.POSITIVE_INFINITY : expiresMs
}

const split = (text: string, separator: string): readonly [string, string] => {
  const at = text.indexOf(separator)
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + separator.length).trim()]
}

/** Reads one `Set-Cookie` line; null where a browser would refuse it. */
const parseCookie = (line: string, url: URL, nowMs: number): Cookie | null => {
  const [pair = '', ...rest] = line.split(';')
  if (!pair.includes('=')) return null
  const [name, value] = split(pair, '=')
  const attributes = new Map(rest.map((part) => split(part, '=')).map(([key, text]) => [key.toLowerCase(), text]))
  const named = attributes.get('domain')?.replace(/^\./, '').toLowerCase()
  const domain = named || url.hostname
  if (domain !== url.hostname && !url.hostname.endsWith(`.${domain}`)) return null
  const path = attributes.get('path')
  return {
    name,
    value,
    domain,
    isHostOnly: !named,
    path: path?.startsWith('/') ? path : defaultPath(url),
    isSecure: attributes.has('secure'),
    expiresAtMs: parseExpiry(attributes, nowMs),
  }
}

/** Creates an empty jar. */
export const createCookieJar = (): CookieJar => {
  const cookies = new Map<string, Cookie>()
  const select = (url: URL, nowMs: number): readonly Cookie[] =>
    [...cookies.values()]
      .filter(
        (cookie) =>
          cookie.expiresAtMs > nowMs && matchesDomain(url.hostname, cookie) && matchesPath(url.pathname, cookie.path),
      )
      .filter((cookie) => !cookie.isSecure || url.protocol === 'https:' || isLoopback(url.hostname))
      .toSorted((a, b) => b.path.length - a.path.length)
  return {
    store: (url, setCookies, nowMs) => {
      for (const line of setCookies) {
        const cookie = parseCookie(line, url, nowMs)
        if (cookie === null) continue
        const key = `${cookie.domain};${cookie.path};${cookie.name}`
        if (cookie.expiresAtMs <= nowMs) cookies.delete(key)
        else cookies.set(key, cookie)
      }
    },
    read: (url, nowMs) => {
      const found = select(url, nowMs)
      return found.length === 0 ? null : found.map(({ name, value }) => `${name}=${value}`).join('; ')
    },
    names: (url, nowMs) => select(url, nowMs).map(({ name }) => name),
  }
}
