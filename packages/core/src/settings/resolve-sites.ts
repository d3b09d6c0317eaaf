/**
 * Settings room. Options that name places on the web → their one spelling, and where the application, its pages and the Frontend API are. Pure, but
 * throws on a value that can never be met.
 *
 * What is wrong with a value, and what would be meant, stands in the tables of the values room.
 *
 * @see protocol.md 1.1 (overrides), 3.6, 5 (pre-checks)
 */
import { AuthError } from '../foundation/auth-error.ts'
import { parseOrigin } from '../values/origin-faults.ts'
import { findUrlFault, type UrlKind } from '../values/url-faults.ts'
import { DEFAULT_PROXY_PATH } from '../wire/endpoints.ts'
import { MAX_SHOWN_CHARS } from '../wire/tenant-limits.ts'
import { LEGACY_TEST_PREFIX, SECRET_KEY_TEST_PREFIX } from '../wire/token-types.ts'
import type { AuthOptions } from './auth-options.ts'
import { readFlag, readText, readTextList, toOptionError } from './check-options.ts'
import type { PublishableKey } from './publishable-key.ts'
import type { Settings } from './settings.ts'

/** The part of the settings that names places. */
export type Sites = Pick<
  Settings,
  | 'issuerHost'
  | 'frontendApiUrl'
  | 'isSatellite'
  | 'isSatelliteAutoSync'
  | 'domain'
  | 'proxyUrl'
  | 'basePath'
  | 'signInUrl'
  | 'signUpUrl'
  | 'afterSignInUrl'
  | 'afterSignUpUrl'
>

/**
 * Fills the places in, and checks that a satellite has them.
 *
 * @throws ERR_AUTH_OPTION_INVALID, ERR_AUTH_SATELLITE_DOMAIN or ERR_AUTH_SATELLITE_SIGN_IN_URL.
 */
export function resolveSites(options: AuthOptions, key: PublishableKey): Sites {
  const isSatellite = readFlag('isSatellite', options.isSatellite)
  const domain = readHost('domain', options.domain)
  const proxyUrl = readProxyUrl(options, key, domain)
  const basePath = readBasePath('basePath', options.basePath)
  const signInUrl = toBelowBasePath(readUrlOrPath('signInUrl', options.signInUrl), basePath)
  if (isSatellite) checkSatellite(options, key, { domain, proxyUrl, signInUrl })
  // The satellite's own Frontend API host: it must share cookies with the satellite, not with the primary.
  const issuerHost = !key.isDevelopment && isSatellite && domain !== '' ? `clerk.${domain}` : key.host
  return {
    issuerHost,
    frontendApiUrl: (proxyUrl || (issuerHost === key.host ? key.frontendApiUrl : `https://${issuerHost}`)).replace(
      /\/+$/,
      '',
    ),
    isSatellite,
    isSatelliteAutoSync: readFlag('satelliteAutoSync', options.satelliteAutoSync),
    domain,
    proxyUrl,
    basePath,
    signInUrl,
    signUpUrl: toBelowBasePath(readUrlOrPath('signUpUrl', options.signUpUrl), basePath),
    afterSignInUrl: readUrlOrPath('afterSignInUrl', options.afterSignInUrl),
    afterSignUpUrl: readUrlOrPath('afterSignUpUrl', options.afterSignUpUrl),
  }
}

function readProxyUrl(options: AuthOptions, key: PublishableKey, domain: string): string {
  const given = readUrlOrPath('proxyUrl', options.proxyUrl, true)
  const isAuto = readFlag('autoProxy', options.autoProxy)
  if (given === '') return isAuto && !key.isDevelopment && domain === '' ? DEFAULT_PROXY_PATH : ''
  return given.startsWith('/') || /^https?:\/\//i.test(given) ? given : `https://${given}`
}

function checkSatellite(
  options: AuthOptions,
  key: PublishableKey,
  sites: Pick<Settings, 'domain' | 'proxyUrl' | 'signInUrl'>,
): void {
  if (sites.domain === '' && sites.proxyUrl === '') {
    throw new AuthError(
      'ERR_AUTH_SATELLITE_DOMAIN',
      'isSatellite is true, but neither domain nor proxyUrl is set. Set one of them.',
    )
  }
  const secretKey = options.secretKey ?? ''
  const isDevelopment =
    key.isDevelopment || secretKey.startsWith(SECRET_KEY_TEST_PREFIX) || secretKey.startsWith(LEGACY_TEST_PREFIX)
  if (isDevelopment && !/^https?:\/\//i.test(sites.signInUrl)) {
    throw new AuthError(
      'ERR_AUTH_SATELLITE_SIGN_IN_URL',
      'A satellite of a development instance needs signInUrl, the full URL of the sign-in page of the primary application.',
    )
  }
}

