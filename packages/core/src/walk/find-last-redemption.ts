/**
 * Walk. What the last handshake of this very browser came to. Does not wait.
 *
 * A browser is known by what it carries: its name for itself, and the token of the development browser, or else all of its cookies. Whoever
 * carries something else is told nothing of it.
 *
 * @see protocol.md 6.3; rulings.md D9
 */
import { renewCookieHeader } from '../decision/renew-cookie-header.ts'
import type { RequestFacts } from '../request/request-facts.ts'
import { toSha1 } from '../settings/cookie-names.ts'
import type { Instance, LastRedemption } from '../tenancy/instance.ts'
import {
  DEV_BROWSER_COOKIE,
  HANDSHAKE_COOKIE,
  HANDSHAKE_NONCE_COOKIE,
  REDIRECT_COUNT_COOKIE,
  TRIP_PARAM,
} from '../wire/query.ts'
import { COOKIE_HEADER, USER_AGENT_HEADER } from '../wire/headers.ts'
import { LAST_REDEMPTION_MS, MAX_COOKIE_BYTES, MAX_LAST_REDEMPTIONS } from '../wire/limits.ts'

/** One request of a browser. */
interface Seen {
  readonly instance: Instance
  readonly facts: RequestFacts
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: number
}

const NO_COOKIES: readonly string[] = []
/** The result of a handshake is gone with the next request. */
const PASSING = [`${HANDSHAKE_COOKIE}=`, `${HANDSHAKE_NONCE_COOKIE}=`]

/** What is known of a moment ago; both null where nothing is. */
export function findLastRedemption(seen: Seen): LastRedemption {
  return readRecent(seen, toBrowserId(seen, NO_COOKIES, seen.facts.query(TRIP_PARAM) ?? ''))
}

/**
 * Keeps what a handshake came to for the next request of the browser, with what is known already.
 *
 * @param setCookies Those that go to the browser with the answer. It comes back with them, but for those that are too large.
 */
export function keepLastRedemption(
  seen: Seen,
  news: Partial<LastRedemption>,
  setCookies: readonly string[] = NO_COOKIES,
): void {
  const mark = toTripMark(seen.nowMs)
  const next = { ...readRecent(seen, toBrowserId(seen, NO_COOKIES, mark)), ...news }
  if (next.failure === null && next.oversized === null) return
  const kept = setCookies.filter((directive) => readLargeCookie(directive) === null)
  seen.instance.lastRedemption.keep(toBrowserId(seen, kept, mark), next, MAX_LAST_REDEMPTIONS)
}

/** The mark that a browser without cookies brings back in its URL: seconds since the Unix epoch. */
export function toTripMark(nowMs: number): string {
  return String(Math.floor(nowMs / 1000))
}

/**
 * A cookie that browsers will drop; null for one that they keep.
 *
 * @param directive As `toDirectives` gives it: printable ASCII, so characters are bytes.
 */
export function readLargeCookie(directive: string): { readonly name: string; readonly bytes: number } | null {
  const pair = directive.split(';', 1)[0] ?? ''
  const bytes = pair.length - 1
  return bytes <= MAX_COOKIE_BYTES ? null : { name: pair.slice(0, pair.indexOf('=')).trim(), bytes }
}

function readRecent({ instance, nowMs }: Seen, id: string): LastRedemption {
  const last = instance.lastRedemption.find(id)
  const toRecent = <T extends { readonly atMs: number }>(found: T | null = null): T | null =>
    found !== null && nowMs - found.atMs < LAST_REDEMPTION_MS ? found : null
  return { failure: toRecent(last?.failure), oversized: toRecent(last?.oversized) }
}

/** A digest: a dump of the memory is no list of credentials. @param mark Tells browsers apart that keep no cookies. */
function toBrowserId({ facts }: Seen, setCookies: readonly string[], mark: string): string {
  const pairs = (renewCookieHeader(facts.header(COOKIE_HEADER), setCookies) ?? '').split(';').map((pair) => pair.trim())
  const own = pairs.filter((pair) => pair.startsWith(DEV_BROWSER_COOKIE))
  const all = pairs.filter((pair) => pair !== '' && !PASSING.some((name) => pair.startsWith(name)))
  // The counter of trips runs out, or counts on, between two requests of one browser.
  const lasting = all.filter((pair) => !pair.startsWith(`${REDIRECT_COUNT_COOKIE}=`))
  const carried = [own, lasting, all, [mark]].find(({ length }) => length > 0) ?? []
  const text = [facts.header(USER_AGENT_HEADER) ?? '', ...carried.toSorted()].join('\n')
  return String.fromCharCode(...toSha1(new TextEncoder().encode(text)))
}
