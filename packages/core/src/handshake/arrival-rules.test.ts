import { describeTable, toProduct, type Cases } from '../../test/rule-tables.ts'
import { possibleSituations } from '../../test/reference/all-situations.ts'
import { arrivalRules, bearerRules, proofRules, type BearerFacts, type ProofFacts } from './arrival-rules.ts'
import type { Situation } from './read-situation.ts'

const either = [false, true] as const

/** A browser, where sessions and nothing else are accepted. */
const asking: ProofFacts = { hasClock: true, hasBearer: false, isSessionAccepted: true, isOneAccepted: true }

const proofCases: Cases<ProofFacts> = {
  'clock-failed': [
    { hasClock: false },
    { hasClock: false, hasBearer: true },
    { hasClock: false, isSessionAccepted: false },
    { hasClock: false, isSessionAccepted: false, isOneAccepted: false },
  ],
  'proof-in-header': [
    { hasBearer: true },
    { hasBearer: true, isSessionAccepted: false },
    { hasBearer: true, isSessionAccepted: false, isOneAccepted: false },
  ],
  'accepted-token-missing': [{ isSessionAccepted: false }],
  'accepted-tokens-missing': [{ isSessionAccepted: false, isOneAccepted: false }],
  'proof-in-cookies': [{}, { isOneAccepted: false }],
}

describeTable(
  'proofRules',
  proofRules,
  asking,
  proofCases,
  toProduct<ProofFacts>({ hasClock: either, hasBearer: either, isSessionAccepted: either, isOneAccepted: either }),
)

/** A session token in the header. */
const bearer: BearerFacts = {
  isSessionAccepted: true,
  isSessionOnly: true,
  isMachineToken: false,
  isReadable: true,
  isForeignClass: false,
}

const bearerCases: Cases<BearerFacts> = {
  'bearer-no-session-accepted': [
    { isSessionAccepted: false, isSessionOnly: false },
    { isSessionAccepted: false, isSessionOnly: false, isReadable: false },
    { isSessionAccepted: false, isSessionOnly: false, isMachineToken: true, isReadable: false },
    { isSessionAccepted: false, isSessionOnly: false, isMachineToken: true, isForeignClass: true },
  ],
  'bearer-opaque-machine-token': [{ isMachineToken: true, isReadable: false, isSessionOnly: false }],
  'bearer-unreadable': [
    { isReadable: false },
    { isReadable: false, isSessionOnly: false },
    { isReadable: false, isMachineToken: true },
  ],
  'bearer-of-wrong-class': [{ isForeignClass: true }, { isForeignClass: true, isMachineToken: true }],
  'bearer-to-verify': [{}, { isMachineToken: true }, { isSessionOnly: false }],
}

describeTable(
  'bearerRules',
  bearerRules,
  bearer,
  bearerCases,
  // What cannot be read says nothing of itself, and whoever accepts sessions alone accepts them.
  toProduct<BearerFacts>({
    isSessionAccepted: either,
    isSessionOnly: either,
    isMachineToken: either,
    isReadable: either,
    isForeignClass: either,
  }).filter(
    (facts) => (facts.isReadable || !facts.isForeignClass) && (facts.isSessionAccepted || !facts.isSessionOnly),
  ),
)

/** A production browser with a session that may be good. */
const visitor: Situation = {
  isDevelopment: false,
  isPrimary: true,
  isSatelliteVisit: false,
  isSyncDone: false,
  isSyncWanted: false,
  hasProof: true,
  answersSatellite: false,
  isDevBrowserInUrl: false,
  hasDevBrowser: false,
  hasClient: true,
  hasSession: true,
  sessionToken: 'plausible',
}
const nobody = { hasProof: false, hasClient: false, hasSession: false, sessionToken: 'absent' } as const
const satellite = { isPrimary: false, isSatelliteVisit: true } as const
const development = { isDevelopment: true, hasDevBrowser: true } as const

