/**
 * Handshake room. Whether a handshake that came back counts, and what it comes to. Pure; printed into the documentation.
 *
 * A handshake is well signed and yet not wanted, where somebody else asked for it: whoever has one can put it into a link. So what a link
 * carries never changes who is here, and whoever is here is signed out by nothing but a session that does not hold any more. Where only the
 * provider knows who is here, it is asked.
 *
 * @see protocol.md 5.1 row 1; rulings.md D9, 8
 */
import { always, type Rule } from '../foundation/rule.ts'
import type { NonceFailure } from '../provider/provider-memory.ts'
import type { Reason, StateReason, TokenReason } from '../wire/reasons.ts'

/** What is known of a handshake before it is read, and after. */
export interface RedemptionFacts {
  readonly isDevelopment: boolean
  /** A document that a person waits for. */
  readonly isNavigation: boolean
  /** And that is neither shown in a frame nor loaded in advance: what no page can cause without being left. */
  readonly isOwnVisit: boolean
  /** The URL carries it. Else a cookie, which only the provider and the application can set. */
  readonly isInUrl: boolean
  /** Without it the browser is sent to the provider, and it was not sent there just now. `false` until it matters. */
  readonly isTripDue: boolean
  /** What it brings: `another` person than the session that is there. */
  readonly brings: 'unread' | 'nobody' | 'another' | 'the-same'
  /** The session that is there anyway: none that is good, one that `verifies`, one that `stands` before every table. `none` until it matters. */
  readonly session: 'none' | 'verifies' | 'stands'
}

/** `read`: only its contents will tell. */
export type RedemptionChoice = 'ignore' | 'read' | 'use'

// prettier-ignore
export const redemptionRules: readonly Rule<RedemptionFacts, RedemptionChoice>[] = [
  ['handshake-without-navigation',      h => h.isDevelopment && !h.isNavigation,                                        'ignore'],
  ['handshake-in-url-unvisited',        h => !h.isDevelopment && h.isInUrl && !h.isOwnVisit,                            'ignore'],
  ['handshake-in-url-over-session',     h => !h.isDevelopment && h.isInUrl && h.session === 'stands',                   'ignore'],
  ['handshake-in-url-before-trip',      h => !h.isDevelopment && h.isInUrl && h.isTripDue,                              'ignore'],
  ['handshake-to-read',                 h => h.brings === 'unread',                                                     'read'],
  ['handshake-in-development',          h => h.isDevelopment,                                                           'use'],
  ['handshake-of-nobody-over-session',  h => h.brings === 'nobody' && h.session !== 'none',                             'ignore'],
  ['handshake-of-another-over-session', h => h.brings === 'another' && h.session !== 'none' && (h.isInUrl || !h.isOwnVisit), 'ignore'],
  ['handshake-counts',                  always,                                                                         'use'],
]

/** What a development handshake came to. */
export interface YieldFacts {
  /** The URL carries parameters of a handshake, and the browser would come back with them again and again. */
  readonly isUrlToClean: boolean
  /** What it brought; `nothing` where it could not be redeemed. */
  readonly brought: 'session' | 'nobody' | 'nothing'
}

/** `use` what it brought; `return`: signed out, at the URL without it; `go-on` as if there had been none. */
type Yield = 'use' | 'return' | 'go-on'

// prettier-ignore
export const yieldRules: readonly Rule<YieldFacts, Yield>[] = [
  ['handshake-brings-session', y => y.brought === 'session',   'use'],
  ['handshake-brings-nobody',  y => y.brought === 'nobody',    'use'],
  ['handshake-not-redeemed',   y => y.isUrlToClean,            'return'],
  ['handshake-passed-over',    always,                         'go-on'],
]

/** Failures that a wrong clock explains. */
export const CLOCK_REASONS: readonly Reason[] = ['token-expired', 'token-not-active-yet', 'token-iat-in-the-future']

/** A token of a handshake does not verify. */
export interface FailureFacts {
  readonly isDevelopment: boolean
  /** A wrong clock explains it. */
  readonly isOfClock: boolean
}

// prettier-ignore
export const forgivenessRules: readonly Rule<FailureFacts, 'forgive' | 'keep'>[] = [
  ['clock-skew-forgiven', f => f.isDevelopment && f.isOfClock,  'forgive'],   // a wrong clock is common there, and harmless
  ['failure-stands',      always,                               'keep'],
]

/** Why a handshake brings nothing: its token or its session does not verify, or nobody says what its nonce stands for. */
export type HandshakeCause = TokenReason | NonceFailure

/** What is said of a handshake that names no session. */
export const SESSION_MISSING: StateReason = 'session-token-missing'
/** What is said of one whose session cannot be read. */
export const SESSION_UNREADABLE: TokenReason = 'token-invalid'

/** What is known of a handshake that brings nothing. */
export interface CauseFacts {
  readonly cause: HandshakeCause
}

const SIGNED_ELSEWHERE =
  'It was signed with another key. Check that publishable key, secret key and JWT key belong to one instance.'
const SECRET_KEY_REFUSED =
  'The provider does not accept the secret key. Check that it belongs to the instance of the publishable key.'
const SECRET_KEY_MISSING = 'Without a secret key the provider cannot be asked what a nonce stands for. Set secretKey.'

/** Their outcome is the cure, to be added to a message; empty where none is known. */
// prettier-ignore
export const causeRules: readonly Rule<CauseFacts, string>[] = [
  ['handshake-failed-token-invalid-signature',          c => c.cause === 'token-invalid-signature',           SIGNED_ELSEWHERE],
  ['handshake-failed-secret-key-invalid',               c => c.cause === 'secret-key-invalid',                SECRET_KEY_REFUSED],
  ['handshake-failed-missing-api-client',               c => c.cause === 'missing-api-client',                SECRET_KEY_MISSING],
  ['handshake-failed-fetch-error',                      c => c.cause === 'fetch-error',                       ''],
  ['handshake-failed-nonce-invalid',                    c => c.cause === 'nonce-invalid',                     ''],
  ['handshake-failed-token-expired',                    c => c.cause === 'token-expired',                     ''],
  ['handshake-failed-token-not-active-yet',             c => c.cause === 'token-not-active-yet',              ''],
  ['handshake-failed-token-iat-in-the-future',          c => c.cause === 'token-iat-in-the-future',           ''],
  ['handshake-failed-token-invalid-authorized-parties', c => c.cause === 'token-invalid-authorized-parties',  ''],
  ['handshake-failed-token-invalid',                    c => c.cause === 'token-invalid',                     ''],
  ['handshake-failed-keys',                             c => c.cause.startsWith('jwk-'),                      ''],
  ['handshake-failed-otherwise',                        always,                                               ''],
]
