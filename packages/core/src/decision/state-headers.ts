/**
 * Decision room. AuthState → the response headers that name it. Pure.
 *
 * @see protocol.md 2.4, 6.3
 */
import { AUTH_MESSAGE_HEADER, AUTH_REASON_HEADER, AUTH_STATUS_HEADER } from '../wire/headers.ts'
import type { AuthState } from './auth-state.ts'
import type { HeaderList } from './decision.ts'

const NO_HEADERS: HeaderList = []
/** What a header can carry. */
const SAFE_TEXT = /^[\x20-\x7e]*$/

/** The headers that say how authentication ended. None for somebody who is signed in. */
export function toStateHeaders(state: AuthState): HeaderList {
  if (state.status === 'refused' || state.status === 'signed-in') return NO_HEADERS
  const headers: (readonly [string, string])[] = [[AUTH_STATUS_HEADER, state.status]]
  if (SAFE_TEXT.test(state.reason)) headers.push([AUTH_REASON_HEADER, state.reason])
  if (state.message !== '' && SAFE_TEXT.test(state.message)) headers.push([AUTH_MESSAGE_HEADER, state.message])
  return headers
}
