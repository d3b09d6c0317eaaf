import { describe, expect, it } from 'vitest'
import { describeTable, toProduct, type Cases } from '../../test/rule-tables.ts'
import { firstMatch } from '../foundation/rule.ts'
import {
  activationRules,
  renewalRules,
  verdictRules,
  type ActivationFacts,
  type RenewalFacts,
  type VerdictFacts,
  gateRules,
  type GateFacts,
} from './verdict-rules.ts'

const either = [false, true] as const

const verdictCases: Cases<VerdictFacts> = {
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

const activationCases: Cases<ActivationFacts> = {
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

/** An expired session that may be renewed. */
const expired: RenewalFacts = { isGet: true, hasRefreshToken: true, renewal: 'untried' }

const renewalCases: Cases<RenewalFacts> = {
  'renewal-not-by-get': [
    { isGet: false },
    { isGet: false, hasRefreshToken: false },
    { isGet: false, renewal: 'granted' },
    { isGet: false, renewal: 'refused' },
    { isGet: false, renewal: 'unverified' },
  ],
  'renewal-without-token': [
    { hasRefreshToken: false },
    { hasRefreshToken: false, renewal: 'granted' },
    { hasRefreshToken: false, renewal: 'refused' },
    { hasRefreshToken: false, renewal: 'unverified' },
  ],
  'renewal-to-try': [{}],
  'renewed-session-invalid': [{ renewal: 'unverified' }],
  'session-renewed': [{ renewal: 'granted' }],
  'session-not-renewed': [{ renewal: 'refused' }],
}

describeTable(
  'renewalRules',
  renewalRules,
  expired,
  renewalCases,
  toProduct<RenewalFacts>({
    isGet: either,
    hasRefreshToken: either,
    renewal: ['untried', 'granted', 'refused', 'unverified'],
  }),
)

const visitor: GateFacts = {
  isNavigation: true,
  isSpeculative: false,
  hasLostCookies: false,
  hasJustFailed: false,
  trips: 0,
}

const cases: Cases<GateFacts> = {
  'trip-not-a-navigation': [
    { isNavigation: false },
    { isNavigation: false, hasLostCookies: true },
    { isNavigation: false, hasJustFailed: true, trips: 1 },
    { isNavigation: false, isSpeculative: true, trips: 3 },
  ],
  'cookies-not-kept': [
    { hasLostCookies: true },
    { hasLostCookies: true, isSpeculative: true },
    { hasLostCookies: true, hasJustFailed: true },
    { hasLostCookies: true, trips: 3 },
  ],
  'trip-failed-before': [
    { hasJustFailed: true, trips: 1 },
    { hasJustFailed: true, trips: 3 },
    { hasJustFailed: true, isSpeculative: true },
  ],
  'trip-looping': [{ trips: 3 }, { trips: 4 }, { trips: 1e20 }, { trips: 3, isSpeculative: true }],
  'trip-in-advance': [{ isSpeculative: true }, { isSpeculative: true, trips: 2 }],
  'trip-allowed': [{}, { trips: 2 }],
}

describeTable(
  'gateRules',
  gateRules,
  visitor,
  cases,
  toProduct<GateFacts>({
    isNavigation: either,
    isSpeculative: either,
    hasLostCookies: either,
    hasJustFailed: either,
    trips: [0, 1, 2, 3, 4, 1e20],
  }),
)
