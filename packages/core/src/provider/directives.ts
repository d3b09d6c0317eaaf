/**
 * Provider room. `Set-Cookie` strings of the provider → those that may be passed on. Pure.
 *
 * @see protocol.md 6.3; rulings.md D9
 */
import { isProtocolCookie, type CookieNames } from '../settings/cookie-names.ts'
import { HANDSHAKE_COOKIE, HANDSHAKE_NONCE_COOKIE, SESSION_COOKIE } from '../wire/cookies.ts'
import { MAX_DIRECTIVES } from '../wire/limits.ts'

/** Printable ASCII: anything else could end one header and begin another. */
const SAFE_DIRECTIVE = /^[\x20-\x7e]+$/

/** What a list of directives amounts to. */
export interface Directives {
  /** To be passed on, each as its own header. */
  readonly setCookies: readonly string[]
  /** The session token that they set, or empty. */
  readonly sessionToken: string
}

/** The directives that only take a carried handshake away: it has been seen, and would be seen again with every request. */
export function toHandshakeRemovals(setCookies: readonly string[]): readonly string[] {
  return setCookies.filter(
    (line) => line.startsWith(`${HANDSHAKE_COOKIE}=;`) || line.startsWith(`${HANDSHAKE_NONCE_COOKIE}=;`),
  )
}

/** Keeps the directives that set a cookie of the protocol; drops the rest. Of several session cookies the last counts. */
export function toDirectives(values: readonly unknown[], names: CookieNames): Directives {
  const setCookies: string[] = []
  let sessionToken = ''
  for (const value of values.slice(0, MAX_DIRECTIVES)) {
    if (typeof value !== 'string' || !SAFE_DIRECTIVE.test(value)) continue
    const pair = value.split(';', 1)[0] ?? ''
    const [name = '', text = ''] = pair.split('=', 2)
    if (!isProtocolCookie(name.trim(), names)) continue
    setCookies.push(value)
    if (name.trim().startsWith(SESSION_COOKIE)) sessionToken = text.trim()
  }
  return { setCookies, sessionToken }
}
