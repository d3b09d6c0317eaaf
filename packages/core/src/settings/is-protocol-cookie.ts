/**
 * Settings room. Name of a cookie → whether the provider may see and set it. Pure.
 *
 * @see protocol.md 2.1
 */
import {
  ACTIVE_CONTEXT_COOKIE,
  CLIENT_COOKIE,
  CLIENT_UAT_COOKIE,
  DEV_BROWSER_COOKIE,
  HANDSHAKE_COOKIE,
  HANDSHAKE_NONCE_COOKIE,
  REDIRECT_COUNT_COOKIE,
  REFRESH_COOKIE,
  SESSION_COOKIE,
} from '../wire/cookies.ts'
import type { CookieNames } from './settings.ts'

const PLAIN_NAMES: readonly string[] = [
  SESSION_COOKIE,
  CLIENT_UAT_COOKIE,
  REFRESH_COOKIE,
  DEV_BROWSER_COOKIE,
  HANDSHAKE_COOKIE,
  HANDSHAKE_NONCE_COOKIE,
  REDIRECT_COUNT_COOKIE,
  ACTIVE_CONTEXT_COOKIE,
  CLIENT_COOKIE,
]

/** Whether a cookie belongs to the protocol and, if suffixed, to this instance. */
export function isProtocolCookie(name: string, names: CookieNames): boolean {
  return (
    PLAIN_NAMES.includes(name) ||
    name === names.session ||
    name === names.clientUat ||
    name === names.refresh ||
    name === names.devBrowser
  )
}

/** The same on the way to the Frontend API and back, which names its own cookie by the instance as well. */
export function isFrontendApiCookie(name: string, names: CookieNames): boolean {
  return isProtocolCookie(name, names) || name === `${CLIENT_COOKIE}_${names.suffix}`
}
