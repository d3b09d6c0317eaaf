import { describeTable, toProduct, type Cases } from '../../test/rule-tables.ts'
import { redemptionRules, type RedemptionFacts, type RedemptionRuleName } from './redemption-rules.ts'

/** A production browser whose session has run out comes back from the provider. */
const returning: RedemptionFacts = {
  isDevelopment: false,
  isNavigation: true,
  isOwnVisit: true,
  isInUrl: false,
  isTripDue: false,
  brings: 'another',
  session: 'none',
}

const cases: Cases<RedemptionFacts, RedemptionRuleName> = {
  'handshake-without-navigation': [
    { isDevelopment: true, isNavigation: false, isOwnVisit: false },
    { isDevelopment: true, isNavigation: false, isOwnVisit: false, brings: 'unread' },
  ],
  'handshake-in-url-unvisited': [
    { isInUrl: true, isOwnVisit: false, brings: 'unread' },
    { isInUrl: true, isOwnVisit: false, session: 'stands' },
    { isInUrl: true, isOwnVisit: false, isTripDue: true },
    { isInUrl: true, isOwnVisit: false, isNavigation: false, brings: 'the-same' },
  ],
  'handshake-in-url-over-session': [
    { isInUrl: true, session: 'stands', brings: 'unread' },
    { isInUrl: true, session: 'stands', brings: 'the-same' },
    { isInUrl: true, session: 'stands', brings: 'nobody' },
    { isInUrl: true, session: 'stands', isTripDue: true },
  ],
  'handshake-in-url-before-trip': [
    { isInUrl: true, isTripDue: true, brings: 'unread' },
    { isInUrl: true, isTripDue: true, brings: 'nobody', session: 'verifies' },
    { isInUrl: true, isTripDue: true, brings: 'the-same', session: 'verifies' },
  ],
  'handshake-to-read': [
    { brings: 'unread' },
    { brings: 'unread', isInUrl: true, session: 'verifies' },
    { brings: 'unread', isDevelopment: true },
  ],
  'handshake-in-development': [
    { isDevelopment: true, session: 'stands', brings: 'nobody' },
    { isDevelopment: true, isInUrl: true, session: 'stands' },
  ],
  'handshake-of-nobody-over-session': [
    { brings: 'nobody', session: 'verifies' },
    { brings: 'nobody', session: 'stands', isOwnVisit: false },
    { brings: 'nobody', session: 'verifies', isInUrl: true },
  ],
  'handshake-of-another-over-session': [
    { session: 'verifies', isInUrl: true },
    { session: 'verifies', isOwnVisit: false },
  ],
  'handshake-counts': [
    {},
    { isInUrl: true },
    { isTripDue: true },
    { brings: 'nobody' },
    { session: 'verifies' },
    { session: 'verifies', isInUrl: true, brings: 'the-same' },
    { session: 'verifies', isOwnVisit: false, brings: 'the-same' },
    { isNavigation: false, isOwnVisit: false },
  ],
}

describeTable(
  'redemptionRules (H5, B8)',
  redemptionRules,
  returning,
  cases,
  toProduct<RedemptionFacts>({
    isDevelopment: [false, true],
    isNavigation: [false, true],
    isOwnVisit: [false, true],
    isInUrl: [false, true],
    isTripDue: [false, true],
    brings: ['unread', 'nobody', 'another', 'the-same'],
    session: ['none', 'verifies', 'stands'],
  }),
)
