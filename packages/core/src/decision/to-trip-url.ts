/**
 * Decision room. Where a travelling browser goes, by each of the three ways; and where it ends after a development handshake. Pure.
 *
 * @see protocol.md 5.1 rows 5-6, 6.2, 6.3
 */
import type { Credentials } from '../credentials/read-credentials.ts'
import type { Way } from '../handshake/arrival-rules.ts'
import { readSatelliteReturn } from '../handshake/read-situation.ts'
import { toUrlWithout, type PublicUrl } from '../request/public-url.ts'
import type { RequestFacts } from '../request/request-facts.ts'
import type { OrganizationTarget } from '../session/active-organization.ts'
import type { Settings } from '../settings/settings.ts'
import { API_VERSION_DATE, HANDSHAKE_PATH } from '../wire/endpoints.ts'
import {
  API_VERSION_PARAM,
  DEV_BROWSER_PARAM,
  HANDSHAKE_FORMAT_PARAM,
  HANDSHAKE_NONCE_PARAM,
  HANDSHAKE_PARAM,
  HANDSHAKE_REASON_PARAM,
  HELP_PARAM,
  LEGACY_DEV_BROWSER_PARAM,
  ORGANIZATION_PARAM,
  RETURN_URL_PARAM,
  SATELLITE_RETURN_PARAM,
  SESSION_PARAM,
  SUFFIXED_COOKIES_PARAM,
  SYNCED_PARAM,
  TRIP_PARAM,
} from '../wire/query.ts'

/** What goes along. */
export interface HandshakeTrip {
  readonly reason: string
  readonly publicUrl: PublicUrl
  readonly credentials: Pick<Credentials, 'isSuffixed' | 'devBrowser'>
  /** The session token at hand, by cookie or header; empty when there is none. */
  readonly sessionToken: string
  /** What the URL names, whatever the reason of the trip. */
  readonly organization: OrganizationTarget | null
}

/** What does not come back. A handshake that did not count before the trip would count after it. */
const NOT_RETURNED = [DEV_BROWSER_PARAM, LEGACY_DEV_BROWSER_PARAM, TRIP_PARAM, HANDSHAKE_PARAM, HANDSHAKE_NONCE_PARAM]

/** The address of a trip. */
export function toTripUrl(way: Way, trip: HandshakeTrip, facts: RequestFacts, settings: Settings): URL {
  if (way === 'sign-in-page') return toPrimaryUrl(trip, settings)
  if (way === 'satellite') return toSatelliteUrl(trip, facts, settings)
  return toHandshakeUrl(trip, settings)
}

/** The provider's handshake endpoint with its parameters in the protocol's order. */
export function toHandshakeUrl(trip: HandshakeTrip, settings: Settings): URL {
  const { publicUrl, credentials, organization, sessionToken } = trip
  const { devBrowser } = credentials
  let query = `${RETURN_URL_PARAM}=${toFormText(toUrlWithout(publicUrl.href, NOT_RETURNED))}`
  query += `&${API_VERSION_PARAM}=${API_VERSION_DATE}`
  query += `&${SUFFIXED_COOKIES_PARAM}=${credentials.isSuffixed}`
  query += `&${HANDSHAKE_REASON_PARAM}=${toFormText(trip.reason)}`
  query += `&${HANDSHAKE_FORMAT_PARAM}=nonce`
  if (sessionToken !== '') query += `&${SESSION_PARAM}=${toFormText(sessionToken)}`
  if (settings.isDevelopment && devBrowser !== '') query += `&${DEV_BROWSER_PARAM}=${toFormText(devBrowser)}`
  // The endpoint takes ids and slugs alike; empty means the personal account.
  if (organization?.kind === 'personal') query += `&${ORGANIZATION_PARAM}=`
  else if (organization !== null) query += `&${ORGANIZATION_PARAM}=${toFormText(organization.id ?? organization.slug)}`
  return new URL(`${toFrontendApiBase(settings, publicUrl)}/${HANDSHAKE_PATH}?${query}`)
}

/** What `encodeURIComponent` leaves as it is, or spells otherwise than a form. */
const OTHERWISE_IN_FORMS = /%20|[!'()~]/g

/** A value as a form spells it, which is how the provider has always been sent it. `URLSearchParams` says the same, and takes three times as long. */
function toFormText(text: string): string {
  try {
    return encodeURIComponent(text).replace(OTHERWISE_IN_FORMS, toFormEscape)
  } catch {
    // Half of a character, which nobody can encode and a form replaces.
    return new URLSearchParams([['', text]]).toString().slice(1)
  }
}

function toFormEscape(part: string): string {
  return part === '%20' ? '+' : `%${part.charCodeAt(0).toString(16).toUpperCase()}`
}

/** A proxy may be given as a path of the application; then it lives on the application's own public origin. */
function toFrontendApiBase(settings: Settings, publicUrl: PublicUrl): string {
  const { frontendApiUrl } = settings
  return frontendApiUrl.startsWith('/') ? publicUrl.origin + frontendApiUrl : frontendApiUrl
}

/** A satellite of a development instance has no way to the provider's cookies but through the primary application. */
function toPrimaryUrl(trip: HandshakeTrip, settings: Settings): URL {
  const url = new URL(settings.signInUrl, trip.publicUrl.href)
  url.searchParams.append(SATELLITE_RETURN_PARAM, toUrlWithout(trip.publicUrl.href, [TRIP_PARAM]))
  return url
}

function toSatelliteUrl(trip: HandshakeTrip, facts: RequestFacts, settings: Settings): URL {
  const url = readSatelliteReturn(facts, settings)
  if (url === null) return toHandshakeUrl(trip, settings)
  if (trip.credentials.devBrowser !== '') url.searchParams.append(DEV_BROWSER_PARAM, trip.credentials.devBrowser)
  url.searchParams.set(SYNCED_PARAM, 'true')
  return url
}

/** The URL of the request without what a handshake added to it. Everything else stays to the letter. */
export function toCleanUrl(href: string): URL {
  const names = [HANDSHAKE_PARAM, HELP_PARAM, DEV_BROWSER_PARAM, HANDSHAKE_NONCE_PARAM, TRIP_PARAM]
  return new URL(toUrlWithout(href, names))
}
