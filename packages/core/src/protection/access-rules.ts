/**
 * Protection room. Two tables: may they be here, and what they are told if not. Pure.
 *
 * @see protocol.md 15.5; rulings.md D13, D14
 */
import { type Rule, always } from '../foundation/rule.ts'
import type { Reason } from '../wire/reasons.ts'

/** What is known when the question is asked, on the object as the route accepts it. */
export interface AccessFacts {
  /** The object's kind is among those accepted. */
  readonly isTypeAccepted: boolean
  /** The object is no session. */
  readonly isMachine: boolean
  readonly isAuthenticated: boolean
  /** The session does not count yet. */
  readonly isPending: boolean
  /** An organization is asked for and is not the active one. */
  readonly isOrganizationWrong: boolean
  readonly hasCondition: boolean
  readonly conditionHolds: boolean
}

/**
 * Who they are decides `unauthenticated`, what they showed `unaccepted`; what they may do decides `unauthorized`, and whether the
 * organization was the reason.
 */
export type Access = 'allow' | 'unauthenticated' | 'unaccepted' | 'unauthorized' | 'wrong-organization'

/** May they be here? */
// oxfmt-ignore
export const accessRules: readonly Rule<AccessFacts, Access>[] = [
  // name                      when                                         outcome
  ['token-kind-not-accepted',  (f) => !f.isTypeAccepted,                    'unaccepted'],
  ['machine-not-verified',     (f) => f.isMachine && !f.isAuthenticated,    'unaccepted'],
  ['session-pending',          (f) => !f.isMachine && f.isPending,          'unauthenticated'],
  ['session-missing',          (f) => !f.isAuthenticated,                   'unauthenticated'],
  ['organization-not-active',  (f) => f.isOrganizationWrong,                'wrong-organization'],
  ['condition-not-met',        (f) => f.hasCondition && !f.conditionHolds,  'unauthorized'],
  ['requirement-met',          always,                                      'allow'],
]

/** What the developer wants programs to be told. */
export interface RefusalStatuses {
  /** For requests that are no page visit and that nobody is signed in for. */
  readonly unauthenticatedStatus: 404 | 401
  /** For requests that are no page visit, of somebody who may not be here. */
  readonly unauthorizedStatus: 404 | 403
}

/** What the request says about the reader of the answer. */
export interface Circumstances extends RefusalStatuses {
  /** Whether a browser wants to show the answer. */
  readonly isPage: boolean
  /** Whether the request runs a server action. */
  readonly isServerAction: boolean
  /** Why nobody is signed in; null when someone is. Stands in the answer to people who are not signed in. */
  readonly stateReason: Reason | null
}

/** What is known when the answer is shaped. */
export interface AnswerFacts {
  readonly isAllowed: boolean
  readonly isUnauthenticated: boolean
  /** The developer named a URL for this refusal. */
  readonly hasUrl: boolean
  /** The browser wants to show what comes back. */
  readonly isPage: boolean
  /** The request runs a server action. */
  readonly isServerAction: boolean
  /** The object is no session, or sessions are not accepted: a program reads the answer. */
  readonly isMachineAnswer: boolean
  /** A machine token of an accepted kind was shown, and the provider could not be asked about it. */
  readonly isProviderSilent: boolean
}

/** Of those who are let on nothing else matters, and nobody reads the request for it. */
export const ALLOWED: AnswerFacts = {
  isAllowed: true,
  isUnauthenticated: false,
  hasUrl: false,
  isPage: false,
  isServerAction: false,
  isMachineAnswer: false,
  isProviderSilent: false,
}

/**
 * `deny-unauthenticated` and `deny-unauthorized` look like a page that does not exist, unless the options `unauthenticatedStatus` and
 * `unauthorizedStatus` say otherwise.
 */
export type Answer =
  | 'allow'
  | 'redirect-to-url'
  | 'redirect-to-sign-in'
  | 'deny-401'
  | 'deny-404'
  | 'deny-503'
  | 'deny-unauthenticated'
  | 'deny-unauthorized'

/** What are they told? A refusal that nothing else fits looks like a page that does not exist. */
// oxfmt-ignore
export const answerRules: readonly Rule<AnswerFacts, Answer>[] = [
  // name                            when                                          outcome
  ['protect-allows',                 (f) => f.isAllowed,                           'allow'],
  ['unauthenticated-to-url',         (f) => f.isUnauthenticated && f.hasUrl,       'redirect-to-url'],
  ['unauthenticated-page',           (f) => f.isUnauthenticated && f.isPage,       'redirect-to-sign-in'],
  ['unauthenticated-server-action',  (f) => f.isUnauthenticated && f.isServerAction, 'deny-401'],
  ['unauthenticated-hidden',         (f) => f.isUnauthenticated,                   'deny-unauthenticated'],
  ['machine-not-checked',            (f) => f.isProviderSilent,                    'deny-503'],
  ['unauthorized-machine',           (f) => f.isMachineAnswer,                     'deny-401'],
  ['unauthorized-to-url',            (f) => f.hasUrl,                              'redirect-to-url'],
  ['unauthorized-page',              (f) => f.isPage,                              'deny-404'],
  ['unauthorized-hidden',            always,                                       'deny-unauthorized'],
]
