/**
 * Decision room. Where a travelling browser goes, by each of the three ways; and where it ends after a development handshake. Pure.
 *
 * @see protocol.md 5.1 rows 5-6, 6.3
 */
import { readSatelliteReturn } from '../handshake/satellite-return.ts'
import type { Way } from '../handshake/rules.ts'
import type { RequestFacts } from '../request/request-facts.ts'
import { removeQueryParameters } from '../request/public-url.ts'
import type { Settings } from '../settings/settings.ts'
import {
  DEV_BROWSER_PARAM,
  HANDSHAKE_NONCE_PARAM,
  HANDSHAKE_PARAM,
  HELP_PARAM,
  SATELLITE_RETURN_PARAM,
  SYNCED_PARAM,
  TRIP_PARAM,
} from '../wire/query.ts'
import { toHandshakeUrl, type HandshakeTrip } from './handshake-url.ts'

/** The address of a trip. */
export function toTripUrl(way: Way, trip: HandshakeTrip, facts: RequestFacts, settings: Settings): URL {
  if (way === 'sign-in-page') return toPrimaryUrl(trip, settings)
  if (way === 'satellite') return toSatelliteUrl(trip, facts, settings)
  return toHandshakeUrl(trip, settings)
}

/** The URL of the request without what a handshake added to it. Everything else stays to the letter. */
export function toCleanUrl(href: string): URL {
  const names = [HANDSHAKE_PARAM, HELP_PARAM, DEV_BROWSER_PARAM, HANDSHAKE_NONCE_PARAM, TRIP_PARAM]
  return new URL(removeQueryParameters(href, names))
}

/** A satellite of a development instance has no way to the provider's cookies but through the primary application. */
function toPrimaryUrl(trip: HandshakeTrip, settings: Settings): URL {
  const url = new URL(settings.signInUrl, trip.publicUrl.href)
  url.searchParams.append(SATELLITE_RETURN_PARAM, removeQueryParameters(trip.publicUrl.href, [TRIP_PARAM]))
  return url
}

function toSatelliteUrl(trip: HandshakeTrip, facts: RequestFacts, settings: Settings): URL {
  const url = readSatelliteReturn(facts, settings)
  if (url === null) return toHandshakeUrl(trip, settings)
  if (trip.credentials.devBrowser !== '') url.searchParams.append(DEV_BROWSER_PARAM, trip.credentials.devBrowser)
  url.searchParams.set(SYNCED_PARAM, 'true')
  return url
}
