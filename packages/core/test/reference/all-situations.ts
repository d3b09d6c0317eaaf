/** Every situation that the arrival table can be asked about, those included that no request can bring. */
import type { Situation } from '../../src/handshake/read-situation.ts'
import { toProduct } from '../rule-tables.ts'

const either = [false, true] as const

export const allSituations: readonly Situation[] = toProduct<Situation>({
  isDevelopment: either,
  isPrimary: either,
  isSatelliteVisit: either,
  isSyncDone: either,
  isSyncWanted: either,
  hasProof: either,
  answersSatellite: either,
  isDevBrowserInUrl: either,
  hasDevBrowser: either,
  hasClient: either,
  hasSession: either,
  sessionToken: ['absent', 'unreadable', 'wrong-class', 'older-than-client', 'plausible'],
})

/** Whether a request could bring it: the facts do not contradict one another. */
function isPossible(s: Situation): boolean {
  return (
    s.hasSession === (s.sessionToken !== 'absent') &&
    s.hasProof === (s.hasClient || s.hasSession) &&
    !(s.isSatelliteVisit && s.isPrimary) &&
    !(s.answersSatellite && !(s.isDevelopment && s.isPrimary))
  )
}

export const possibleSituations: readonly Situation[] = allSituations.filter(isPossible)
