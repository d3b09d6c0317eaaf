/**
 * Verification room. A token that does not hold → what the developer is told about why, where something is known. Pure.
 *
 * Says only what is known: a key id and an issuer are what an unverified token claims, and named so. Holds no part of a key or a signature.
 */
import type { PeekedToken } from '../credentials/peek-token.ts'
import type { AuthEvent } from '../foundation/ports.ts'
import type { Settings } from '../settings/settings.ts'
import { MAX_SHOWN_CLAIM_CHARS, MAX_SHOWN_KIDS } from '../wire/limits.ts'
import type { Reason } from '../wire/reasons.ts'

/** A token, why it does not hold, and when that was found. */
export interface Rejected {
  readonly token: PeekedToken
  readonly failure: { readonly reason: Reason }
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: number
  /** The provider has made it for this very request, so its times are the provider's now. Default false. */
  readonly isNew?: boolean
}

/** The instance that refused it. */
interface Refuser {
  readonly settings: Settings
  /** Names of the keys that are there, as far as they are known. */
  readonly kids: () => readonly string[]
}

type Cause = (rejected: Rejected, instance: Refuser) => AuthEvent | null

const SAME_INSTANCE = 'Take publishable key, secret key and JWT key from the same instance.'

const causes: Readonly<Partial<Record<Reason, Cause>>> = {
  'jwk-kid-mismatch': ({ token }, instance) => ({
    level: 'warn',
    event: 'token-of-another-instance',
    message: `A token names a signing key that the instance does not have. If it is no forgery, it is a token of one instance and these are the keys of another. ${SAME_INSTANCE}`,
    details: {
      kid: toShown(token.header['kid']),
      kids: instance
        .kids()
        .slice(0, MAX_SHOWN_KIDS)
        .map((kid) => toShown(kid) ?? ''),
      ...toIssuers(token, instance),
    },
  }),
  'token-invalid-signature': ({ token }, instance) =>
    // Where keys are fetched the key was found by its name, and only a forger signs with another.
    instance.settings.keys.localKey === null
      ? null
      : {
          level: 'warn',
          event: 'jwt-key-of-another-instance',
          message: `A token was not signed by the key that is given as jwtKey. If it is no forgery, that key is another instance's or was replaced. ${SAME_INSTANCE}`,
          details: { kid: toShown(token.header['kid']), ...toIssuers(token, instance) },
        },
  'token-invalid-authorized-parties': ({ token }) => {
    const azp = toShown(token.claims['azp'])
    return {
      level: 'warn',
      event: 'authorized-party-unknown',
      message:
        azp === null
          ? 'A token names no origin (azp), and authorizedParties is set, so it is refused.'
          : `A token was made for an origin that is not listed. If the application is served there, add it: authorizedParties: ['${azp}'].`,
      details: { azp },
    }
  },
  'token-not-active-yet': (rejected) => toSkewEvent(rejected, 'nbf', 'behind'),
  'token-iat-in-the-future': (rejected) => toSkewEvent(rejected, 'iat', 'behind'),
  // Tokens end all the time. One that was made just now and has ended already tells of a clock.
  'token-expired': (rejected) =>
    rejected.isNew === true ? (toSkewEvent(rejected, 'iat', 'ahead') ?? toSkewEvent(rejected, 'exp', 'ahead')) : null,
}

/** What is told of a token that does not hold; null where nothing is known. */
export function toCauseEvent(rejected: Rejected, instance: Refuser): AuthEvent | null {
  return causes[rejected.failure.reason]?.(rejected, instance) ?? null
}

function toSkewEvent(
  { token, failure, nowMs }: Rejected,
  claim: 'nbf' | 'iat' | 'exp',
  direction: 'behind' | 'ahead',
): AuthEvent | null {
  const thenSec = token.claims[claim]
  if (typeof thenSec !== 'number') return null
  const seconds = Math.round(Math.abs(nowMs / 1000 - thenSec))
  const to = direction === 'behind' ? 'behind' : 'ahead of'
  return {
    level: 'warn',
    event: 'clock-skew',
    message: `This machine's clock is about ${seconds} s ${to} the provider's. Set the clock.`,
    details: { reason: failure.reason, seconds, direction },
  }
}

/** Whom the token claims to be of, and whose publishable key is set. */
function toIssuers({ claims }: PeekedToken, { settings }: Refuser): NonNullable<AuthEvent['details']> {
  return { issuerClaimed: toShown(claims['iss']), issuerOfPublishableKey: settings.issuerHost }
}

function toShown(value: unknown): string | null {
  return typeof value === 'string' ? value.slice(0, MAX_SHOWN_CLAIM_CHARS).replace(/[^\x20-\x7e]/g, '?') : null
}
