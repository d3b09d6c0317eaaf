/**
 * The `Set-Cookie` lines that a handshake or a refresh hands to the application, and the same as a map.
 *
 * @see emulator.md 3.2
 */
import {
  CLIENT_UAT_COOKIE,
  DEV_BROWSER_COOKIE,
  HANDSHAKE_COOKIE,
  HANDSHAKE_NONCE_COOKIE,
  REFRESH_COOKIE,
  SESSION_COOKIE,
} from '@postern/core/wire'
import type { Instance } from '../instance.ts'
import { toCookieSuffix } from '../keys/publishable-key.ts'

/** One cookie for the application. */
export interface AppCookie {
  readonly name: string
  readonly value: string
  readonly attributes: string
}

/** Facts that go into the cookies. */
export interface CookieFacts {
  /** null: signed out. */
  readonly token: string | null
  /** Seconds since the Unix epoch; 0 means signed out. */
  readonly clientUatSec: number
  /** null: left alone. */
  readonly refreshToken: string | null
  /** null in production. */
  readonly devBrowser: string | null
  /** Domain that application and provider share, or null. */
  readonly domain: string | null
  readonly isSecure: boolean
}

const YEAR_SEC = 31_536_000

/** Every cookie, in the plain and in the suffixed form, in the order in which the provider sends them. */
export async function toAppCookies(instance: Instance, facts: CookieFacts): Promise<readonly AppCookie[]> {
  const suffix = await toCookieSuffix(instance.place.publishableKey())
  const { isProduction } = instance.settings
  const secure = facts.isSecure ? '; Secure' : ''
  const shared = facts.domain === null ? '' : `; Domain=${facts.domain}`
  const both = (name: string, value: string, attributes: string): readonly AppCookie[] => [
    { name, value, attributes },
    { name: `${name}_${suffix}`, value, attributes },
  ]
  // Not `Strict`: after the sign-in form, which is of another site, a browser would withhold it on the whole way back.
  const uatAge = `Max-Age=${YEAR_SEC}; SameSite=Lax`
  return [
    ...(isProduction ? [HANDSHAKE_COOKIE, HANDSHAKE_NONCE_COOKIE].map((name) => toDeletion(name, shared)) : []),
    ...(facts.devBrowser === null
      ? []
      : both(DEV_BROWSER_COOKIE, facts.devBrowser, `Path=/; SameSite=Lax; Max-Age=${YEAR_SEC}${secure}`)),
    ...both(CLIENT_UAT_COOKIE, String(facts.clientUatSec), `Path=/${shared}; ${uatAge}${secure}`),
    ...toRefreshCookie(`${REFRESH_COOKIE}_${suffix}`, facts, secure),
    ...(facts.token === null
      ? both(SESSION_COOKIE, '', `Path=/; Max-Age=0; SameSite=Lax${secure}`)
      : both(SESSION_COOKIE, facts.token, `Path=/; SameSite=Lax; Max-Age=${YEAR_SEC}${secure}`)),
  ]
}

/** The line of a `Set-Cookie` header. Values are written as they are: verifiers split at the first two `=`. */
export function toDirective({ name, value, attributes }: AppCookie): string {
  return `${name}=${value}; ${attributes}`
}

function toRefreshCookie(name: string, facts: CookieFacts, secure: string): readonly AppCookie[] {
  if (facts.refreshToken !== null) {
    return [
      { name, value: facts.refreshToken, attributes: `Path=/; HttpOnly; SameSite=Lax; Max-Age=${YEAR_SEC}${secure}` },
    ]
  }
  if (facts.token !== null) return []
  return [{ name, value: '', attributes: `Path=/; HttpOnly; Max-Age=0; SameSite=Lax${secure}` }]
}

function toDeletion(name: string, shared: string): AppCookie {
  return { name, value: '', attributes: `Path=/${shared}; Max-Age=0` }
}
