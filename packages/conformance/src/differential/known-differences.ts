/**
 * The knowing differences that more than one suite meets: what was decided, where the migration page says so, and what ours does instead.
 * Each suite adds how the difference shows in its own answers.
 */
import type { Difference } from './difference.ts'

type Known = Pick<Difference<never, never>, 'decision' | 'row' | 'why'>

export const KNOWN = {
  refusedAction: {
    decision: '009',
    row: 'a refused server action',
    why: 'a refused server action is answered with 401 where nobody is signed in: there is no page to show',
  },
  unknownStatus: {
    decision: '011',
    row: 'a session whose `sts` is unknown',
    why: 'a session whose status is neither active nor pending counts as signed out',
  },
  refusedWrite: {
    decision: '013',
    row: 'a refused request that is neither GET nor HEAD',
    why: 'a refused request that is no read renders no page, which could own the action that it carries',
  },
  protectedSignInPage: {
    decision: '019',
    row: 'a rule that protects the sign-in page itself',
    why: 'the sign-in page is shown whatever the rule says; theirs is redirected to itself, without end',
  },
  refusedJsonClient: {
    decision: '020',
    row: 'a refused client that asks for JSON',
    why: 'a program that asks for JSON is told why in JSON, with the same status',
  },
  sessionOnMachineRoute: {
    decision: '032',
    row: 'a session that is shown on a machine route',
    why: 'a session that holds is refused with its reason where another kind is accepted',
  },
  foreignForwardedHost: {
    decision: 'D1',
    row: '`authorizedParties` is set, and `x-forwarded-host`',
    why: 'with authorizedParties, a forwarded origin that is not among them is ignored',
  },
  unaskedMachineToken: {
    decision: 'D11',
    row: 'a machine token that nobody asks for',
    why: 'a machine token that nobody asks for is not verified before the response says why nobody is signed in',
  },
  devBrowserOnRedirect: {
    decision: 'D17',
    row: 'the development-browser token on a redirect',
    why: 'only the sign-in and sign-up pages are told the development browser',
  },
  oauthChallenge: {
    decision: 'D18',
    row: 'an OAuth-only route without any token',
    why: 'where only OAuth tokens are accepted, the challenge is there without a token too',
  },
  uncachedAnswer: {
    decision: 'D20',
    row: 'any answer that we shape',
    why: 'no response that we shape is to be cached',
  },
  uncachedSession: {
    decision: 'D20',
    row: 'responses that set a session cookie',
    why: 'a response that sets a session cookie is not to be cached',
  },
  loopbackProvider: {
    decision: 'D22',
    row: 'the loopback host of a publishable key',
    why: 'the provider on the loopback host of a publishable key speaks http',
  },
  missingAudience: {
    decision: 'D7',
    row: '`audience` is set, the token has no `aud`',
    why: 'when an audience is asked for, the claim must be there and match',
  },
  wrongClaimType: {
    decision: 'D7',
    row: 'a claim of the wrong type',
    why: 'a claim of the wrong type says that the token is not the provider’s',
  },
} as const satisfies Readonly<Record<string, Known>>

/** D20: ours forbids caching where the vendor's says nothing about it. */
export function withNoStore<A extends { readonly cacheControl: string | null }>(vendor: A, ours: A): A | null {
  return vendor.cacheControl === null && ours.cacheControl === 'no-store'
    ? { ...vendor, cacheControl: 'no-store' }
    : null
}

/** D18: ours names who gives out tokens where the vendor's does not. */
export function withChallenge<A extends { readonly challenge: string | null }>(vendor: A, ours: A): A | null {
  return vendor.challenge === null ? { ...vendor, challenge: ours.challenge } : null
}

interface Refused {
  readonly answer: string
  readonly reason: string | null
}

/** Record 032: ours tells a session why a machine route refuses it. */
export function withMismatch<A extends Refused>(vendor: A, ours: A): A | null {
  return vendor.answer === '401' && vendor.reason === null && ours.reason === 'token-type-mismatch'
    ? { ...vendor, reason: ours.reason }
    : null
}

/** D17: a location as ours writes it where the vendor's adds the development browser. */
export function withoutDevBrowser(location: string | null): string | null {
  return location?.replace(/[?&]__clerk_db_jwt=[^&]*/, '') ?? null
}
