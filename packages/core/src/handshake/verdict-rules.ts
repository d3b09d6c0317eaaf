/**
 * Handshake room. What follows once a session token was verified, or was not; and whether the browser may be sent on the trip that a table asks
 * for. Pure; printed into the documentation.
 *
 * @see protocol.md 5.1 rows 15-18, 5.2, 5.3, 6.1, 7, 14; rulings.md D2, D16
 */
import { always, type Rule } from '../foundation/rule.ts'
import type { Reason, RefreshReason, StateReason } from '../wire/reasons.ts'
import type { Travel } from './arrival-rules.ts'
import { MAX_HANDSHAKE_TRIPS } from '../wire/limits.ts'

const travel = (reason: StateReason): Travel => ({ kind: 'travel', reason, way: 'handshake' })

/** What verification brought. */
export interface VerdictFacts {
  /** `accepted`, or why not. */
  readonly verification: 'accepted' | Reason
}

/** What follows from it. `expired`: `renewalRules` say more. */
export type Verdict =
  | { readonly kind: 'accept' }
  | { readonly kind: 'expired' }
  | Travel
  | { readonly kind: 'rejected' }

// prettier-ignore
export const verdictRules: readonly Rule<VerdictFacts, Verdict>[] = [
  ['session-accepted',      v => v.verification === 'accepted',                 { kind: 'accept' }],
  ['session-expired',       v => v.verification === 'token-expired',            { kind: 'expired' }],
  ['session-not-active-yet', v => v.verification === 'token-not-active-yet',    travel('session-token-nbf')],
  ['session-issued-later',  v => v.verification === 'token-iat-in-the-future',  travel('session-token-iat-in-the-future')],
  ['session-rejected',      always,                                             { kind: 'rejected' }],
]

/** A session that has run out. */
export interface RenewalFacts {
  /** The method of the request is GET. */
  readonly isGet: boolean
  /** The browser carries a refresh token. */
  readonly hasRefreshToken: boolean
  /** What the provider said: nothing yet, or whether it gave a session, which may not hold. */
  readonly renewal: 'untried' | 'granted' | 'refused' | 'unverified'
}

/** `ask` the provider. `renewed`: signed in. `expired`: travel, and the reason ends with this one. `refused`: with the provider's. */
type Renewed =
  | { readonly kind: 'ask' }
  | { readonly kind: 'renewed' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'expired'; readonly reason: RefreshReason }

const expired = (reason: RefreshReason): Renewed => ({ kind: 'expired', reason })

/** The provider gave a session that does not hold. */
export const RENEWED_INVALID: RefreshReason = 'invalid-session-token'

// prettier-ignore
export const renewalRules: readonly Rule<RenewalFacts, Renewed>[] = [
  ['renewal-not-by-get',    r => !r.isGet,                   expired('non-eligible-non-get')],
  ['renewal-without-token', r => !r.hasRefreshToken,         expired('non-eligible-no-refresh-cookie')],
  ['renewal-to-try',        r => r.renewal === 'untried',    { kind: 'ask' }],
  ['renewed-session-invalid', r => r.renewal === 'unverified', expired(RENEWED_INVALID)],
  ['session-renewed',       r => r.renewal === 'granted',    { kind: 'renewed' }],
  ['session-not-renewed',   always,                          { kind: 'refused' }],
]

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

/** `message`: for people; empty where there is nothing to say. */
type Activation = (Travel & { readonly message: string }) | { readonly kind: 'stay' }

const CROSS_ORIGIN = 'A visit from another origin may come with an older session, and needs a handshake.'

// prettier-ignore
export const activationRules: readonly Rule<ActivationFacts, Activation>[] = [
  ['entered-from-elsewhere',  a => a.isPrimary && a.isTopLevelVisit && a.isReferredByStranger && !a.isReturning, { ...travel('primary-domain-cross-origin-sync'), message: CROSS_ORIGIN }],
  ['organization-differs',    a => a.isOrganizationDifferent,                                                    { ...travel('active-organization-mismatch'), message: '' }],
  ['session-stands',          always,                                                                            { kind: 'stay' }],
]

/** What the gate asks. */
export interface GateFacts {
  /** A document that a person waits for. Anything else could not follow a redirect across sites, or would lose its body. */
  readonly isNavigation: boolean
  /** The browser loads the page in advance; a trip would change the session for a page that nobody may ever see. */
  readonly isSpeculative: boolean
  /** In development: back from a handshake a moment ago, with none of the cookies that it set. This browser keeps none. */
  readonly hasLostCookies: boolean
  /** In development: this browser's last handshake failed a moment ago. Another one would end like it. */
  readonly hasJustFailed: boolean
  /** Handshakes this browser was just sent on. 0 or more. */
  readonly trips: number
}

/** `go`; or `stay`, with what the tables say of a browser that cannot travel; or the reason of a refusal, so that it navigates for real. */
export type Passage = 'go' | 'stay' | 'stay-looping' | { readonly refusal: 'prefetch-refused' }

// prettier-ignore
export const gateRules: readonly Rule<GateFacts, Passage>[] = [
  ['trip-not-a-navigation', g => !g.isNavigation,                    'stay'],
  ['cookies-not-kept',      g => g.hasLostCookies,                   'stay-looping'],
  ['trip-failed-before',    g => g.hasJustFailed,                    'stay-looping'],
  ['trip-looping',          g => g.trips >= MAX_HANDSHAKE_TRIPS,     'stay-looping'],
  ['trip-in-advance',       g => g.isSpeculative,                    { refusal: 'prefetch-refused' }],
  ['trip-allowed',          always,                                  'go'],
]

const NO_END =
  'Handshakes do not end. Check that publishable key and secret key belong to one instance, that the clock is right, and that the browser keeps cookies.'
const NO_SYNC =
  'A satellite does not get in sync with its primary. Check that domain, proxyUrl and signInUrl name the two applications.'
const NO_MEMBER =
  'The organization in the URL does not become the active one. Most likely the person is no member of it, or there is none with this slug or id.'

/** What the developer is told of a browser that has travelled too often. @param reason Why it was to travel again. @param cause What the last handshake failed by; null if it did not. */
export function toLoopMessage(reason: Reason, cause: string | null): string {
  if (reason === 'satellite-needs-syncing') return NO_SYNC
  return reason === 'active-organization-mismatch' && cause === null ? NO_MEMBER : NO_END
}
