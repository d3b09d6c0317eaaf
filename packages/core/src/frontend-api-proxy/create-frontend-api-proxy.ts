/**
 * Frontend-API proxy entry. Answers for the Frontend API under a path of the application, before and apart from any authentication.
 * Describes what is passed on; the provider room does it.
 *
 * @see protocol.md 15.9; rulings.md 5
 */
import { AuthError } from '../foundation/auth-error.ts'
import { platformPorts, type Ports } from '../foundation/ports.ts'
import { begin, whenKnown, type Soon } from '../foundation/soon.ts'
import { forward } from '../provider/call-provider.ts'
import { isFrontendApiCookie } from '../settings/cookie-names.ts'
import {
  CACHE_CONTROL_HEADER,
  CONTENT_ENCODING_HEADER,
  CONTENT_LENGTH_HEADER,
  LOCATION_HEADER,
  SET_COOKIE_HEADER,
} from '../wire/headers.ts'
import {
  type FrontendApiProxyKeys,
  type FrontendApiProxyOptions,
  type FrontendApiProxySettings,
  resolveFrontendApiProxy,
  toProxyPath,
} from './resolve-frontend-api-proxy.ts'
import { toEndToEndHeaders, toUpstreamRequest } from './to-upstream-request.ts'

/** Answers requests below one path. */
export interface FrontendApiProxy {
  /** The path of the application, without a trailing slash. */
  readonly path: string
  /** Whether a request to this URL is the proxy's: it is enabled there, and the path is the proxy's or below it. */
  readonly matches: (url: URL) => boolean
  /**
   * Passes a request on and its answer back. Bodies are streamed. Never throws: a wrong path is 400, missing or malformed settings are
   * 500, a Frontend API that cannot be reached is 502, each as JSON and `no-store`.
   */
  readonly handle: (request: Request) => Promise<Response>
}

/** The proxy of one instance. Malformed settings show when a request is handled, so that a build without keys succeeds. */
export function createFrontendApiProxy(
  options: FrontendApiProxyOptions,
  keys: FrontendApiProxyKeys,
  ports: Partial<Pick<Ports, 'fetch'>> = {},
): FrontendApiProxy {
  const path = toProxyPath(options.path)
  const send = ports.fetch ?? platformPorts.fetch
  const isBelow = (url: URL): boolean => url.pathname === path || url.pathname.startsWith(`${path}/`)
  const isEnabled = (url: URL): boolean =>
    typeof options.enabled === 'function' ? options.enabled(new URL(url)) === true : options.enabled === true
  return {
    path,
    matches: (url) => isBelow(url) && isEnabled(url),
    handle: async (request) => {
      const settings = toSettingsOrMessage(options, keys)
      if (typeof settings === 'string') return toErrorResponse(500, 'proxy_configuration_error', settings)
      if (!isBelow(new URL(request.url))) {
        return toErrorResponse(400, 'proxy_path_mismatch', 'The path is not below the path of the proxy.')
      }
      return begin(passOn(request, settings, send))
    },
  }
}

function passOn(request: Request, settings: FrontendApiProxySettings, send: Ports['fetch']): Soon<Response> {
  const upstream = toUpstreamRequest(request, settings)
  if (upstream === null) {
    return toErrorResponse(400, 'proxy_path_mismatch', 'The path leads away from the Frontend API.')
  }
  const { url, init, publicUrl } = upstream
  const answer = forward(send, url, init, (response) => toDownstreamResponse(response, settings, publicUrl))
  return whenKnown(
    answer,
    (response) => response ?? toErrorResponse(502, 'proxy_request_failed', 'The Frontend API could not be reached.'),
  )
}

function toSettingsOrMessage(
  options: FrontendApiProxyOptions,
  keys: FrontendApiProxyKeys,
): FrontendApiProxySettings | string {
  try {
    return resolveFrontendApiProxy(options, keys)
  } catch (error) {
    if (error instanceof AuthError) return error.message
    throw error
  }
}

function toErrorResponse(status: number, code: string, message: string): Response {
  return Response.json({ errors: [{ code, message }] }, { status, headers: { [CACHE_CONTROL_HEADER]: 'no-store' } })
}

const NULL_BODY_STATUSES: readonly number[] = [101, 204, 205, 304]

/**
 * The response for the browser. Cookies stay separate headers, and only those of the protocol are
 * set; a redirect to the Frontend API's host leads to the proxy instead.
 *
 * @param publicUrl URL of the application under which the browser sees the Frontend API, no trailing slash.
 */
function toDownstreamResponse(upstream: Response, settings: FrontendApiProxySettings, publicUrl: string): Response {
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
