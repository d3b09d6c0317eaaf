/**
 * Frontend-API proxy entry. A request to the application → the request to the Frontend API. The body is passed on, not read.
 *
 * @see protocol.md 15.9; RFC 9110 §7.6.1
 */
import {
  ACCEPT_ENCODING_HEADER,
  CLOUDFLARE_IP_HEADER,
  CONNECTION_HEADER,
  FORWARDED_FOR_HEADER,
  FORWARDED_HOST_HEADER,
  FORWARDED_PROTO_HEADER,
  HOP_BY_HOP_HEADERS,
  HOST_HEADER,
  PROXY_SECRET_KEY_HEADER,
  PROXY_URL_HEADER,
  REAL_IP_HEADER,
} from '../wire/headers.ts'
import type { FrontendApiProxySettings } from './resolve-frontend-api-proxy.ts'

/** What `fetch` is called with. */
export interface UpstreamRequest {
  readonly url: URL
  readonly init: RequestInit
  /** URL of the application under which the browser sees the Frontend API, no trailing slash. */
  readonly publicUrl: string
}

/** The request to send, or null when the path leads away from the Frontend API. */
export function toUpstreamRequest(request: Request, settings: FrontendApiProxySettings): UpstreamRequest | null {
  const from = new URL(request.url)
  const url = toUpstreamUrl(
    `${settings.target.href.replace(/\/$/, '')}${from.pathname.slice(settings.path.length)}${from.search}`,
  )
  if (url === null || url.host !== settings.target.host || url.protocol !== settings.target.protocol) return null
  const publicUrl = `${toPublicOrigin(request.headers, from)}${settings.path}`
  const hasBody = request.body !== null && request.method !== 'GET' && request.method !== 'HEAD'
  const init: RequestInit & { duplex?: 'half' } = {
    method: request.method,
    headers: toUpstreamHeaders(request.headers, from, { settings, publicUrl }),
    redirect: 'manual',
    // Streams need the half-duplex flag, which the type of some runtimes does not know.
    ...(hasBody ? { body: request.body, duplex: 'half' as const } : {}),
  }
  return { url, init, publicUrl }
}

/** A copy of headers without those of one connection, and those that `connection` names. */
export function toEndToEndHeaders(headers: Headers): Headers {
  const result = new Headers(headers)
  for (const name of (headers.get(CONNECTION_HEADER) ?? '').split(',')) {
    const trimmed = name.trim()
    if (/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(trimmed)) result.delete(trimmed)
  }
  for (const name of HOP_BY_HOP_HEADERS) result.delete(name)
  return result
}

function toUpstreamHeaders(
  from: Headers,
  url: URL,
  context: { readonly settings: FrontendApiProxySettings; readonly publicUrl: string },
): Headers {
  const headers = toEndToEndHeaders(from)
  // Clients announce uploads with it; fetch does not speak it.
  headers.delete('expect')
  headers.set(PROXY_URL_HEADER, context.publicUrl)
  headers.set(PROXY_SECRET_KEY_HEADER, context.settings.secretKey)
  headers.set(HOST_HEADER, context.settings.target.host)
  headers.set(ACCEPT_ENCODING_HEADER, 'identity')
  if (!headers.has(FORWARDED_HOST_HEADER)) headers.set(FORWARDED_HOST_HEADER, from.get(HOST_HEADER) ?? url.host)
  if (!headers.has(FORWARDED_PROTO_HEADER)) headers.set(FORWARDED_PROTO_HEADER, url.protocol.replace(':', ''))
  const address =
    from.get(CLOUDFLARE_IP_HEADER) ?? from.get(REAL_IP_HEADER) ?? from.get(FORWARDED_FOR_HEADER)?.split(',')[0]
  headers.delete(FORWARDED_FOR_HEADER)
  if (address) headers.set(FORWARDED_FOR_HEADER, address.trim())
  return headers
}

/** Forwarded headers count when both are there and name an http(s) origin; user information is dropped. */
function toPublicOrigin(headers: Headers, url: URL): string {
  const proto = headers.get(FORWARDED_PROTO_HEADER)?.split(',')[0]
  const host = headers.get(FORWARDED_HOST_HEADER)?.split(',')[0]
  if (!host || (proto !== 'http' && proto !== 'https')) return url.origin
  return toUpstreamUrl(`${proto}://${host}`)?.origin ?? url.origin
}

function toUpstreamUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}
