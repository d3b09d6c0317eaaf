/**
 * Corridor. Cookies that the provider wants to be set → a warning for one that browsers will drop. Does not wait.
 *
 * A session cookie that is dropped looks like a handshake that never ends.
 */
import type { Visit } from './visit.ts'
import { MAX_COOKIE_BYTES } from '../wire/limits.ts'

/** @param setCookies As `toDirectives` gives them: printable ASCII, so characters are bytes. */
export function reportLargeCookies({ instance, nowMs }: Visit, setCookies: readonly string[]): void {
  for (const directive of setCookies) {
    const pair = directive.split(';', 1)[0] ?? ''
    const bytes = pair.length - 1
    if (bytes <= MAX_COOKIE_BYTES) continue
    const cookie = { name: pair.slice(0, pair.indexOf('=')).trim(), bytes }
    instance.lastRedemption.oversized = { ...cookie, atMs: nowMs }
    instance.reportOnce(
      { level: 'warn', event: 'cookie-too-large', message: toLargeCookieMessage(cookie), details: cookie },
      `cookie-too-large ${cookie.name}`,
    )
  }
}

/** What is said of a cookie, here and where the handshake does not end for it. */
export function toLargeCookieMessage({ name, bytes }: { readonly name: string; readonly bytes: number }): string {
  return `The cookie ${name} has ${bytes} bytes. Browsers drop what is larger than ${MAX_COOKIE_BYTES}, so nobody stays signed in. Put less into the claims of the session token.`
}