const arrivalCases: Cases<Situation> = {
  'satellite-not-asked': [
    { ...satellite, ...nobody },
    { ...satellite, ...nobody, isDevelopment: true },
    { ...satellite, ...nobody, ...development, isDevBrowserInUrl: true },
  ],
  'satellite-sync-dev': [
    { ...satellite, ...nobody, ...development, isSyncWanted: true },
    { ...satellite, ...development, isSyncWanted: true },
    { ...satellite, ...development, isSyncWanted: true, isDevBrowserInUrl: true },
    { ...satellite, isDevelopment: true, isSyncWanted: true },
    { ...satellite, ...nobody, isDevelopment: true, isSyncWanted: true },
  ],
  'satellite-sync': [
    { ...satellite, ...nobody, isSyncWanted: true },
    { ...satellite, isSyncWanted: true },
    { ...satellite, isSyncWanted: true, hasClient: false },
    { ...satellite, isSyncWanted: true, hasSession: false, sessionToken: 'absent' },
    { ...satellite, isSyncWanted: true, sessionToken: 'unreadable' },
    { ...satellite, isSyncWanted: true, sessionToken: 'wrong-class' },
    { ...satellite, isSyncWanted: true, sessionToken: 'older-than-client' },
  ],
  'primary-answers-satellite': [
    { ...development, answersSatellite: true },
    { ...development, answersSatellite: true, isDevBrowserInUrl: true },
    { isDevelopment: true, answersSatellite: true },
    { ...development, ...nobody, answersSatellite: true },
    { ...development, answersSatellite: true, hasClient: false },
    { ...development, answersSatellite: true, hasSession: false, sessionToken: 'absent' },
    { ...development, answersSatellite: true, sessionToken: 'unreadable' },
    { ...development, answersSatellite: true, sessionToken: 'wrong-class' },
    { ...development, answersSatellite: true, sessionToken: 'older-than-client' },
  ],
  'dev-browser-in-url': [
    { ...development, isDevBrowserInUrl: true },
    { isDevelopment: true, isDevBrowserInUrl: true },
    { ...development, ...nobody, isDevBrowserInUrl: true },
    { ...development, isDevBrowserInUrl: true, hasClient: false },
    { ...development, isDevBrowserInUrl: true, hasSession: false, sessionToken: 'absent' },
    { ...development, isDevBrowserInUrl: true, sessionToken: 'unreadable' },
    { ...development, isDevBrowserInUrl: true, sessionToken: 'wrong-class' },
    { ...development, isDevBrowserInUrl: true, sessionToken: 'older-than-client' },
  ],
  'dev-browser-missing': [
    { isDevelopment: true },
    { isDevelopment: true, ...nobody },
    { isDevelopment: true, hasClient: false },
    { isDevelopment: true, hasSession: false, sessionToken: 'absent' },
    { isDevelopment: true, sessionToken: 'unreadable' },
    { isDevelopment: true, sessionToken: 'wrong-class' },
    { isDevelopment: true, sessionToken: 'older-than-client' },
  ],
  'nobody-here': [nobody, { ...development, ...nobody }, { ...satellite, ...nobody, isSyncDone: true }],
  'session-without-client': [
    { hasClient: false },
    { hasClient: false, sessionToken: 'unreadable' },
    { hasClient: false, sessionToken: 'wrong-class' },
    { ...development, hasClient: false },
  ],
  'client-without-session': [
    { hasSession: false, sessionToken: 'absent' },
    { ...development, hasSession: false, sessionToken: 'absent' },
  ],
  'session-unreadable': [{ sessionToken: 'unreadable' }],
  'session-of-wrong-class': [{ sessionToken: 'wrong-class' }],
  'session-older-than-client': [{ sessionToken: 'older-than-client' }],
  'session-to-verify': [{}, development, satellite, { ...satellite, isSyncDone: true }],
}

describeTable('arrivalRules', arrivalRules, visitor, arrivalCases, possibleSituations)
