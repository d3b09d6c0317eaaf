/**
 * Protection room. A table: what becomes of a refusal that must not be carried out as it is. Pure.
 *
 * Some refusals help nobody. A browser's preflight cannot say who is there; a sign-in page that only members may see lets nobody become one;
 * a redirect to the page that redirects never ends.
 *
 * @see apps/docs/decisions/019
 */
import type { Rule } from '../foundation/rule.ts'
import { always, table } from '../foundation/rule.ts'

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
export type RefusalOutcome = 'pass-as-nobody' | 'pass' | 'refuse-instead' | 'end-chain' | 'stand'

/** The rows of `refusalRules`. */
export type RefusalRule =
  | 'preflight-passes'
  | 'own-sign-in-page'
  | 'redirect-to-itself'
  | 'redirect-repeated'
  | 'refusal-stands'

/** Is the refusal carried out? */
// oxfmt-ignore
export const refusalRules: readonly Rule<RefusalFacts, RefusalOutcome, RefusalRule>[] = table<RefusalFacts, RefusalOutcome>()([
  // name                 when                                        outcome
  ['preflight-passes',    (f) => f.isInFront && f.isPreflight,        'pass-as-nobody'],
  ['own-sign-in-page',    (f) => f.isInFront && f.isOwnSignInPage,    'pass'],
  ['redirect-to-itself',  (f) => f.leadsToItself,                     'refuse-instead'],
  ['redirect-repeated',   (f) => f.isRepeated,                        'end-chain'],
  ['refusal-stands',      always,                                     'stand'],
])
