/**
 * Settings room. Text of a publishable key → which instance it names, and where that instance's pages and APIs are. Pure.
 *
 * @see protocol.md 1.1, 1.6; rulings.md D22
 */
import { toUrl } from '../foundation/is-record.ts'
import { fail, ok, type Result } from '../foundation/result.ts'
import { ACCOUNT_PORTAL_HOST_PREFIX, DEFAULT_API_URL } from '../wire/endpoints.ts'
import { PUBLISHABLE_KEY_LIVE_PREFIX, PUBLISHABLE_KEY_TEST_PREFIX } from '../wire/token-types.ts'

/** What a publishable key says. */
export interface PublishableKey {
  /** `pk_test_…` keys name development instances, `pk_live_…` keys production instances. */
  readonly isDevelopment: boolean
  /** Host of the Frontend API, with its port if it has one. */
  readonly host: string
  /** Base URL of the Frontend API, no trailing slash. `http` for a loopback host of a development key, else `https`. */
  readonly frontendApiUrl: string
}

const STANDARD_BASE64 = /^[A-Za-z0-9+/]+={0,2}$/
const LOOPBACK_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\]|(?:[a-z0-9-]+\.)+localhost)(?::\d{1,5})?$/i

/** Whether a host, with or without port, is this machine. */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK_HOST.test(host)
}

/**
 * Reads a publishable key.
 *
 * @returns What it names, or one sentence about what is wrong with it. A key is `pk_test_` or `pk_live_` and the base64 of `<host>$`.
 *   The host holds a dot, except that a development key may name a loopback host.
 */
export function parsePublishableKey(text: string): Result<PublishableKey, string> {
  const isDevelopment = text.startsWith(PUBLISHABLE_KEY_TEST_PREFIX)
  if (!isDevelopment && !text.startsWith(PUBLISHABLE_KEY_LIVE_PREFIX)) {
    return fail('It does not begin with pk_test_ or pk_live_.')
  }
  const encoded = text.slice(PUBLISHABLE_KEY_TEST_PREFIX.length)
  if (!STANDARD_BASE64.test(encoded)) return fail('What follows the prefix is no base64.')
  const decoded = decodeBase64(encoded)
  if (decoded === null || !decoded.endsWith('$') || decoded.indexOf('$') !== decoded.length - 1) {
    return fail('What follows the prefix does not decode to a host and a closing $.')
  }
  const host = decoded.slice(0, -1)
  const isLoopback = isDevelopment && isLoopbackHost(host)
  if (!isLoopback && !host.includes('.')) return fail('The host that it names holds no dot.')
  const frontendApiUrl = toFrontendApiUrl(host, isLoopback)
  if (frontendApiUrl === null) return fail('What it names is no host.')
  return ok({ isDevelopment, host, frontendApiUrl })
}

/** The scheme is not part of a proper key; one that carries it is used verbatim, as the protocol does. */
function toFrontendApiUrl(host: string, isLoopback: boolean): string | null {
  const text = host.startsWith('http') && host.includes('://') ? host : `${isLoopback ? 'http' : 'https'}://${host}`
  const url = toUrl(text)
  return url === null || url.username + url.password + url.search + url.hash !== '' ? null : text
}

function decodeBase64(encoded: string): string | null {
  try {
    return atob(encoded)
  } catch {
    return null
  }
}

/**
 * The account portal of an instance.
 *
 * @param host Host that the publishable key names.
 * @param isDevelopment Development keys may name a loopback host, which serves its own pages.
 * @returns Base URL, no trailing slash.
 */
export function toAccountPortalUrl(host: string, isDevelopment: boolean): string {
  if (isDevelopment && isLoopbackHost(host)) return `http://${host}`
  const staged = host.replace('clerk.accountsstage.', 'accountsstage.')
  return `https://${staged.replace(/clerk\.accounts\.|clerk\./, ACCOUNT_PORTAL_HOST_PREFIX)}`
}

const LEGACY_DEVELOPMENT_HOST = /^clerk\..*(?:\.lcl\.dev|\.lclstage\.dev|\.lclclerk\.com)$/
const LOCAL_HOST = /(?:\.lcl\.dev|lclstage\.dev|\.lclclerk\.com)$/

/**
 * Origin of the Backend API when no `apiUrl` is given.
 *
 * @param host Host that the publishable key names, or empty where none is needed.
 * @param isDevelopment Development keys may name a loopback host, which serves both APIs.
 */
export function toDefaultApiUrl(host: string, isDevelopment: boolean): string {
  if (isDevelopment && isLoopbackHost(host)) return `http://${host}`
  if (LEGACY_DEVELOPMENT_HOST.test(host)) return DEFAULT_API_URL
  if (LOCAL_HOST.test(host)) return 'https://api.lclclerk.com'
  if (host.endsWith('.accountsstage.dev')) return 'https://api.clerkstage.dev'
  return DEFAULT_API_URL
}
