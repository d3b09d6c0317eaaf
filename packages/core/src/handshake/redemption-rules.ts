/**
 * Handshake room. Whether a handshake that came back counts. Pure; printed into the documentation.
 *
 * A handshake is well signed and yet not wanted, where somebody else asked for it: whoever has one can put it into a link. So what a link
 * carries never changes who is here, and whoever is here is signed out by nothing but a session that does not hold any more. Where only the
 * provider knows who is here, it is asked.
 *
 * @see protocol.md 5.1 row 1; rulings.md D9, 8
 */
import { always, table, type Rule } from '../foundation/rule.ts'

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
export type Redemption = 'ignore' | 'read' | 'use'

/** The rows of `redemptionRules`. */
export type RedemptionRuleName =
  | 'handshake-without-navigation'
  | 'handshake-in-url-unvisited'
  | 'handshake-in-url-over-session'
  | 'handshake-in-url-before-trip'
  | 'handshake-to-read'
  | 'handshake-in-development'
  | 'handshake-of-nobody-over-session'
  | 'handshake-of-another-over-session'
  | 'handshake-counts'

// prettier-ignore
export const redemptionRules: readonly Rule<RedemptionFacts, Redemption, RedemptionRuleName>[] = table<RedemptionFacts, Redemption>()([
  ['handshake-without-navigation',      h => h.isDevelopment && !h.isNavigation,                                        'ignore'],
  ['handshake-in-url-unvisited',        h => !h.isDevelopment && h.isInUrl && !h.isOwnVisit,                            'ignore'],
  ['handshake-in-url-over-session',     h => !h.isDevelopment && h.isInUrl && h.session === 'stands',                   'ignore'],
  ['handshake-in-url-before-trip',      h => !h.isDevelopment && h.isInUrl && h.isTripDue,                              'ignore'],
  ['handshake-to-read',                 h => h.brings === 'unread',                                                     'read'],
  ['handshake-in-development',          h => h.isDevelopment,                                                           'use'],
  ['handshake-of-nobody-over-session',  h => h.brings === 'nobody' && h.session !== 'none',                             'ignore'],
  ['handshake-of-another-over-session', h => h.brings === 'another' && h.session !== 'none' && (h.isInUrl || !h.isOwnVisit), 'ignore'],
  ['handshake-counts',                  always,                                                                         'use'],
])
