/**
 * Frontend-API proxy entry. A request to the application → the request to the Frontend API. The body is passed on, not read.
 *
 * @see protocol.md 15.9; RFC 9110 §7.6.1
 */
import { toUrl } from '../foundation/is-record.ts'
import { toProtocolCookieHeader } from '../request/parse-cookie-header.ts'
import { toPublicUrl, type PublicUrl } from '../request/public-url.ts'
import { type CookieNames, isFrontendApiCookie } from '../settings/cookie-names.ts'
import {
  ACCEPT_ENCODING_HEADER,
  AUTHORIZATION_HEADER,
  CLOUDFLARE_IP_HEADER,
  CONNECTION_HEADER,
  COOKIE_HEADER,
  FORWARDED_FOR_HEADER,
  FORWARDED_HOST_HEADER,
  FORWARDED_PROTO_HEADER,
  HOP_BY_HOP_HEADERS,
  HOST_HEADER,
  PLAIN_HEADER_NAME,
  PLATFORM_HEADERS,
  PROXY_SECRET_KEY_HEADER,
  PROXY_URL_HEADER,
} from '../wire/headers.ts'
import { SESSION_COOKIE } from '../wire/query.ts'
import type { FrontendApiProxySettings } from './resolve-frontend-api-proxy.ts'

/** What `fetch` is called with. */
interface UpstreamRequest {
  readonly url: URL
  readonly init: RequestInit
  /** URL of the application under which the browser sees the Frontend API, no trailing slash. */
  readonly publicUrl: string
}

/** The request to send, or null when the path leads away from the Frontend API. */
export function toUpstreamRequest(request: Request, settings: FrontendApiProxySettings): UpstreamRequest | null {
  const from = new URL(request.url)
  const url = toUrl(
    `${settings.target.href.replace(/\/$/, '')}${from.pathname.slice(settings.path.length)}${from.search}`,
  )
  if (url === null || url.host !== settings.target.host || url.protocol !== settings.target.protocol) return null
  const shown = readPublicUrl(request, settings)
  const publicUrl = `${shown.origin}${settings.path}`
  const hasBody = request.body !== null && request.method !== 'GET' && request.method !== 'HEAD'
  const init: RequestInit & { duplex?: 'half' } = {
    method: request.method,
    headers: toUpstreamHeaders(request, shown, settings),
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

function toUpstreamHeaders(request: Request, shown: PublicUrl, settings: FrontendApiProxySettings): Headers {
  const headers = toEndToEndHeaders(request.headers)
  // What a client claims about itself and about proxies, and what is the application's own, is not for the Frontend API.
  for (const name of request.headers.keys()) {
    if (!PLAIN_HEADER_NAME.test(name) || PLATFORM_HEADERS.test(name)) headers.delete(name)
  }
  // Clients announce uploads with it; fetch does not speak it.
  headers.delete('expect')
  headers.set(PROXY_URL_HEADER, `${shown.origin}${settings.path}`)
  headers.set(PROXY_SECRET_KEY_HEADER, settings.secretKey)
  headers.set(HOST_HEADER, settings.target.host)
  headers.set(ACCEPT_ENCODING_HEADER, 'identity')
  headers.set(FORWARDED_HOST_HEADER, shown.host)
  headers.set(FORWARDED_PROTO_HEADER, shown.origin.slice(0, shown.origin.indexOf(':')))
  const address = readClientAddress(request, settings)
  if (address !== null) headers.set(FORWARDED_FOR_HEADER, address)
  const cookies = toProtocolCookieHeader(headers.get(COOKIE_HEADER) ?? '', (name) =>
    isFrontendApiCookie(name, settings.cookieNames),
  )
  if (cookies === '') headers.delete(COOKIE_HEADER)
  else headers.set(COOKIE_HEADER, cookies)
  const bearer = readSessionBearer(request, cookies, settings.cookieNames)
  if (bearer !== null) headers.set(AUTHORIZATION_HEADER, bearer)
  return headers
}

const SIGNED_BEARER = /^Bearer +([\w.-]+)$/i

/**
 * The session token that the browser's own cookie holds too: the provider's script asks for API keys with it. Any other credential is for the
 * application.
 *
 * @param cookies The cookies that go on.
 */
function readSessionBearer({ headers }: Request, cookies: string, names: CookieNames): string | null {
  const [bearer = null, token] = SIGNED_BEARER.exec(headers.get(AUTHORIZATION_HEADER) ?? '') ?? []
  const isOwn = [names.session, SESSION_COOKIE].some((name) => `; ${cookies};`.includes(`; ${name}=${token};`))
  return isOwn ? bearer : null
}

/** @see rulings.md D1 */
function readPublicUrl({ url, headers }: Request, { trustedOrigins }: FrontendApiProxySettings): PublicUrl {
  const forwarded = {
    forwardedHost: headers.get(FORWARDED_HOST_HEADER),
    forwardedProto: headers.get(FORWARDED_PROTO_HEADER),
    host: headers.get(HOST_HEADER),
  }
  return toPublicUrl(url, forwarded, trustedOrigins)
}

/** Letters, digits and signs of addresses of both versions, with a zone. */
const ADDRESS = /^[\da-f.:]+(?:%\w+)?$/i

/** The last one: those before it are what the client, or a proxy that nobody vouches for, wrote. */
function readClientAddress(request: Request, { clientAddressHeader }: FrontendApiProxySettings): string | null {
  // Only the runtime of Cloudflare puts this beside a request, and it overwrites the header.
  const name = clientAddressHeader ?? ('cf' in request && request.cf ? CLOUDFLARE_IP_HEADER : null)
  const address = (name === null ? null : request.headers.get(name))?.split(',').at(-1)?.trim() ?? ''
  return ADDRESS.test(address) ? address : null
}
