/**
 * Handshake room. Whether the browser may be sent on the trip that a table asks for. Pure; printed into the documentation.
 *
 * @see protocol.md 5.2, 6.1; rulings.md D2, D16
 */
import { always, type Rule } from '../foundation/rule.ts'
import { MAX_HANDSHAKE_TRIPS } from '../wire/limits.ts'
import type { Reason } from '../wire/reasons.ts'

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

/** What the developer is told of a browser that has travelled too often. @param reason Why it was to travel again. */
export function toLoopMessage(reason: Reason): string {
  return reason === 'satellite-needs-syncing' ? NO_SYNC : NO_END
}
