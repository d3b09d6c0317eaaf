/** The answers that many cases expect. */
import { NO_STORE } from '../../expected/answer-parts.ts'
import type { Expected } from '../case.ts'

/** Of a trip to the provider: the counter. */
const COUNTER = ['__clerk_redirect_count']

/** The handler answers, and somebody is signed in. */
export const passes = (body: Readonly<Record<string, unknown>> = {}): Expected => ({
  status: 200,
  reason: null,
  headers: { 'x-clerk-auth-status': null },
  body: { isAuthenticated: true, ...body },
})
/** The handler answers somebody who is not signed in. */
export const passesSignedOut = (reason: string, body: Readonly<Record<string, unknown>> = {}): Expected => ({
  status: 200,
  reason,
  headers: { 'x-clerk-auth-status': 'signed-out' },
  body: { isAuthenticated: false, userId: null, ...body },
})

/** What goes along on a trip, besides the address and the reason. */
export interface Luggage {
  readonly isSuffixed?: boolean
  readonly hasSession?: boolean
  readonly hasBrowser?: boolean
  readonly organization?: string
  /** Counter of the trip. */
  readonly place?: string
}
/** The browser is sent to the provider's handshake. @param path What it asked for. */
export function travels(path: string, reason: string, luggage: Luggage = {}): Expected {
  const { isSuffixed = true, hasSession = false, hasBrowser = true, organization, place = '{fapi}' } = luggage
  const rest = [
    `suffixed_cookies=${isSuffixed}`,
    `__clerk_hs_reason=${reason}`,
    ...(hasSession ? ['__session=…'] : []),
    ...(hasBrowser ? ['__clerk_db_jwt=…'] : []),
    ...(organization === undefined ? [] : [`organization_id=${organization}`]),
  ]
  return {
    status: 307,
    reason,
    location: `${place}/v1/client/handshake?redirect_url={app}${path}&${rest.join('&')}`,
    setCookies: COUNTER,
    headers: { ...NO_STORE, 'x-clerk-auth-status': 'handshake' },
  }
}
/** The browser is sent to a page: sign-in, sign-up, or one that the application names. */
export const isSent = (location: string, reason?: string | null): Expected => ({
  status: 307,
  location,
  headers: NO_STORE,
  ...(reason !== undefined && { reason }),
})
/** To the sign-in page of the development instance, and back to this path. */
export const signsIn = (path: string, reason?: string): Expected =>
  isSent(`{fapi}/sign-in?redirect_url={app}${path}&__clerk_db_jwt=…`, reason)

/** As if the page did not exist. @param reason Why nobody is signed in; null: somebody is. */
export const isHidden = (reason: string | null = null): Expected => ({
  status: 404,
  reason: reason === null ? 'protect-rewrite' : `protect-rewrite, ${reason}`,
  headers: NO_STORE,
})
/** A program is told that its token is not accepted. */
export const isRefused = (reason?: string | null, challenge: string | null = null): Expected => ({
  status: 401,
  headers: { ...NO_STORE, 'www-authenticate': challenge },
  ...(reason !== undefined && { reason }),
})
/** A machine token that nobody could be asked about (in-use 18). */
export const isUnchecked: Expected = {
  status: 503,
  headers: { ...NO_STORE, 'retry-after': '10', 'www-authenticate': null },
  reason: 'provider-unavailable',
}
/** The URL has more than one reading. */
export const isAmbiguous: Expected = { status: 400 }
/** A mistake of the developer, by its code. */
export const fails = (code: string): Expected => ({ status: 500, body: { code } })
