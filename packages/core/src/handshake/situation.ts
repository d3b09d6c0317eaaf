/**
 * Handshake room. RequestFacts + Credentials + Settings → Situation, the named facts that the tables ask. Pure.
 *
 * @see protocol.md 5.1
 */
import { isForeignClass } from '../credentials/choose-token-type.ts'
import type { Credentials } from '../credentials/read-credentials.ts'
import type { RequestFacts } from '../request/request-facts.ts'
import type { Settings } from '../settings/settings.ts'
import { SYNCED_PARAM } from '../wire/query.ts'
import { readSatelliteReturn } from './satellite-return.ts'

/** What the session cookie looks like before its signature is checked. */
export type SessionTokenLook = 'absent' | 'unreadable' | 'wrong-class' | 'older-than-client' | 'plausible'

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

/** Collects what the arrival table asks. */
export function readSituation(facts: RequestFacts, credentials: Credentials, settings: Settings): Situation {
  const hasClient = credentials.clientUatSec !== 0
  const hasSession = credentials.sessionToken !== ''
  const hasProof = hasClient || hasSession
  const isSatelliteVisit = settings.isSatellite && facts.isTopLevelVisit
  const synced = isSatelliteVisit ? facts.query(SYNCED_PARAM) : null
  return {
    isDevelopment: settings.isDevelopment,
    isPrimary: !settings.isSatellite,
    isSatelliteVisit,
    isSyncDone: synced === 'true',
    isSyncWanted: synced === 'false' || (settings.isSatelliteAutoSync && !hasProof),
    hasProof,
    answersSatellite: settings.isDevelopment && !settings.isSatellite && readSatelliteReturn(facts, settings) !== null,
    isDevBrowserInUrl: credentials.isDevBrowserInUrl,
    hasDevBrowser: credentials.devBrowser !== '',
    hasClient,
    hasSession,
    sessionToken: toLook(credentials),
  }
}

function toLook({ sessionToken, session, clientUatSec }: Credentials): SessionTokenLook {
  if (sessionToken === '') return 'absent'
  if (session === null) return 'unreadable'
  if (isForeignClass(session)) return 'wrong-class'
  const { iat } = session.claims
  return typeof iat === 'number' && iat < clientUatSec ? 'older-than-client' : 'plausible'
}
