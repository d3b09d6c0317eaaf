/** Where a browser may be sent back to, and which cookie domain an application shares with the provider. */
import type { Instance } from '../instance.ts'
import { configOf } from '../state/instance-config.ts'

/** Names that nobody can own, so that a redirect to them harms nobody. @see RFC 2606, RFC 6761 */
const RESERVED =
  /^(localhost|127(\.\d{1,3}){3}|\[::1\]|.+\.(localhost|test|example)|test|([^.]+\.)*example\.(com|net|org))$/

/** Origins that the options name, and those that servers allowed since. */
function namedOrigins({ settings, place, store }: Instance): readonly string[] {
  const urls = store.list('redirectUrls').map(({ url }) => url)
  return [...settings.allowedOrigins, settings.appOrigin, place.url(), ...configOf({ store }).allowedOrigins, ...urls]
}

/** Satellites of the options, and those that servers added since. */
function satellites({ settings, store }: Pick<Instance, 'settings' | 'store'>): readonly string[] {
  return [...settings.satelliteDomains, ...store.list('satelliteDomains').map(({ name }) => name)]
}

/** The target as a URL, or null when it is no http(s) URL, carries credentials, or belongs to an origin that is not allowed. */
export function parseReturnUrl(instance: Instance, text: string | null): URL | null {
  const url = text === null || !URL.canParse(text) ? null : new URL(text)
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '')
    return null
  return isAllowedOrigin(instance, url) ? url : null
}

/** What `parseReturnUrl` allows, in words, for a message to whoever was refused. */
export function describeAllowed(instance: Instance): string {
  const origins = new Set(namedOrigins(instance).map(originOf))
  const domains = instance.settings.isProduction ? ownDomains(instance).map((domain) => `${domain} and below`) : []
  const named = [...origins].filter((origin) => origin !== null)
  return [...named, ...domains, 'loopback addresses, *.localhost, *.test, *.example and example.com'].join(', ')
}

/** Origin of the application whose page asks: the header `Origin` if it names an allowed web origin, else the option `appOrigin`. */
export function readAppOrigin(instance: Instance, request: Request): string {
  return parseReturnUrl(instance, request.headers.get('origin'))?.origin ?? instance.settings.appOrigin
}

export function isAllowedOrigin(instance: Instance, url: URL): boolean {
  if (namedOrigins(instance).some((origin) => originOf(origin) === toOrigin(url))) return true
  if (RESERVED.test(url.hostname)) return true
  return instance.settings.isProduction && ownDomains(instance).some((domain) => isWithin(url.hostname, domain))
}

/** Domain that the application at this host shares with the Frontend API that answers, or null. */
export function sharedDomain(instance: Instance, hostname: string): string | null {
  if (!instance.settings.isProduction) return null
  return ownDomains(instance).find((domain) => isWithin(hostname, domain) && domain.includes('.')) ?? null
}

/** The production satellite whose Frontend API this host is, or null. */
export function satelliteOf(instance: Instance, hostname: string): string | null {
  return satellites(instance).find((domain) => `clerk.${hostOf(domain)}` === hostname) ?? null
}

/** The production satellite that this application's host is, or null. */
export function satelliteAt(instance: Instance, hostname: string): string | null {
  return satellites(instance).find((domain) => isWithin(hostname, hostOf(domain))) ?? null
}

function ownDomains(instance: Instance): readonly string[] {
  const main = hostOf(instance.place.frontendApiHost())
  return [...satellites(instance).map(hostOf), main.slice(main.indexOf('.') + 1)]
}

function isWithin(hostname: string, domain: string): boolean {
  return hostname === domain || hostname.endsWith(`.${domain}`)
}

function hostOf(host: string): string {
  return host.replace(/:\d+$/, '')
}

function originOf(text: string): string | null {
  return URL.canParse(text) ? toOrigin(new URL(text)) : null
}

/** Also where the platform knows no origin, as of `chrome-extension:`. */
function toOrigin({ origin, protocol, host }: URL): string {
  return origin === 'null' ? `${protocol}//${host}` : origin
}

/**
 * Whether a browser sends this form on behalf of a site that is none of our applications. Programs send neither header and pass.
 *
 * @see https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function isRequestForged(instance: Instance, request: Request, url: URL): boolean {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return false
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  if (origin === null || origin === 'null') return site !== null && site !== 'same-origin' && site !== 'none'
  if (origin === url.origin) return false
  return !URL.canParse(origin) || !isAllowedOrigin(instance, new URL(origin))
}

/** Whether a page that is not the emulator's own sends this. Not even our applications may use the console, or consent for a person. */
export function isFromAnotherPage(request: Request, url: URL): boolean {
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site !== 'same-origin' && site !== 'none'
  return origin !== null && origin !== url.origin
}
