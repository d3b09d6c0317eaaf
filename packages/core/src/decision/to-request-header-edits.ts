/**
 * Decision room. AuthState + what the client sent → what the application must see in its place. Pure.
 *
 * @see rulings.md D4; protocol.md 7
 */
import type { RequestFacts } from '../request/request-facts.ts'
import { COOKIE_HEADER } from '../wire/headers.ts'
import type { AuthState } from './auth-state.ts'
import { toSetCookies } from './decide.ts'
import type { HeaderList, RequestHeaderEdits } from './decision.ts'
import { renewCookieHeader } from './renew-cookie-header.ts'

const NO_HEADERS: HeaderList = []

/** The edits. */
export function toRequestHeaderEdits(state: AuthState, facts: RequestFacts): RequestHeaderEdits {
  const remove = facts.internalHeaderNames()
  const setCookies = toSetCookies(state)
  if (setCookies.length === 0) return { set: NO_HEADERS, remove }
  const cookie = renewCookieHeader(facts.header(COOKIE_HEADER), setCookies)
  return cookie === null
    ? { set: NO_HEADERS, remove: [...remove, COOKIE_HEADER] }
    : { set: [[COOKIE_HEADER, cookie]], remove }
}
