/**
 * Walk. What the developer is told of a request that shows a mistake of the setup: once for the keys of the instance. Does not wait.
 *
 * Says only what is known: a key id and an issuer are what an unverified token claims, and named so. Holds no part of a key or a signature.
 */
import type { PeekedToken } from '../credentials/peek-token.ts'
import type { AuthEvent } from '../foundation/ports.ts'
import { toPlainText } from '../foundation/to-network-fault.ts'
import { isPrivateHost } from '../request/public-url.ts'
import type { RequestFacts } from '../request/request-facts.ts'
import type { OrganizationTarget } from '../session/organization-target.ts'
import { isLoopbackHost } from '../settings/publishable-key.ts'
import type { Instance } from '../tenancy/instance.ts'
import { FORWARDED_HOST_HEADER } from '../wire/headers.ts'
import { MAX_COOKIE_BYTES, MAX_SHOWN_CLAIM_CHARS, MAX_SHOWN_KIDS } from '../wire/limits.ts'
import type { Reason } from '../wire/reasons.ts'
import { keepLastRedemption, readLargeCookie } from './find-last-redemption.ts'

/** A token, why it does not hold, and when that was found. */
export interface Rejected {
  readonly token: PeekedToken
  readonly failure: { readonly reason: Reason }
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: number
  /** The provider has made it for this very request, so its times are the provider's now. Default false. */
  readonly isNew?: boolean
}

/** A request, for whom it was made and when. */
interface Told {
  readonly instance: Instance
  readonly facts: RequestFacts
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: number
}

type Cause = (rejected: Rejected, instance: Instance) => AuthEvent | null

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

/** Why a token does not hold, if anything is known of it. */
export function reportCause(instance: Instance, rejected: Rejected): void {
  const event = causes[rejected.failure.reason]?.(rejected, instance) ?? null
  if (event === null) return
  // One line for each origin that could be listed; one for everything else.
  const azp = event.details?.['azp']
  instance.reportOnce(event, typeof azp === 'string' ? `${event.event} ${azp}` : event.event)
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
function toIssuers({ claims }: PeekedToken, { settings }: Instance): NonNullable<AuthEvent['details']> {
  return { issuerClaimed: toShown(claims['iss']), issuerOfPublishableKey: settings.issuerHost }
}

function toShown(value: unknown): string | null {
  return typeof value === 'string' ? value.slice(0, MAX_SHOWN_CLAIM_CHARS).replace(/[^\x20-\x7e]/g, '?') : null
}

/**
 * A warning for a cookie that browsers will drop. A session cookie that is dropped looks like a handshake that never ends, so it is also kept
 * for the browser's next visit.
 *
 * @param setCookies As `toDirectives` gives them.
 */
export function reportLargeCookies(told: Told, setCookies: readonly string[]): void {
  for (const directive of setCookies) {
    const cookie = readLargeCookie(directive)
    if (cookie === null) continue
    keepLastRedemption(told, { oversized: { ...cookie, atMs: told.nowMs } }, setCookies)
    told.instance.reportOnce(
      { level: 'warn', event: 'cookie-too-large', message: toLargeCookieMessage(cookie), details: cookie },
      `cookie-too-large ${cookie.name}`,
    )
  }
}

/** What is said of a cookie, here and where the handshake does not end for it. */
export function toLargeCookieMessage({ name, bytes }: { readonly name: string; readonly bytes: number }): string {
  return `The cookie ${name} has ${bytes} bytes. Browsers drop what is larger than ${MAX_COOKIE_BYTES}, so nobody stays signed in. Put less into the claims of the session token.`
}

/**
 * One warning, where a redirect is about to name the address of this request and no public browser can reach it. Production instances only: a
 * development instance is used on the machine itself.
 */
export function reportPrivateHost({ instance, facts }: Pick<Told, 'facts' | 'instance'>): void {
  const { settings, reportOnce } = instance
  if (settings.isDevelopment || isLoopbackHost(settings.issuerHost)) return
  const { host, origin } = facts.publicUrl
  if (!isPrivateHost(host)) return
  const isForwarded = facts.header(FORWARDED_HOST_HEADER) !== null
  reportOnce({
    level: 'warn',
    event: 'private-host-in-redirect',
    message: isForwarded
      ? 'A browser is sent back to a private address. The proxy names another host, but it is not listed in authorizedParties, or is private too. List the public origin.'
      : 'A browser is sent back to a private address. If a proxy stands in front of the application, it has to send x-forwarded-host and x-forwarded-proto.',
    details: { origin: origin.slice(0, 200) },
  })
}

/**
 * One warning in development, where a parameter of an organization pattern has the name of the other kind. It works as it stands; whoever
 * reads `id` in a page would be surprised.
 *
 * @see rulings.md section 8
 */
export function reportMisnamedOrganization(
  target: OrganizationTarget | null,
  { facts, instance }: Pick<Told, 'facts' | 'instance'>,
): void {
  if (target?.kind !== 'organization' || target.isMisnamed !== true || !instance.settings.isDevelopment) return
  const [found, name, meant] = target.id === undefined ? ['slug', ':id', ':slug'] : ['id', ':slug', ':id']
  instance.reportOnce({
    level: 'warn',
    event: 'organization-misnamed',
    message: `${toPlainText(facts.publicUrl.pathname)} holds the ${found} of an organization where organizationPatterns has ${name}. It was read as ${found}. Write ${meant} in that pattern.`,
  })
}
