/** The cookies that put an application's browser into the state that its client is in. */
import type { Instance } from '../instance.ts'
import type { Client, Session } from '../state/model.ts'
import { issueRefreshToken } from '../state/refresh-tokens.ts'
import { type AppCookie, toAppCookies } from './cookie-set.ts'
import { signSessionToken, type TokenChanges } from './sign-session-token.ts'

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
  /** Seconds; default the client's last change, 0 without a session. */
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
  const token = session === null ? null : await signSessionToken(instance, session, state.token)
  const wantsRefresh = session !== null && state.hasRefreshToken !== false
  const cookies = await toAppCookies(instance, {
    token,
    clientUatSec: state.clientUatSec ?? (session === null ? 0 : client.changedAtSec),
    refreshToken: wantsRefresh ? issueRefreshToken(instance, session) : null,
    devBrowser: instance.settings.isProduction ? null : client.devBrowser,
    domain: state.domain,
    isSecure: state.isSecure,
  })
  return { cookies, token }
}
