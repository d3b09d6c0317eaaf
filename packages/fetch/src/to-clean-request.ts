/**
 * Request + cookies that its response sets → the request that the application sees. Pure; the body is passed on unread.
 *
 * @see rulings.md D4
 */
import { renewCookieHeader } from '@postern/core'
import { COOKIE_HEADER, INTERNAL_HEADER_PREFIXES, SCRIPT_POLICY_HEADERS, UPGRADE_HEADER } from '@postern/core/wire'

const NO_COOKIES: readonly string[] = []

/** What begins like one of them, or is one. Servers that map header names to variables read `x_clerk_…` as `x-clerk-…`. */
const INTERNAL = new RegExp(
  `^(?:${[...INTERNAL_HEADER_PREFIXES, ...SCRIPT_POLICY_HEADERS.map((name) => `${name}$`)].join('|').replaceAll('-', '[-_]')})`,
  'i',
)

/**
 * Removes headers that only a middleware may set, a client's nonce among them, and puts new cookies in the place of the old ones.
 *
 * @param setCookies Of the decision; there are some after a renewal. Default: none.
 * @returns The same request where nothing changes, and for a handshake of a socket that brings no such header.
 */
export function toCleanRequest(request: Request, setCookies: readonly string[] = NO_COOKIES): Request {
  const names: string[] = []
  request.headers.forEach((_, name) => {
    if (INTERNAL.test(name)) names.push(name)
  })
  // Bun and Deno open a socket for the request that they made, and for no copy. The answer to a handshake sets no cookies anyway.
  if (names.length === 0 && (setCookies.length === 0 || request.headers.has(UPGRADE_HEADER))) return request
  const headers = new Headers(request.headers)
  for (const name of names) headers.delete(name)
  const cookie = renewCookieHeader(headers.get(COOKIE_HEADER), setCookies)
  if (cookie === null) headers.delete(COOKIE_HEADER)
  else headers.set(COOKIE_HEADER, cookie)
  return toRequest(request, headers)
}

/**
 * Servers hand over requests of classes of their own, which the platform's `Request` may refuse to copy. Then one is made of the parts. A body
 * that somebody has read cannot be copied, and is left away.
 */
function toRequest(request: Request, headers: Headers): Request {
  if (request.bodyUsed) return new Request(request.url, { method: request.method, headers })
  try {
    return new Request(request, { headers })
  } catch {
    const { url, method, body } = request
    // Streams need the half-duplex flag, which the type of some runtimes does not know.
    const init: RequestInit & { duplex: 'half' } = { method, headers, body, duplex: 'half' }
    return new Request(url, init)
  }
}
