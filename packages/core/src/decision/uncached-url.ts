/**
 * Decision room. Location of a redirect → the same, made new where the platform keeps redirects by their URL. Pure.
 *
 * @see protocol.md 15.8
 */
import type { Settings } from '../settings/settings.ts'
import { CACHE_BUST_PARAM, HANDSHAKE_PARAM } from '../wire/query.ts'

/** @param nowMs Milliseconds since the Unix epoch. */
export function toUncachedUrl(
  location: URL,
  settings: Pick<Settings, 'isRedirectCached' | 'isDevelopment'>,
  nowMs: number,
): URL {
  // What carries the result of a handshake is new anyway.
  if (!settings.isRedirectCached || !settings.isDevelopment || location.href.includes(HANDSHAKE_PARAM)) return location
  const url = new URL(location)
  url.searchParams.set(CACHE_BUST_PARAM, String(nowMs))
  return url
}
