import { describeTable, toProduct, type Cases } from '../../test/rule-tables.ts'
import {
  causeRules,
  forgivenessRules,
  redemptionRules,
  yieldRules,
  type CauseFacts,
  type FailureFacts,
  type RedemptionFacts,
  type YieldFacts,
} from './redemption-rules.ts'

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

const cases: Cases<RedemptionFacts> = {
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

const either = [false, true] as const

const yieldCases: Cases<YieldFacts> = {
  'handshake-brings-session': [{ brought: 'session' }, { brought: 'session', isUrlToClean: true }],
  'handshake-brings-nobody': [{ brought: 'nobody' }, { brought: 'nobody', isUrlToClean: true }],
  'handshake-not-redeemed': [{ isUrlToClean: true }],
  'handshake-passed-over': [{}],
}

describeTable(
  'yieldRules',
  yieldRules,
  { isUrlToClean: false, brought: 'nothing' },
  yieldCases,
  toProduct<YieldFacts>({ isUrlToClean: either, brought: ['session', 'nobody', 'nothing'] }),
)

const forgivenessCases: Cases<FailureFacts> = {
  'clock-skew-forgiven': [{ isDevelopment: true, isOfClock: true }],
  'failure-stands': [{}, { isDevelopment: true }, { isOfClock: true }],
}

describeTable(
  'forgivenessRules',
  forgivenessRules,
  { isDevelopment: false, isOfClock: false },
  forgivenessCases,
  toProduct<FailureFacts>({ isDevelopment: either, isOfClock: either }),
)

const causeCases: Cases<CauseFacts> = {
  'handshake-failed-token-invalid-signature': [{ cause: 'token-invalid-signature' }],
  'handshake-failed-secret-key-invalid': [{ cause: 'secret-key-invalid' }],
  'handshake-failed-missing-api-client': [{ cause: 'missing-api-client' }],
  'handshake-failed-fetch-error': [{ cause: 'fetch-error' }],
  'handshake-failed-nonce-invalid': [{ cause: 'nonce-invalid' }],
  'handshake-failed-token-expired': [{ cause: 'token-expired' }],
  'handshake-failed-token-not-active-yet': [{ cause: 'token-not-active-yet' }],
  'handshake-failed-token-iat-in-the-future': [{ cause: 'token-iat-in-the-future' }],
  'handshake-failed-token-invalid-authorized-parties': [{ cause: 'token-invalid-authorized-parties' }],
  'handshake-failed-token-invalid': [{ cause: 'token-invalid' }],
  'handshake-failed-keys': [{ cause: 'jwk-kid-mismatch' }, { cause: 'jwk-remote-failed-to-load' }],
  'handshake-failed-otherwise': [{ cause: 'token-verification-failed' }, { cause: 'token-invalid-issuer' }],
}

describeTable(
  'causeRules',
  causeRules,
  { cause: 'token-invalid' },
  causeCases,
  Object.values(causeCases).flat() as CauseFacts[],
)
