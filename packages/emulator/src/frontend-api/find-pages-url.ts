/** Where the script may send people to: our pages, unless it could not say there which browser this is. */
import type { Call } from '../http/call.ts'

/**
 * The address of the account pages as this page reaches them; null: the script must not lead there.
 *
 * The script names the browser in a link to another origin, and fails where it cannot. Outside of the provider's own development domains it
 * knows the browser by a cookie of the page, which answers set where the page and the emulator have a host in common.
 */
export function findPagesUrl({ request, url }: Pick<Call, 'request' | 'url'>): string | null {
  const origin = request.headers.get('origin')
  if (origin === null || !URL.canParse(origin)) return null
  return new URL(origin).hostname === url.hostname ? url.origin : null
}
