/**
 * Where the middlewares for Next knowingly differ, beyond what the decisions below them do. As `allowed-differences.ts`.
 *
 * @see decisions.md 1
 */
import type { Case } from './case.ts'
import type { NextOutcome } from './next-outcome.ts'

export interface AllowedNextDifference {
  /** Of decisions.md, or the number of a record. */
  readonly decision: string
  /** What ours does instead. */
  readonly why: string
  /** What the vendor's outcome is under our decision; null where the entry has nothing to say. */
  readonly explain: (given: Case, policy: string, vendor: NextOutcome, ours: NextOutcome) => NextOutcome | null
}

/** Bearers that are machine tokens by their looks. */
const MACHINES = /^(api key|m2m|oauth|sub of a machine|typ at\+jwt)/

/** Where a session token may stand. */
const SESSION_CARRIERS = ['session', 'session suffixed']

export const allowedNextDifferences: readonly AllowedNextDifference[] = [
  {
    decision: 'D20',
    why: 'no response that we shape is to be cached',
    explain: (_, policy, vendor, ours) =>
      vendor.cacheControl === null && ours.cacheControl === 'no-store' && !policy.startsWith('own')
        ? { ...vendor, cacheControl: 'no-store' }
        : null,
  },
  {
    decision: '013',
    why: 'a refused request that is no read renders no page, which could own the action that it carries',
    explain: (given, _, vendor, ours) =>
      !['GET', 'HEAD'].includes(given.about['method'] ?? '') && vendor.answer === 'not-found' && ours.answer === '404'
        ? { ...vendor, answer: '404', handedOver: null }
        : null,
  },
  {
    decision: 'D18',
    why: 'where only OAuth tokens are accepted, the challenge is there without a token too',
    explain: (_, policy, vendor, ours) =>
      policy === 'protect, oauth' && vendor.answer === '401' && vendor.challenge === null
        ? { ...vendor, challenge: ours.challenge }
        : null,
  },
  {
    decision: 'D11',
    why: 'a machine token that nobody asks for is not verified before the response says why nobody is signed in',
    explain: (given, _, vendor, ours) =>
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
    decision: 'issue 4, classes of tokens',
    why: 'what holds and is shown where another kind is accepted is refused with its reason',
    explain: (_, _policy, vendor, ours) =>
      vendor.answer === '401' && vendor.reason === null && ours.reason === 'token-type-mismatch'
        ? { ...vendor, reason: ours.reason }
        : null,
  },
  {
    decision: 'D1',
    why: 'with authorizedParties, a forwarded origin that is not among them is ignored',
    explain: (given, _, vendor, ours) =>
      (given.options.authorizedParties ?? []).length > 0 && !['none', 'same'].includes(given.about['forwarded'] ?? '')
        ? { ...vendor, location: ours.location, handedOver: ours.handedOver }
        : null,
  },
  {
    decision: 'D22',
    why: 'the loopback provider of a publishable key speaks http',
    explain: (given, _, vendor, ours) =>
      !given.isProduction && vendor.challenge?.replace('https:', 'http:') === ours.challenge
        ? { ...vendor, challenge: ours.challenge }
        : null,
  },
  {
    decision: 'D17',
    why: 'only the sign-in and sign-up pages are told the development browser',
    explain: (given, policy, vendor, ours) =>
      !given.isProduction &&
      policy.startsWith('protect') &&
      /\/(welcome|denied)\?/.test(vendor.location ?? '') &&
      withoutDevBrowser(vendor.location) === ours.location
        ? { ...vendor, location: ours.location }
        : null,
  },
  {
    decision: 'D6',
    why: 'a session token with padding is unreadable, so that another cookie is believed',
    explain: (given, _, vendor, ours) =>
      SESSION_CARRIERS.some((name) => given.about[name] === 'padded')
        ? { ...ours, setCookies: vendor.setCookies }
        : null,
  },
  {
    decision: 'record 008',
    why: 'the sign-in page is told the development browser of the cookies that are believed, not always the plain one',
    explain: (given, policy, vendor, ours) =>
      !given.isProduction &&
      given.about['dev browser'] !== given.about['dev browser suffixed'] &&
      withoutDevBrowser(vendor.location) === withoutDevBrowser(ours.location) &&
      !policy.startsWith('own')
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

function withoutDevBrowser(location: string | null): string | null {
  return location?.replace(/[?&]__clerk_db_jwt=[^&]*/, '') ?? null
}
