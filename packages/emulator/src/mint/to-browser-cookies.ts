/** The cookies that put an application's browser into the state that its client is in. */
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
import type { Client, Session } from '../state/model.ts'
import { issueRefreshToken } from '../state/refresh-tokens.ts'
import { signSessionToken, toIssuedAtSec, type TokenChanges } from './sign-session-token.ts'
import { withTrouble } from './with-trouble.ts'

export interface BrowserPlace {
  /** Domain that application and provider share, or null. */
  readonly domain: string | null
  readonly isSecure: boolean
}

export interface BrowserState extends BrowserPlace {
  readonly client: Client
  /** null: signed out. */
  readonly session: Session | null
  readonly token?: TokenChanges
  /** Seconds since the Unix epoch. Default: the client's last change, at most the token's `iat`; 0 without a session. */
  readonly clientUatSec?: number
  /** Default true. */
  readonly hasRefreshToken?: boolean
}

export interface BrowserCookies {
  readonly cookies: readonly AppCookie[]
  /** The session token, or null. */
  readonly token: string | null
}

export async function toBrowserCookies(instance: Instance, state: BrowserState): Promise<BrowserCookies> {
  const { client, session } = state
  const changes = session === null ? {} : withTrouble(instance, state.token ?? {})
  // On a running clock the client cookie must not be later than the token, so this is read first.
  const issuedAtSec = toIssuedAtSec(instance, changes)
  const token = session === null ? null : await signSessionToken(instance, session, changes)
  const wantsRefresh = session !== null && state.hasRefreshToken !== false
  const cookies = await toAppCookies(instance, {
    token,
    clientUatSec: state.clientUatSec ?? (session === null ? 0 : toClientUatSec(client, issuedAtSec)),
    refreshToken: wantsRefresh ? issueRefreshToken(instance, session) : null,
    devBrowser: instance.settings.isProduction ? null : client.devBrowser,
    domain: state.domain,
    isSecure: state.isSecure,
  })
  return { cookies, token }
}

/**
 * What the client cookie says while someone is signed in.
 *
 * @param issuedAtSec When the token beside the cookie was issued, or now, in seconds since the Unix epoch. After the clock was moved back,
 *   tokens are issued before the last change. An application would ask forever for a token that is not older than its client.
 */
export function toClientUatSec(client: Client, issuedAtSec: number): number {
  return Math.min(client.changedAtSec, issuedAtSec)
}

/** One cookie for the application. */
export interface AppCookie {
  readonly name: string
  readonly value: string
  readonly attributes: string
}

/** Facts that go into the cookies. */
interface CookieFacts {
  /** null: signed out. */
  readonly token: string | null
  /** Seconds since the Unix epoch; 0 means signed out. */
  readonly clientUatSec: number
  /** null: the browser keeps the one it has. */
  readonly refreshToken: string | null
  /** null in production. */
  readonly devBrowser: string | null
  /** Domain that application and provider share, or null. */
  readonly domain: string | null
  readonly isSecure: boolean
}

const YEAR_SEC = 31_536_000

/** Every cookie, in the plain and in the suffixed form, in the order in which the provider sends them. */
async function toAppCookies(instance: Instance, facts: CookieFacts): Promise<readonly AppCookie[]> {
  const suffix = await toCookieSuffix(instance.place.publishableKey())
  const { isProduction } = instance.settings
  const secure = facts.isSecure ? '; Secure' : ''
  const shared = facts.domain === null ? '' : `; Domain=${facts.domain}`
  const both = (name: string, value: string, attributes: string): readonly AppCookie[] => [
    { name, value, attributes },
    { name: `${name}_${suffix}`, value, attributes },
  ]
  // Not `Strict`: the sign-in form belongs to another site, and a browser would withhold the cookie on the way back from it.
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

/** The line of a `Set-Cookie` header. Values are not escaped: verifiers split a line at its first two `=`. */
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
