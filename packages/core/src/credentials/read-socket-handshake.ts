/**
 * Credentials room. WebSocket handshake + where it may carry a token → the token, and the request without it in its URL. Pure.
 *
 * A query parameter counts on a handshake only: a link cannot be one, so nobody can sign a visitor in by a link.
 *
 * @see RFC 6455 §4.1, §11.3.4
 */
import type { RequestLike } from '../request/read-request.ts'
import { removeQueryParameters, splitUrl } from '../request/remove-query-parameters.ts'
import type { SocketTokenPlace } from '../settings/settings.ts'
import { UPGRADE_HEADER, WEBSOCKET_PROTOCOL_HEADER } from '../wire/headers.ts'

/** What a handshake carries. */
export interface SocketHandshake {
  /** Null: none, although the option names a place for it. */
  readonly token: string | null
  /** The same request. Its URL does not hold the token, so that no redirect, log or hand-over does. */
  readonly request: RequestLike
}

/** @returns Null for a request that opens no WebSocket, and where no place is named. */
export function readSocketHandshake(request: RequestLike, place: SocketTokenPlace | null): SocketHandshake | null {
  if (place === null || !isHandshake(request)) return null
  const { method, headers } = request
  const url = place.query === '' ? request.url : removeQueryParameters(request.url, [place.query])
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
  return new URLSearchParams(splitUrl(url).query).get(name) || null
}
