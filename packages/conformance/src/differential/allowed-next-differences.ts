/**
 * Where the middlewares for Next knowingly differ, beyond what the decisions below them do. As `allowed-differences.ts`.
 *
 * @see rulings.md 1
 */
import type { Case } from './case.ts'
import type { Difference } from './difference.ts'
import { KNOWN, withChallenge, withMismatch, withNoStore, withoutDevBrowser } from './known-differences.ts'
import type { NextOutcome } from './next-outcome.ts'

/** A request, and which of the policies answers it. */
export interface NextCase extends Case {
  readonly policy: string
}

export type AllowedNextDifference = Difference<NextCase, NextOutcome>

/** Bearers that are machine tokens by their looks. */
const MACHINES = /^(api key|m2m|oauth|sub of a machine|typ at\+jwt)/

/** Where a session token may stand. */
const SESSION_CARRIERS = ['session', 'session suffixed']

export const allowedNextDifferences: readonly AllowedNextDifference[] = [
  {
    ...KNOWN.uncachedAnswer,
    explain: ({ policy }, vendor, ours) => (policy.startsWith('own') ? null : withNoStore(vendor, ours)),
  },
  {
    ...KNOWN.refusedWrite,
    explain: (given, vendor, ours) =>
      !['GET', 'HEAD'].includes(given.about['method'] ?? '') && vendor.answer === 'not-found' && ours.answer === '404'
        ? { ...vendor, answer: '404', handedOver: null }
        : null,
  },
  {
    ...KNOWN.oauthChallenge,
    explain: ({ policy }, vendor, ours) =>
      policy === 'protect, oauth' && vendor.answer === '401' ? withChallenge(vendor, ours) : null,
  },
  {
    ...KNOWN.unaskedMachineToken,
    explain: (given, vendor, ours) =>
      MACHINES.test(given.about['bearer'] ?? '') && ours.reason?.endsWith('token-type-mismatch') === true
        ? {
            ...vendor,
            status: ours.status,
            reason: ours.reason,
            hasMessage: ours.hasMessage,
            handedOver: toUnverified(vendor, ours),
          }
        : null,
  },
  {
    ...KNOWN.sessionOnMachineRoute,
    explain: (_, vendor, ours) => withMismatch(vendor, ours),
  },
  {
    ...KNOWN.foreignForwardedHost,
    explain: (given, vendor, ours) =>
      (given.options.authorizedParties ?? []).length > 0 && !['none', 'same'].includes(given.about['forwarded'] ?? '')
        ? { ...vendor, location: ours.location, handedOver: ours.handedOver }
        : null,
  },
  {
    ...KNOWN.loopbackProvider,
    explain: (given, vendor, ours) =>
      !given.isProduction && vendor.challenge?.replace('https:', 'http:') === ours.challenge
        ? { ...vendor, challenge: ours.challenge }
        : null,
  },
  {
    ...KNOWN.devBrowserOnRedirect,
    explain: (given, vendor, ours) =>
      !given.isProduction &&
      given.policy.startsWith('protect') &&
      /\/(welcome|denied)\?/.test(vendor.location ?? '') &&
      withoutDevBrowser(vendor.location) === ours.location
        ? { ...vendor, location: ours.location }
        : null,
  },
  {
    decision: 'D6',
    row: 'a token with padding',
    isRare: true,
    why: 'a session token with padding is unreadable, so that another cookie is believed',
    explain: (given, vendor, ours) =>
      SESSION_CARRIERS.some((name) => given.about[name] === 'padded')
        ? { ...ours, setCookies: vendor.setCookies }
        : null,
  },
  {
    decision: '008',
    row: 'two development-browser cookies that differ',
    why: 'the sign-in page is told the development browser of the cookies that are believed, not always the plain one',
    explain: (given, vendor, ours) =>
      !given.isProduction &&
      given.about['dev browser'] !== given.about['dev browser suffixed'] &&
      withoutDevBrowser(vendor.location) === withoutDevBrowser(ours.location) &&
      !given.policy.startsWith('own')
        ? { ...vendor, location: ours.location }
        : null,
  },
]

/** What is handed over of a machine token that was not verified: nothing to a not-found page, and elsewhere the reason of the response. */
function toUnverified(vendor: NextOutcome, ours: NextOutcome): NextOutcome['handedOver'] {
  if (vendor.handedOver === null || ours.handedOver === null) return vendor.handedOver
  const isNobody = ours.answer === 'not-found' && ours.handedOver['x-clerk-auth-status'] === 'signed-out'
  if (isNobody) return ours.handedOver
  return { ...vendor.handedOver, 'x-clerk-auth-reason': ours.handedOver['x-clerk-auth-reason'] ?? '' }
}
