/**
 * Decision room. AuthState → the response headers that name it. Pure.
 *
 * @see protocol.md 2.4, 6.3
 */
import {
  ALLOW_CREDENTIALS_HEADER,
  ALLOW_ORIGIN_HEADER,
  AUTH_MESSAGE_HEADER,
  AUTH_REASON_HEADER,
  AUTH_STATUS_HEADER,
} from '../wire/headers.ts'
import type { AuthState } from './auth-state.ts'
import type { HeaderList } from './decision.ts'

const NO_HEADERS: HeaderList = []
/** What a header can carry. */
const SAFE_TEXT = /^[\x20-\x7e]*$/

/** The headers that say how authentication ended. None for somebody who was signed in before. */
export function toStateHeaders(state: AuthState): HeaderList {
  if (state.status === 'refused') return NO_HEADERS
  if (state.status === 'signed-in' && !state.isFresh) return NO_HEADERS
  const headers: (readonly [string, string])[] = []
  if (state.status !== 'handshake' && state.isFresh) {
    // The four letters: no origin may read what was set here.
    headers.push([ALLOW_ORIGIN_HEADER, 'null'], [ALLOW_CREDENTIALS_HEADER, 'true'])
  }
  if (state.status === 'signed-in') return headers
  headers.push([AUTH_STATUS_HEADER, state.status])
  if (SAFE_TEXT.test(state.reason)) headers.push([AUTH_REASON_HEADER, state.reason])
  if (state.message !== '' && SAFE_TEXT.test(state.message)) headers.push([AUTH_MESSAGE_HEADER, state.message])
  return headers
}
