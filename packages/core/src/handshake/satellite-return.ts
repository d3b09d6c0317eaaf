/**
 * Handshake room. Where a development primary may send a satellite's browser back to. Pure.
 *
 * The address comes from the URL and receives the development browser's token, so only addresses that cannot be a stranger's count.
 *
 * @see protocol.md 5.1 row 6; rulings.md D3
 */
import type { RequestFacts } from '../request/request-facts.ts'
import { isLoopbackHost } from '../settings/publishable-key.ts'
import type { Settings } from '../settings/settings.ts'
import { isListedOrigin } from '../values/is-listed-origin.ts'
import { SATELLITE_RETURN_PARAM } from '../wire/query.ts'

/**
 * The address to return to.
 *
 * @returns Null when there is none, on anything but a navigation, and for targets that are not http(s), carry user information, or lie
 *   neither on a loopback, `*.localhost` or `*.test` host, nor on the request's own host, the configured domain or an allowed origin.
 */
export function readSatelliteReturn(facts: RequestFacts, settings: Settings): URL | null {
  const text = facts.query(SATELLITE_RETURN_PARAM)
  if (text === null || !facts.isNavigation) return null
  const url = toUrl(text)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null
  if (url.username !== '' || url.password !== '') return null
  const isAllowed =
    isLoopbackHost(url.host) ||
    url.hostname.endsWith('.test') ||
    url.host === facts.publicUrl.host ||
    (settings.domain !== '' && url.host === settings.domain) ||
    isListedOrigin(settings.allowedRedirectOrigins, url.origin)
  return isAllowed ? url : null
}

function toUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}
