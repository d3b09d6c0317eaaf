/** The cookies that put an application's browser into the state that its client is in. */
import type { Instance } from '../instance.ts'
import type { Client, Session } from '../state/model.ts'
import { issueRefreshToken } from '../state/refresh-tokens.ts'
import { type AppCookie, toAppCookies } from './cookie-set.ts'
import { signSessionToken, toIssuedAtSec, type TokenChanges } from './sign-session-token.ts'

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
  // Read before the token is signed: on a running clock it must not be the later of the two.
  const issuedAtSec = toIssuedAtSec(instance, state.token)
  const token = session === null ? null : await signSessionToken(instance, session, state.token)
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
 * @param issuedAtSec When the token beside it was issued; without one, now. Seconds since the Unix epoch. A clock that was moved back
 *   issues tokens before the last change, and an application asks forever for a token that is not older than its client.
 */
export function toClientUatSec(client: Client, issuedAtSec: number): number {
  return Math.min(client.changedAtSec, issuedAtSec)
}
