/**
 * Settings room. Publishable key → the cookie names of the instance. Pure.
 *
 * @see protocol.md 1.5, 2.1
 */
import { toBase64Url, toUtf8Bytes } from '../foundation/bytes.ts'
import { CLIENT_UAT_COOKIE, DEV_BROWSER_COOKIE, REFRESH_COOKIE, SESSION_COOKIE } from '../wire/cookies.ts'
import type { CookieNames } from './settings.ts'
import { toSha1 } from './to-sha1.ts'

/** The first eight characters of the key's SHA-1 in base64url: enough to keep two instances on one host apart. */
export function toCookieSuffix(publishableKey: string): string {
  return toBase64Url(toSha1(toUtf8Bytes(publishableKey))).slice(0, 8)
}

/** The suffixed names of an instance's cookies. The plain ones are constants of the wire room. */
export function toCookieNames(publishableKey: string): CookieNames {
  const suffix = toCookieSuffix(publishableKey)
  return {
    suffix,
    session: `${SESSION_COOKIE}_${suffix}`,
    clientUat: `${CLIENT_UAT_COOKIE}_${suffix}`,
    devBrowser: `${DEV_BROWSER_COOKIE}_${suffix}`,
    refresh: `${REFRESH_COOKIE}_${suffix}`,
  }
}
