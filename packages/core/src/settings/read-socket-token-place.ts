/**
 * Settings room. The option `webSocketToken` → where a WebSocket handshake may carry a token. Pure, but throws.
 */
import { PROTOCOL_PARAM_PREFIX } from '../wire/query.ts'
import { readText, toOptionError } from './option-readers.ts'
import { isPlainObject } from './is-plain-object.ts'
import type { SocketTokenPlace } from './settings.ts'

/** What stands in `Sec-WebSocket-Protocol` is a token. @see RFC 6455 §4.1; RFC 9110 §5.6.2 */
const HTTP_TOKEN = /^[!#$%&'*+.^_`|~\dA-Za-z-]{1,64}$/
/** Needs no escape, so that it is found and removed to the letter. */
const PARAMETER = /^[\w.~-]{1,64}$/

/** @returns Null where nothing was given. @throws ERR_AUTH_OPTION_INVALID for names that could never be met, or none at all. */
export function readSocketTokenPlace(value: unknown): SocketTokenPlace | null {
  if (value === undefined || value === null || value === '') return null
  const given = isPlainObject(value) ? value : {}
  const protocol = readText('webSocketToken.protocol', given['protocol']) ?? ''
  const query = readText('webSocketToken.query', given['query']) ?? ''
  if (protocol === '' && query === '') {
    throw toOptionError(
      'webSocketToken',
      "must name a place: { protocol: 'postern.token.' }, { query: 'token' }, or both",
    )
  }
  if (protocol !== '' && !HTTP_TOKEN.test(protocol)) {
    throw toOptionError(
      'webSocketToken.protocol',
      'must be 1 to 64 characters of an HTTP token, such as postern.token.',
    )
  }
  if (query !== '' && (!PARAMETER.test(query) || query.startsWith(PROTOCOL_PARAM_PREFIX))) {
    throw toOptionError('webSocketToken.query', 'must be 1 to 64 of A-Za-z0-9_.~- and no parameter of the protocol')
  }
  return { protocol, query }
}
