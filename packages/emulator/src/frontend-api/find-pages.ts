/** Where the script may send people to: our pages, unless it could not say there which browser this is. */
import type { Call } from '../http/call.ts'
import type { Pages } from '../objects/to-display-config.ts'

/**
 * The account pages as the page that asks reaches them; null: the script must not lead there.
 *
 * The script names the browser in a link to another origin, and fails where it cannot. Outside of the provider's own development domains it
 * knows the browser by a cookie of the page, which answers set where the page and the emulator have a host in common.
 */
export function findPages({ instance, request, url }: Pick<Call, 'instance' | 'request' | 'url'>): Pages | null {
  const origin = request.headers.get('origin')
  if (origin === null || !URL.canParse(origin)) return null
  const pages = { url: url.origin, homeUrl: `${new URL(origin).origin}/` }
  // In production the client cookie says everywhere which browser it is.
  return instance.settings.isProduction || new URL(origin).hostname === url.hostname ? pages : null
}
