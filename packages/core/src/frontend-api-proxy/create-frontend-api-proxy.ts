/**
 * Frontend-API proxy entry. Answers for the Frontend API under a path of the application, before and apart from any authentication.
 * Describes what is passed on; the provider room does it.
 *
 * @see protocol.md 15.9; rulings.md 5
 */
import { AuthError } from '../foundation/auth-error.ts'
import { platformPorts } from '../foundation/ports.ts'
import type { Ports } from '../foundation/ports.ts'
import { begin, whenKnown, type Soon } from '../foundation/soon.ts'
import { forward } from '../provider/call-provider.ts'
import { CACHE_CONTROL_HEADER } from '../wire/headers.ts'
import type {
  FrontendApiProxyKeys,
  FrontendApiProxyOptions,
  FrontendApiProxySettings,
} from './resolve-frontend-api-proxy.ts'
import { resolveFrontendApiProxy, toProxyPath } from './resolve-frontend-api-proxy.ts'
import { toDownstreamResponse } from './to-downstream-response.ts'
import { toUpstreamRequest } from './to-upstream-request.ts'

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
