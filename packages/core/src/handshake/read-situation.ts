/**
 * Handshake room. What a request says → the named facts that the tables ask. Pure.
 *
 * @see protocol.md 5.1
 */
import { toUrl } from '../foundation/is-record.ts'
import { isForeignClass } from '../credentials/choose-token-type.ts'
import type { Credentials } from '../credentials/read-credentials.ts'
import type { PublicUrl } from '../request/public-url.ts'
import type { RequestFacts } from '../request/request-facts.ts'
import { isLoopbackHost } from '../settings/publishable-key.ts'
import type { Settings } from '../settings/settings.ts'
import { isListedOrigin } from '../values/origin-faults.ts'
import { SATELLITE_RETURN_PARAM, SYNCED_PARAM } from '../wire/query.ts'

const DEVELOPMENT_PORTAL = /^accounts\..*(?:\.lcl\.dev|\.lclstage\.dev|\.lclclerk\.com)$/
const HOSTED_PORTAL = /\.accounts\.dev$|\.accountsstage\.dev$|\.accounts\.lclclerk\.com$/
const HOSTED_API = /\.clerk\.(?:accounts\.dev|accountsstage\.dev|accounts\.lclclerk\.com)$/

/** What the session cookie looks like before its signature is checked. */
type SessionTokenLook = 'absent' | 'unreadable' | 'wrong-class' | 'older-than-client' | 'plausible'

/** What `arrivalRules` ask. */
export interface Situation {
  readonly isDevelopment: boolean
  /** Not a satellite. */
  readonly isPrimary: boolean
  /** A satellite's document is visited by GET. */
  readonly isSatelliteVisit: boolean
  /** The browser comes back from the primary. */
  readonly isSyncDone: boolean
  /** The URL asks for a sync, or the developer wants one on every first visit without proofs. */
  readonly isSyncWanted: boolean
  /** A session token or a client that is not signed out. */
  readonly hasProof: boolean
  /** A satellite sent the browser here, to an address that we may send it back to. */
  readonly answersSatellite: boolean
  readonly isDevBrowserInUrl: boolean
  readonly hasDevBrowser: boolean
  /** `client_uat` is there and not 0. */
  readonly hasClient: boolean
  readonly hasSession: boolean
  readonly sessionToken: SessionTokenLook
}

/** What the arrival table asks. */
export function readSituation(facts: RequestFacts, credentials: Credentials, settings: Settings): Situation {
  return new LazySituation(facts, credentials, settings)
}

/** Facts that are worked out when a row asks for them: the first rows decide nothing for nearly every request. */
class LazySituation implements Situation {
  readonly #facts: RequestFacts
  readonly #credentials: Credentials
  readonly #settings: Settings
  #look: SessionTokenLook | null = null

  constructor(facts: RequestFacts, credentials: Credentials, settings: Settings) {
    this.#facts = facts
    this.#credentials = credentials
    this.#settings = settings
  }

  get isDevelopment(): boolean {
    return this.#settings.isDevelopment
  }

  get isPrimary(): boolean {
    return !this.#settings.isSatellite
  }

  get isSatelliteVisit(): boolean {
    return this.#settings.isSatellite && this.#facts.isTopLevelVisit
  }

  /** Counts on a satellite's visits only, which are asked for first. */
  get #synced(): string | null {
    return this.isSatelliteVisit ? this.#facts.query(SYNCED_PARAM) : null
  }

  get isSyncDone(): boolean {
    return this.#synced === 'true'
  }

  get isSyncWanted(): boolean {
    return this.#synced === 'false' || (this.#settings.isSatelliteAutoSync && !this.hasProof)
  }

  get hasProof(): boolean {
    return this.hasClient || this.hasSession
  }

  get answersSatellite(): boolean {
    return this.isDevelopment && this.isPrimary && readSatelliteReturn(this.#facts, this.#settings) !== null
  }

  get isDevBrowserInUrl(): boolean {
    return this.#credentials.isDevBrowserInUrl
  }

  get hasDevBrowser(): boolean {
    return this.#credentials.devBrowser !== ''
  }

  get hasClient(): boolean {
    return this.#credentials.clientUatSec !== 0
  }

  get hasSession(): boolean {
    return this.#credentials.sessionToken !== ''
  }

  get sessionToken(): SessionTokenLook {
    return (this.#look ??= toLook(this.#credentials))
  }
}

function toLook({ sessionToken, session, clientUatSec }: Credentials): SessionTokenLook {
  if (sessionToken === '') return 'absent'
  if (session === null) return 'unreadable'
  if (isForeignClass(session)) return 'wrong-class'
  const { iat } = session.claims
  return typeof iat === 'number' && iat < clientUatSec ? 'older-than-client' : 'plausible'
}

/**
 * Where a development primary may send a satellite's browser back to. The address comes from the URL and receives the development browser's
 * token, so only addresses that cannot be a stranger's count.
 *
 * @returns Null when there is none, on anything but a navigation, and for targets that are not http(s), carry user information, or lie
 *   neither on a loopback, `*.localhost` or `*.test` host, nor on the request's own host, the configured domain or an allowed origin.
 * @see protocol.md 5.1 row 6; rulings.md D3
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

/**
 * Whether another site, not the provider, linked here. A satellite may have changed the client meanwhile, so the session is synced.
 *
 * @param referer Value of the `Referer` header, or null. One that cannot be parsed proves nothing either way.
 * @see protocol.md 5.1 (cross-origin referrer); rulings.md D22
 */
export function isReferredByStranger(referer: string | null, publicUrl: PublicUrl, settings: Settings): boolean {
  if (referer === null) return false
  // The common case, spared a parse.
  if (referer.startsWith(publicUrl.origin) && referer.charAt(publicUrl.origin.length) === '/') return false
  const url = toUrl(referer)
  return url !== null && url.origin !== publicUrl.origin && !isProvider(url, publicUrl, settings)
}

function isProvider(referrer: URL, publicUrl: PublicUrl, settings: Settings): boolean {
  if (referrer.hostname === toApiHostname(publicUrl, settings)) return true
  // Behind a proxy no portal is known: its address does not follow from the proxy's.
  const isPortal = settings.proxyUrl === '' && referrer.origin === settings.accountPortalUrl
  if (!settings.isDevelopment) return isPortal
  const { hostname } = referrer
  return (
    // A loopback provider is told apart by its port: other applications share the host.
    (isLoopbackHost(settings.keyHost) && referrer.host === settings.keyHost) ||
    DEVELOPMENT_PORTAL.test(hostname) ||
    (HOSTED_PORTAL.test(hostname) && !HOSTED_API.test(hostname)) ||
    isPortal
  )
}

/** The proxy's host without its port; without a proxy the host as the instance names it, which matches nobody when it has a port. */
function toApiHostname(publicUrl: PublicUrl, { proxyUrl, issuerHost }: Settings): string | null {
  if (proxyUrl === '' && isLoopbackHost(issuerHost)) return null
  if (proxyUrl === '' && !issuerHost.includes('://')) return issuerHost
  return toUrl(proxyUrl || issuerHost, publicUrl.origin)?.hostname ?? null
}