/** What may stand behind a base path that is there already. */
const BEHIND = ['', '/', '?', '#']

/**
 * A path of the application as its developer writes it → the same below the base path. Frameworks let their people leave the base path away, in
 * links and in redirects. A browser needs it.
 *
 * @param text A path such as `/sign-in?x=1`. Everything else (a full URL, `//host/x`, `sign-in`) stays as it is, and so does a path that
 *   begins with the base path already.
 * @param basePath Such as `/admin`, without a slash at its end. Empty: the application has none.
 */
export function toBelowBasePath(text: string, basePath: string): string {
  if (basePath === '' || !text.startsWith('/') || /^\/[/\\]/.test(text)) return text
  if (text.startsWith(basePath) && BEHIND.includes(text.charAt(basePath.length))) return text
  // The front page: Next spells it without a slash, and redirects from the other spelling.
  return basePath + text.replace(/^\/(?=[?#]|$)/, '')
}

/**
 * An http(s) URL or a path of the application, without blanks around it; empty where nothing was given.
 *
 * @param isProxy Paths are added to it, so it holds no query; and a host without a scheme is understood.
 * @throws ERR_AUTH_OPTION_INVALID on anything else.
 */
export function readUrlOrPath(name: string, value: unknown, isProxy = false): string {
  const kind = { isBase: isProxy, isHostEnough: isProxy }
  return readUrl(name, value, kind, 'an http(s) URL or a path of the application')
}

/** An http(s) URL to which paths are added, without a slash at the end; empty where nothing was given. @throws ERR_AUTH_OPTION_INVALID */
export function readBaseUrl(name: string, value: unknown): string {
  const kind = { isBase: true, isHostEnough: false }
  return readUrl(name, value, kind, 'an http(s) URL such as https://api.example.com').replace(/\/+$/, '')
}

function readUrl(name: string, value: unknown, kind: UrlKind, must: string): string {
  const text = readText(name, value instanceof URL ? value.href : value)?.trim() ?? ''
  if (text === '') return ''
  const fault = findUrlFault(text, kind)
  if (fault === null) return text
  throw toOptionError(name, `must be ${must}. ${toShown(text)} ${fault}`)
}

/** A path below which an application is served, without a slash at its end. @throws ERR_AUTH_OPTION_INVALID on anything else. */
export function readBasePath(name: string, value: unknown): string {
  const text = readText(name, value)?.trim() ?? ''
  if (/^(?:\/[^/\\?#\s]+)*\/?$/.test(text)) return text.replace(/\/$/, '')
  throw toOptionError(name, `must be a path such as /admin, not ${toShown(text)}`)
}

/** A host with an optional port, in the form that `URL.host` has; a scheme before it is allowed. @throws ERR_AUTH_OPTION_INVALID on anything else. */
export function readHost(name: string, value: unknown): string {
  const text = readText(name, value)?.trim() ?? ''
  if (text === '') return ''
  const origin = parseOrigin(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`, true)
  if (origin.ok && !origin.value.includes('*')) return new URL(origin.value).host
  const fault = origin.ok ? 'has a wildcard, and one host is needed' : origin.failure.replace(/"https?:\/\//, '"')
  throw toOptionError(name, `must be a host such as app.example.com. ${toShown(text)} ${fault}`)
}

/**
 * Origins, in the form that `URL.origin` has, or `https://*.example.com` for every origin with exactly one label in place of the star.
 *
 * @param isWebOnly Schemes of applications (`chrome-extension://…`, `capacitor://localhost`) are not accepted.
 * @throws ERR_AUTH_OPTION_INVALID on what no browser sends as an origin, with what is meant.
 */
export function readOrigins(name: string, value: unknown, isWebOnly: boolean): readonly string[] {
  return readTextList(name, value).map((text) => {
    const origin = parseOrigin(text, isWebOnly)
    if (origin.ok) return origin.value
    const must =
      'must list origins such as https://app.example.com, or https://*.example.com for one label in place of the star'
    throw toOptionError(name, `${must}. ${toShown(text)} ${origin.failure}`)
  })
}

/** User information may be a password. */
function toShown(text: string): string {
  return JSON.stringify(
    text
      .replace(/\/\/[^/@]*@/, '//…@')
      .replace(/[?#][^]*$/, (tail) => `${tail.charAt(0)}…`)
      .slice(0, MAX_SHOWN_CHARS),
  )
}
