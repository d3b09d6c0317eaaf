/**
 * Request → the request that the application sees. Pure; the body is passed on unread.
 *
 * @see decisions.md D4
 */
import { INTERNAL_HEADER_PREFIXES } from '@postern/core/wire'

/** What begins like one of them. Servers that map header names to variables read `x_clerk_…` as `x-clerk-…`. */
const INTERNAL = new RegExp(
  `^(?:${INTERNAL_HEADER_PREFIXES.map((prefix) => prefix.replaceAll('-', '[-_]')).join('|')})`,
  'i',
)

/** Removes headers that only a middleware may set. @returns The same request where there are none. */
export function toCleanRequest(request: Request): Request {
  const names: string[] = []
  request.headers.forEach((_, name) => {
    if (INTERNAL.test(name)) names.push(name)
  })
  if (names.length === 0) return request
  const headers = new Headers(request.headers)
  for (const name of names) headers.delete(name)
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
