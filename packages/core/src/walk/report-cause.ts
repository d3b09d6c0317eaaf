/**
 * Walk. What the developer is told of a request that shows a mistake of the setup: once for the keys of the instance. Does not wait.
 *
 * Says only what is known: a key id and an issuer are what an unverified token claims, and named so. Holds no part of a key or a signature.
 */
import { toPlainText } from '../foundation/to-network-fault.ts'
import { isPrivateHost } from '../request/public-url.ts'
import type { RequestFacts } from '../request/request-facts.ts'
import type { OrganizationTarget } from '../session/active-organization.ts'
import { isLoopbackHost } from '../settings/publishable-key.ts'
import type { Instance } from '../tenancy/instance.ts'
import { toCauseEvent, type Rejected } from '../verification/to-cause-event.ts'
import { FORWARDED_HOST_HEADER } from '../wire/headers.ts'
import { MAX_COOKIE_BYTES, MAX_PLAIN_CHARS } from '../wire/limits.ts'
import { keepLastRedemption, readLargeCookie } from './find-last-redemption.ts'

/** A request, for whom it was made and when. */
interface Told {
  readonly instance: Instance
  readonly facts: RequestFacts
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: number
}

/** Why a token does not hold, if anything is known of it. */
export function reportCause(instance: Instance, rejected: Rejected): void {
  const event = toCauseEvent(rejected, instance)
  if (event === null) return
  // One line for each origin that could be listed; one for everything else.
  const azp = event.details?.['azp']
  instance.reportOnce(event, typeof azp === 'string' ? `${event.event} ${azp}` : event.event)
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
    details: { origin: origin.slice(0, MAX_PLAIN_CHARS) },
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
