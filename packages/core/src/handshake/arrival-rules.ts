/**
 * Handshake room. What follows before any signature is checked: which proof is looked at, and what it says by itself. Pure; printed into the
 * documentation.
 *
 * A row says *that* the browser travels, *why* and *by which way*; `decision/` says *where exactly*, and `gateRules` whether it may.
 *
 * @see protocol.md 5, 5.1, 8, 9.3
 */
import { always, type Rule } from '../foundation/rule.ts'
import type { Reason, StateReason } from '../wire/reasons.ts'
import type { Situation } from './read-situation.ts'

/** How the browser travels: to the provider's handshake, to the sign-in page of the primary, or back to a satellite. */
export type Way = 'handshake' | 'sign-in-page' | 'satellite'

/** Send the browser away, if the gate lets it. */
export interface Travel {
  readonly kind: 'travel'
  readonly reason: StateReason
  readonly way: Way
}

/** Nobody is signed in, and the browser stays where it is. */
export interface SignedOut {
  readonly kind: 'signed-out'
  readonly reason: Reason
}

const travel = (reason: StateReason, way: Way = 'handshake'): Travel => ({ kind: 'travel', reason, way })
const signedOut = (reason: Reason): SignedOut => ({ kind: 'signed-out', reason })
/** A token that cannot be taken apart. */
export const UNREADABLE: SignedOut = signedOut('token-invalid')

/** Its signature has to be checked. */
interface Verify {
  readonly kind: 'verify'
}

/** What decides where a proof is looked for. */
export interface ProofFacts {
  /** The time is known. Without it no time claim can be judged. */
  readonly hasClock: boolean
  /** There is a proof in the header. */
  readonly hasBearer: boolean
  /** Sessions are among the kinds of tokens that the options accept. */
  readonly isSessionAccepted: boolean
  /** The options accept exactly one kind of token. */
  readonly isOneAccepted: boolean
}

/** Where the proof is. With one in the header there is no browser to ask, and cookies are never a second chance. */
type Proof = SignedOut | { readonly kind: 'header' } | { readonly kind: 'cookies' }

// prettier-ignore
export const proofRules: readonly Rule<ProofFacts, Proof>[] = [
  ['proof-in-cookies',          p => p.hasClock && !p.hasBearer && p.isSessionAccepted,  { kind: 'cookies' }],   // nearly every request
  ['proof-in-header',           p => p.hasClock && p.hasBearer,                          { kind: 'header' }],
  ['clock-failed',              p => !p.hasClock,                                        signedOut('unexpected-error')],
  ['accepted-token-missing',    p => p.isOneAccepted,                                    signedOut('No token in header')],
  ['accepted-tokens-missing',   always,                                                  signedOut('token-type-mismatch')],
]

/** What a token in the header looks like before its signature is checked. */
export interface BearerFacts {
  /** Sessions are among the kinds of tokens that the options accept. */
  readonly isSessionAccepted: boolean
  /** Nothing but sessions is accepted. */
  readonly isSessionOnly: boolean
  /** It names itself a token of a machine. */
  readonly isMachineToken: boolean
  /** It is a signed token that can be taken apart. */
  readonly isReadable: boolean
  /** It says of itself that it is no session token: a machine's, or of another category. */
  readonly isForeignClass: boolean
}

// prettier-ignore
export const bearerRules: readonly Rule<BearerFacts, SignedOut | Verify>[] = [
  ['bearer-to-verify',            b => b.isSessionAccepted && b.isReadable && !b.isForeignClass,  { kind: 'verify' }],   // nearly every bearer
  ['bearer-no-session-accepted',  b => !b.isSessionAccepted,                                      signedOut('token-type-mismatch')],
  ['bearer-opaque-machine-token', b => b.isMachineToken && !b.isReadable && !b.isSessionOnly,     signedOut('token-type-mismatch')],
  ['bearer-unreadable',           b => !b.isReadable,                                             UNREADABLE],
  ['bearer-of-wrong-class',       always,                                                         signedOut('token-type-mismatch')],
]

/** What follows from the cookies alone. */
type Arrival = Travel | SignedOut | Verify

// prettier-ignore
export const arrivalRules: readonly Rule<Situation, Arrival>[] = [                // before any signature is checked
  ['satellite-not-asked',       s => s.isSatelliteVisit && !s.isSyncDone && !s.isSyncWanted && !s.hasProof,   signedOut('session-token-and-uat-missing')],
  ['satellite-sync-dev',        s => s.isSatelliteVisit && !s.isSyncDone && s.isSyncWanted && s.isDevelopment, travel('satellite-needs-syncing', 'sign-in-page')],
  ['satellite-sync',            s => s.isSatelliteVisit && !s.isSyncDone && s.isSyncWanted,                   travel('satellite-needs-syncing')],
  ['primary-answers-satellite', s => s.isDevelopment && s.isPrimary && s.answersSatellite,                    travel('primary-responds-to-syncing', 'satellite')],
  ['dev-browser-in-url',        s => s.isDevelopment && s.isDevBrowserInUrl,                                  travel('dev-browser-sync')],
  ['dev-browser-missing',       s => s.isDevelopment && !s.hasDevBrowser,                                     travel('dev-browser-missing')],
  ['nobody-here',               s => !s.hasClient && !s.hasSession,                                           signedOut('session-token-and-uat-missing')],
  ['session-without-client',    s => !s.hasClient,                                                            travel('session-token-but-no-client-uat')],
  ['client-without-session',    s => !s.hasSession,                                                           travel('client-uat-but-no-session-token')],
  ['session-unreadable',        s => s.sessionToken === 'unreadable',                                         UNREADABLE],
  ['session-of-wrong-class',    s => s.sessionToken === 'wrong-class',                                        signedOut('token-type-mismatch')],
  ['session-older-than-client', s => s.sessionToken === 'older-than-client',                                  travel('session-token-iat-before-client-uat')],
  ['session-to-verify',         always,                                                                       { kind: 'verify' }],
]
