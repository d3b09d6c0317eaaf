import { describe, expect, it } from 'vitest'
import { describeTable, toProduct, type Cases } from '../../test/rule-tables.ts'
import { possibleSituations } from '../../test/reference/all-situations.ts'
import { firstMatch } from '../foundation/rule.ts'
import {
  activationRules,
  arrivalRules,
  verdictRules,
  type ActivationFacts,
  type ActivationRuleName,
  type ArrivalRuleName,
  type VerdictFacts,
  type VerdictRuleName,
} from './rules.ts'
import type { Situation } from './situation.ts'

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

const arrivalCases: Cases<Situation, ArrivalRuleName> = {
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

const verdictCases: Cases<VerdictFacts, VerdictRuleName> = {
  'session-accepted': [{ verification: 'accepted' }],
  'session-expired': [{ verification: 'token-expired' }],
  'session-not-active-yet': [{ verification: 'token-not-active-yet' }],
  'session-issued-later': [{ verification: 'token-iat-in-the-future' }],
  'session-rejected': [
    { verification: 'token-invalid' },
    { verification: 'token-invalid-signature' },
    { verification: 'jwk-remote-failed-to-load' },
    { verification: 'unexpected-error' },
  ],
}

describeTable(
  'verdictRules',
  verdictRules,
  { verification: 'accepted' },
  verdictCases,
  Object.values(verdictCases).flat() as VerdictFacts[],
)

describe('verdictRules outcomes', () => {
  it.each([
    ['accepted', { kind: 'accept' }],
    ['token-expired', { kind: 'expired' }],
    ['token-not-active-yet', { kind: 'travel', reason: 'session-token-nbf', way: 'handshake' }],
    ['token-iat-in-the-future', { kind: 'travel', reason: 'session-token-iat-in-the-future', way: 'handshake' }],
    ['token-invalid', { kind: 'rejected' }],
  ] as const)('%s', (verification, outcome) => {
    expect(firstMatch(verdictRules, { verification }).outcome).toEqual(outcome)
  })
})

const good: ActivationFacts = {
  isPrimary: true,
  isTopLevelVisit: true,
  isReferredByStranger: false,
  isReturning: false,
  isOrganizationDifferent: false,
}

const activationCases: Cases<ActivationFacts, ActivationRuleName> = {
  'entered-from-elsewhere': [
    { isReferredByStranger: true },
    { isReferredByStranger: true, isOrganizationDifferent: true },
  ],
  'organization-differs': [
    { isOrganizationDifferent: true },
    { isOrganizationDifferent: true, isReferredByStranger: true, isReturning: true },
    { isOrganizationDifferent: true, isReferredByStranger: true, isPrimary: false },
  ],
  'session-stands': [
    { isReferredByStranger: true, isTopLevelVisit: false },
    {},
    { isReferredByStranger: true, isReturning: true },
    { isReferredByStranger: true, isPrimary: false },
  ],
}

const either = [false, true] as const
describeTable(
  'activationRules',
  activationRules,
  good,
  activationCases,
  toProduct<ActivationFacts>({
    isPrimary: either,
    isTopLevelVisit: either,
    isReferredByStranger: either,
    isReturning: either,
    isOrganizationDifferent: either,
  }),
)
