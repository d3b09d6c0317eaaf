/**
 * Credentials room. Value of `Authorization`, or handshake of a WebSocket → the token that it carries, unverified. Pure.
 *
 * Of a handshake also the request without the token in its URL. A query parameter counts on a handshake only: a link cannot be one, so
 * nobody can sign a visitor in by a link.
 *
 * @see RFC 6750 §2.1; RFC 6455 §4.1, §11.3.4; protocol.md 3.3
 */
import { toUrlWithout, parseUrl } from '../request/public-url.ts'
import type { RequestLike } from '../request/request-facts.ts'
import type { SocketTokenPlace } from '../settings/settings.ts'
import { UPGRADE_HEADER, WEBSOCKET_PROTOCOL_HEADER } from '../wire/headers.ts'

/**
 * The token of an Authorization header.
 *
 * @returns Null when the header is absent or names another scheme: then cookies count. A bare token works without a scheme. Whatever
 *   follows `Bearer` is a token, good or bad, and a bad one never falls back to a cookie.
 */
export function readBearer(authorization: string | null): string | null {
  if (authorization === null || authorization === '') return null
  const space = authorization.indexOf(' ')
  if (space === -1) return authorization
  const scheme = authorization.slice(0, space)
  const rest = authorization.slice(space + 1)
  const secondSpace = rest.indexOf(' ')
  const value = secondSpace === -1 ? rest : rest.slice(0, secondSpace)
  if (value === '') return scheme
  return scheme === 'Bearer' ? value : null
}

/** What a handshake carries. */
interface SocketHandshake {
  /** Null: none, although the option names a place for it. */
  readonly token: string | null
  /** The same request. Its URL does not hold the token, so that no redirect, log or hand-over does. */
  readonly request: RequestLike
}

/** @returns Null for a request that opens no WebSocket, and where no place is named. */
export function readSocketHandshake(request: RequestLike, place: SocketTokenPlace | null): SocketHandshake | null {
  if (place === null || !isHandshake(request)) return null
  const { method, headers } = request
  const url = place.query === '' ? request.url : toUrlWithout(request.url, [place.query])
  const token = readProtocol(request, place.protocol) ?? readQuery(request, place.query)
  return { token, request: { method, url, headers } }
}

function isHandshake({ method, headers }: RequestLike): boolean {
  const upgrade = headers.get(UPGRADE_HEADER)?.toLowerCase().split(',') ?? []
  return method === 'GET' && upgrade.some((name) => name.trim() === 'websocket')
}

function readProtocol({ headers }: RequestLike, prefix: string): string | null {
  if (prefix === '') return null
  const offered = headers.get(WEBSOCKET_PROTOCOL_HEADER)?.split(',') ?? []
  const found = offered.map((name) => name.trim()).find((name) => name.startsWith(prefix))
  return found?.slice(prefix.length) || null
}

function readQuery({ url }: RequestLike, name: string): string | null {
  if (name === '' || !url.includes('?')) return null
  return new URLSearchParams(parseUrl(url).query).get(name) || null
}
