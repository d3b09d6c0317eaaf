/**
 * Handshake room. Who sent the visitor: ourselves, the provider, or a stranger. Pure.
 *
 * @see protocol.md 5.1 (cross-origin referrer); rulings.md D22
 */
import type { PublicUrl } from '../request/public-url.ts'
import { isLoopbackHost } from '../settings/publishable-key.ts'
import type { Settings } from '../settings/settings.ts'

const DEVELOPMENT_PORTAL = /^accounts\..*(?:\.lcl\.dev|\.lclstage\.dev|\.lclclerk\.com)$/
const HOSTED_PORTAL = /\.accounts\.dev$|\.accountsstage\.dev$|\.accounts\.lclclerk\.com$/
const HOSTED_API = /\.clerk\.(?:accounts\.dev|accountsstage\.dev|accounts\.lclclerk\.com)$/

/**
 * Whether another site, not the provider, linked here. A satellite may have changed the client meanwhile, so the session is synced.
 *
 * @param referer Value of the `Referer` header, or null. One that cannot be parsed proves nothing either way.
 */
export function isReferredByStranger(referer: string | null, publicUrl: PublicUrl, settings: Settings): boolean {
  if (referer === null) return false
  // The common case, spared a parse.
  if (referer.startsWith(`${publicUrl.origin}/`)) return false
  let url: URL
  try {
    url = new URL(referer)
  } catch {
    return false
  }
  return url.origin !== publicUrl.origin && !isProvider(url, publicUrl, settings)
}

function isProvider(referrer: URL, publicUrl: PublicUrl, settings: Settings): boolean {
  if (referrer.hostname === toApiHostname(publicUrl, settings)) return true
  // Behind a proxy no portal is known: its address does not follow from the proxy's.
  const isPortal = settings.proxyUrl === '' && referrer.origin === settings.accountPortalUrl
  if (!settings.isDevelopment) return isPortal
  const { hostname } = referrer
  return (
    // A loopback provider is told apart by its port: other applications share the host.
    (isLoopbackHost(settings.keyHost) && referrer.host === settings.keyHost) ||
    DEVELOPMENT_PORTAL.test(hostname) ||
    (HOSTED_PORTAL.test(hostname) && !HOSTED_API.test(hostname)) ||
    isPortal
  )
}

/** The proxy's host without its port; without a proxy the host as the instance names it, which matches nobody when it has a port. */
function toApiHostname(publicUrl: PublicUrl, { proxyUrl, issuerHost }: Settings): string | null {
  if (proxyUrl === '' && isLoopbackHost(issuerHost)) return null
  if (proxyUrl === '' && !issuerHost.includes('://')) return issuerHost
  try {
    return new URL(proxyUrl || issuerHost, publicUrl.origin).hostname
  } catch {
    return null
  }
}
