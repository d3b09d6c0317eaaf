/**
 * The cookies of a browser, as far as these flows need them: domain, path, age, `Secure` and `SameSite`.
 *
 * @see RFC 6265bis §5.6 (storage), §5.8 (retrieval)
 */

/** Milliseconds since the Unix epoch. */
type NowMs = () => number

interface Cookie {
  readonly name: string
  readonly value: string
  readonly domain: string
  readonly isHostOnly: boolean
  readonly path: string
  readonly expiresAtMs: number
  readonly isSecure: boolean
  readonly sameSite: 'strict' | 'lax' | 'none'
}

export interface CookieJar {
  /** Keeps the cookies of a response. Those that a browser would refuse are dropped. */
  store(url: URL, setCookies: readonly string[]): void
  /** The `Cookie` header for a top-level GET of this URL; null when there is none. @param isCrossSite Another site began the navigation. */
  header(url: URL, isCrossSite: boolean): string | null
  /** The live cookies that this URL would get, by name. */
  read(url: URL): Readonly<Record<string, string>>
  /** Forgets the cookies whose names begin with this. */
  remove(prefix: string): void
  /** Makes this browser keep no cookie from now on. */
  block(): void
  clear(): void
}

export function createCookieJar(nowMs: NowMs): CookieJar {
  let cookies: readonly Cookie[] = []
  let isBlocked = false
  const keep = (cookie: Cookie): void => {
    const others = cookies.filter(
      ({ name, domain, path }) => name !== cookie.name || domain !== cookie.domain || path !== cookie.path,
    )
    cookies = cookie.expiresAtMs > nowMs() ? [...others, cookie] : others
  }
  const matching = (url: URL): readonly Cookie[] =>
    cookies.filter((cookie) => isFor(cookie, url) && cookie.expiresAtMs > nowMs())
  return {
    store: (url, setCookies) => {
      for (const line of isBlocked ? [] : setCookies) {
        const cookie = parseSetCookie(line, url, nowMs())
        if (cookie !== null) keep(cookie)
      }
    },
    header: (url, isCrossSite) => {
      const sent = matching(url).filter(({ sameSite }) => !isCrossSite || sameSite !== 'strict')
      return sent.length === 0 ? null : sent.map(({ name, value }) => `${name}=${value}`).join('; ')
    },
    read: (url) => Object.fromEntries(matching(url).map(({ name, value }) => [name, value])),
    remove: (prefix) => {
      cookies = cookies.filter(({ name }) => !name.startsWith(prefix))
    },
    block: () => {
      isBlocked = true
      cookies = []
    },
    clear: () => {
      cookies = []
    },
  }
}

function isFor({ domain, isHostOnly, path, isSecure }: Cookie, url: URL): boolean {
  const isHost = isHostOnly ? url.hostname === domain : isWithin(url.hostname, domain)
  const isPath = path === '/' || url.pathname === path || url.pathname.startsWith(`${path.replace(/\/$/, '')}/`)
  return isHost && isPath && (!isSecure || isTrustworthy(url))
}

function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`)
}

/** @see https://www.w3.org/TR/secure-contexts/#is-origin-trustworthy */
function isTrustworthy({ protocol, hostname }: URL): boolean {
  return (
    protocol === 'https:' || hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '127.0.0.1'
  )
}

/** Null for a cookie that a browser does not take: for another domain, or for a whole public suffix. */
function parseSetCookie(line: string, url: URL, nowMs: number): Cookie | null {
  const [pair = '', ...rest] = line.split(';')
  const at = pair.indexOf('=')
  const attributes = new Map(
    rest.map((part) => {
      const [name = '', value = ''] = part.split(/=(.*)/s)
      return [name.trim().toLowerCase(), value.trim()] as const
    }),
  )
  const domain = attributes.get('domain')?.replace(/^\./, '') ?? ''
  if (domain !== '' && (!isWithin(url.hostname, domain) || !domain.includes('.'))) return null
  const maxAge = attributes.get('max-age')
  const sameSite = attributes.get('samesite')?.toLowerCase()
  return {
    name: pair.slice(0, at).trim(),
    value: pair.slice(at + 1).trim(),
    domain: domain === '' ? url.hostname : domain,
    isHostOnly: domain === '',
    path: attributes.get('path') ?? '/',
    expiresAtMs: maxAge === undefined ? Number.POSITIVE_INFINITY : nowMs + Number(maxAge) * 1000,
    isSecure: attributes.has('secure'),
    sameSite: sameSite === 'strict' || sameSite === 'none' ? sameSite : 'lax',
  }
}

/** The site of a URL, near enough for names under `.test`, `.localhost` and addresses. @see https://html.spec.whatwg.org/#obtain-a-site */
export function toSite({ protocol, hostname }: URL): string {
  return `${protocol}//${/^[\d.]+$/.test(hostname) ? hostname : hostname.split('.').slice(-2).join('.')}`
}
