/**
 * Handshake room. The three tables of the cookie flow. Pure; printed into the documentation.
 *
 * A row says *that* the browser travels, *why* and *by which way*; `decision/` says *where exactly*, and `gate.ts` whether it may.
 *
 * @see protocol.md 5.1, 5.3, 14
 */
import { always, table, type Rule } from '../foundation/rule.ts'
import type { Reason, StateReason } from '../wire/reasons.ts'
import type { Situation } from './situation.ts'

/** How the browser travels: to the provider's handshake, to the sign-in page of the primary, or back to a satellite. */
export type Way = 'handshake' | 'sign-in-page' | 'satellite'

/** Send the browser away, if the gate lets it. */
export interface Travel {
  readonly kind: 'travel'
  readonly reason: StateReason
  readonly way: Way
}
export interface SignedOut {
  readonly kind: 'signed-out'
  readonly reason: Reason
}

const travel = (reason: StateReason, way: Way = 'handshake'): Travel => ({ kind: 'travel', reason, way })
const signedOut = (reason: Reason): SignedOut => ({ kind: 'signed-out', reason })

/** What follows from the cookies alone. */
export type Arrival = Travel | SignedOut | { readonly kind: 'verify' }

/** The rows of `arrivalRules`. */
export type ArrivalRuleName =
  | 'satellite-not-asked'
  | 'satellite-sync-dev'
  | 'satellite-sync'
  | 'primary-answers-satellite'
  | 'dev-browser-in-url'
  | 'dev-browser-missing'
  | 'nobody-here'
  | 'session-without-client'
  | 'client-without-session'
  | 'session-unreadable'
  | 'session-of-wrong-class'
  | 'session-older-than-client'
  | 'session-to-verify'

// prettier-ignore
export const arrivalRules: readonly Rule<Situation, Arrival, ArrivalRuleName>[] = table<Situation, Arrival>()([                // before any signature is checked
  ['satellite-not-asked',       s => s.isSatelliteVisit && !s.isSyncDone && !s.isSyncWanted && !s.hasProof,   signedOut('session-token-and-uat-missing')],
  ['satellite-sync-dev',        s => s.isSatelliteVisit && !s.isSyncDone && s.isSyncWanted && s.isDevelopment, travel('satellite-needs-syncing', 'sign-in-page')],
  ['satellite-sync',            s => s.isSatelliteVisit && !s.isSyncDone && s.isSyncWanted,                   travel('satellite-needs-syncing')],
  ['primary-answers-satellite', s => s.isDevelopment && s.isPrimary && s.answersSatellite,                    travel('primary-responds-to-syncing', 'satellite')],
  ['dev-browser-in-url',        s => s.isDevelopment && s.isDevBrowserInUrl,                                  travel('dev-browser-sync')],
  ['dev-browser-missing',       s => s.isDevelopment && !s.hasDevBrowser,                                     travel('dev-browser-missing')],
  ['nobody-here',               s => !s.hasClient && !s.hasSession,                                           signedOut('session-token-and-uat-missing')],
  ['session-without-client',    s => !s.hasClient,                                                            travel('session-token-but-no-client-uat')],
  ['client-without-session',    s => !s.hasSession,                                                           travel('client-uat-but-no-session-token')],
  ['session-unreadable',        s => s.sessionToken === 'unreadable',                                         signedOut('token-invalid')],
  ['session-of-wrong-class',    s => s.sessionToken === 'wrong-class',                                        signedOut('token-type-mismatch')],
  ['session-older-than-client', s => s.sessionToken === 'older-than-client',                                  travel('session-token-iat-before-client-uat')],
  ['session-to-verify',         always,                                                                       { kind: 'verify' }],
])

/** What verification, and renewal if it was tried, brought. */
export interface VerdictFacts {
  /** `accepted`, or why not. */
  readonly verification: 'accepted' | Reason
}

/** What follows from it. `expired`: travel, with the reason that names why renewal failed. */
export type Verdict =
  | { readonly kind: 'accept' }
  | { readonly kind: 'expired' }
  | Travel
  | { readonly kind: 'rejected' }

/** The rows of `verdictRules`. */
export type VerdictRuleName =
  | 'session-accepted'
  | 'session-expired'
  | 'session-not-active-yet'
  | 'session-issued-later'
  | 'session-rejected'

// prettier-ignore
export const verdictRules: readonly Rule<VerdictFacts, Verdict, VerdictRuleName>[] = table<VerdictFacts, Verdict>()([
  ['session-accepted',      v => v.verification === 'accepted',                 { kind: 'accept' }],
  ['session-expired',       v => v.verification === 'token-expired',            { kind: 'expired' }],
  ['session-not-active-yet', v => v.verification === 'token-not-active-yet',    travel('session-token-nbf')],
  ['session-issued-later',  v => v.verification === 'token-iat-in-the-future',  travel('session-token-iat-in-the-future')],
  ['session-rejected',      always,                                             { kind: 'rejected' }],
])

/** A session cookie that verified, and the visit it came with. */
export interface ActivationFacts {
  readonly isPrimary: boolean
  /** GET with `Sec-Fetch-Dest: document`. */
  readonly isTopLevelVisit: boolean
  /** Referred by another origin, which is not the provider's. */
  readonly isReferredByStranger: boolean
  /** Just back from a handshake. */
  readonly isReturning: boolean
  /** The URL names another organization (or the personal account) than the session has active. */
  readonly isOrganizationDifferent: boolean
}

export type Activation = Travel | { readonly kind: 'stay' }

/** The rows of `activationRules`. */
export type ActivationRuleName = 'entered-from-elsewhere' | 'organization-differs' | 'session-stands'

// prettier-ignore
export const activationRules: readonly Rule<ActivationFacts, Activation, ActivationRuleName>[] = table<ActivationFacts, Activation>()([
  ['entered-from-elsewhere',  a => a.isPrimary && a.isTopLevelVisit && a.isReferredByStranger && !a.isReturning, travel('primary-domain-cross-origin-sync')],
  ['organization-differs',    a => a.isOrganizationDifferent,                                                    travel('active-organization-mismatch')],
  ['session-stands',          always,                                                                            { kind: 'stay' }],
])
