/**
 * Settings room. AuthOptions + publishable key → where the application, its pages and the Frontend API are. Pure, but throws.
 *
 * @see protocol.md 1.1 (overrides), 3.6, 5 (pre-checks)
 */
import { AuthError } from '../foundation/auth-error.ts'
import { DEFAULT_PROXY_PATH } from '../wire/endpoints.ts'
import { LEGACY_TEST_PREFIX, SECRET_KEY_TEST_PREFIX } from '../wire/token-types.ts'
import { readFlag } from './check-options.ts'
import type { AuthOptions } from './auth-options.ts'
import { readBasePath, readHost, readUrlOrPath } from './read-origins.ts'
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
