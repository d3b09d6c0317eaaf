/**
 * Protection room. Four tables about the rule of an application: whether its refusal is carried out, whether one got lost, what an exception
 * means, and what came of a machine token that it asked about. Pure.
 *
 * Some refusals help nobody. A browser's preflight cannot say who is there; a sign-in page that only members may see lets nobody become one;
 * a redirect to the page that redirects never ends.
 *
 * @see rulings.md D14, section 8; apps/docs/decisions/006, 019
 */
import { type Rule, always } from '../foundation/rule.ts'
import type { Reason } from '../wire/reasons.ts'

/** What is known when a rule of the application has said no. */
export interface RefusalFacts {
  /** The guard stands in front of an application, and does not answer in its place. */
  readonly isInFront: boolean
  readonly isPreflight: boolean
  /** The page asked for is a configured sign-in or sign-up page of this origin, or lies below one. */
  readonly isOwnSignInPage: boolean
  /** The refusal is a redirect to the very page that was asked for. */
  readonly leadsToItself: boolean
  /** The refusal is a redirect to sign in, and the page asked for was reached by such a redirect of its own. */
  readonly isRepeated: boolean
}

/** `pass-as-nobody` lets the request on, and forgets whoever is there. */
type RefusalOutcome = 'pass-as-nobody' | 'pass' | 'refuse-instead' | 'end-chain' | 'stand'

/** Why nobody is there for a request that passes as nobody's: as for a visitor without cookies. */
export const NOBODY_REASON: Reason = 'session-token-and-uat-missing'

/** Is the refusal carried out? */
// oxfmt-ignore
export const refusalRules: readonly Rule<RefusalFacts, RefusalOutcome>[] = [
  // name                 when                                        outcome
  ['preflight-passes',    (f) => f.isInFront && f.isPreflight,        'pass-as-nobody'],
  ['own-sign-in-page',    (f) => f.isInFront && f.isOwnSignInPage,    'pass'],
  ['redirect-to-itself',  (f) => f.leadsToItself,                     'refuse-instead'],
  ['redirect-repeated',   (f) => f.isRepeated,                        'end-chain'],
  ['refusal-stands',      always,                                     'stand'],
]

/** What a promise came to that was given to the rule of an application: nothing to mention, a pass, or a refusal or exception. */
export type Loss = 'none' | 'pass' | 'refusal'

/** What is known when a rule has ended without an exception, and some promise of `protect()` had rejected. */
export interface LossFacts {
  /** What the rule returned lets the request on; else it is the answer. */
  readonly isLetOn: boolean
  /** The worst that promises brought which nobody awaited. */
  readonly forgotten: Loss
  /** The worst that was caught and not answered. */
  readonly swallowed: Loss
}

/** `end-forgotten` and `end-swallowed` end the request with what got lost; `pass` lets it on. */
type LossOutcome = 'end-forgotten' | 'end-swallowed' | 'pass'

/** Did a refusal get lost? A rule that caught one and answers by itself may do so; one that went on as if nothing had happened may not. */
// oxfmt-ignore
export const lossRules: readonly Rule<LossFacts, LossOutcome>[] = [
  // name                  when                                                                                    outcome
  ['protect-not-awaited',  (f) => f.forgotten === 'refusal' || f.forgotten === 'pass' && !f.isLetOn,               'end-forgotten'],
  ['protect-swallowed',    (f) => f.swallowed === 'refusal' && f.isLetOn,                                          'end-swallowed'],
  ['protect-answered',     always,                                                                                 'pass'],
]

/** What is known of an exception on the way to a decision, other than a refusal. */
export interface ExceptionFacts {
  /** The rule of the application threw it. Else it is a broken port, or a bug of ours. */
  readonly isOfGuard: boolean
  /** A matcher could not say which path the request asks for. */
  readonly isUrlAmbiguous: boolean
}

/** `sign-out` goes on with nobody; `refuse` answers with a refusal; `propagate` leaves the exception to the framework. */
type ExceptionOutcome =
  | { readonly kind: 'sign-out'; readonly reason: 'unexpected-error' }
  | { readonly kind: 'refuse'; readonly reason: 'url-ambiguous' }
  | { readonly kind: 'propagate' }

/** What does an exception mean? */
// oxfmt-ignore
export const exceptionRules: readonly Rule<ExceptionFacts, ExceptionOutcome>[] = [
  // name                     when                       outcome
  ['authentication-broken',   (f) => !f.isOfGuard,       { kind: 'sign-out', reason: 'unexpected-error' }],
  ['url-ambiguous',           (f) => f.isUrlAmbiguous,   { kind: 'refuse', reason: 'url-ambiguous' }],
  ['exception-propagates',    always,                    { kind: 'propagate' }],
]

/** What is known of a machine token that somebody asked about. */
export interface MachineTokenFacts {
  /** It was verified, here or by the provider. */
  readonly isProven: boolean
}

/** Does a machine token count? */
// oxfmt-ignore
export const machineTokenRules: readonly Rule<MachineTokenFacts, 'signed-in' | 'signed-out'>[] = [
  // name                     when                  outcome
  ['machine-token-accepted',  (f) => f.isProven,    'signed-in'],
  ['machine-token-rejected',  always,               'signed-out'],
]
