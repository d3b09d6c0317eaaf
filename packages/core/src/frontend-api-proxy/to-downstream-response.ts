/**
 * Frontend-API proxy entry. The Frontend API's answer → the application's answer. The body is passed on, not read.
 *
 * @see protocol.md 15.9
 */
import { isFrontendApiCookie } from '../settings/is-protocol-cookie.ts'
import { CONTENT_ENCODING_HEADER, CONTENT_LENGTH_HEADER, LOCATION_HEADER, SET_COOKIE_HEADER } from '../wire/headers.ts'
import type { FrontendApiProxySettings } from './resolve-frontend-api-proxy.ts'
import { toEndToEndHeaders } from './to-upstream-request.ts'

const NULL_BODY_STATUSES: readonly number[] = [101, 204, 205, 304]

/**
 * The response for the browser. Cookies stay separate headers, and only those of the protocol are
 * set; a redirect to the Frontend API's host leads to the proxy instead.
 *
 * @param publicUrl URL of the application under which the browser sees the Frontend API, no trailing slash.
 */
export function toDownstreamResponse(
  upstream: Response,
  settings: FrontendApiProxySettings,
  publicUrl: string,
): Response {
  const headers = toEndToEndHeaders(upstream.headers)
  // fetch has decoded the body already.
  headers.delete(CONTENT_ENCODING_HEADER)
  headers.delete(CONTENT_LENGTH_HEADER)
  headers.delete(SET_COOKIE_HEADER)
  for (const cookie of upstream.headers.getSetCookie()) {
    const name = cookie.slice(0, cookie.search(/[=;]|$/)).trim()
    if (isFrontendApiCookie(name, settings.cookieNames)) headers.append(SET_COOKIE_HEADER, cookie)
  }
  const location = upstream.headers.get(LOCATION_HEADER)
  if (location !== null) headers.set(LOCATION_HEADER, toPublicLocation(location, settings.target, publicUrl))
  const body = NULL_BODY_STATUSES.includes(upstream.status) ? null : upstream.body
  return new Response(body, { status: upstream.status, statusText: upstream.statusText, headers })
}

function toPublicLocation(location: string, target: URL, publicUrl: string): string {
  try {
    const url = new URL(location, target)
    if (url.host !== target.host) return location
    const base = target.pathname.replace(/\/$/, '')
    const path = base !== '' && url.pathname.startsWith(`${base}/`) ? url.pathname.slice(base.length) : url.pathname
    return `${publicUrl}${path}${url.search}${url.hash}`
  } catch {
    return location
  }
}
