/** Corridor. A redirect that is about to name the address of this request → one warning, where no public browser can reach it. Does not wait. */
import { isPrivateHost } from '../request/public-url.ts'
import { isLoopbackHost } from '../settings/publishable-key.ts'
import type { Visit } from './visit.ts'
import { FORWARDED_HOST_HEADER } from '../wire/headers.ts'

/** Production instances only: a development instance is used on the machine itself. */
export function reportPrivateHost({ instance, facts }: Visit): void {
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
