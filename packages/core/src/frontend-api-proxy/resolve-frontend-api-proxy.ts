/**
 * Frontend-API proxy entry. What a developer wrote → a checked target, once at start-up. Pure.
 *
 * @see protocol.md 1.6, 15.9
 */
import { AuthError } from '../foundation/auth-error.ts'
import { toCookieNames, type CookieNames } from '../settings/cookie-names.ts'
import { readText } from '../settings/check-options.ts'
import { readOrigins } from '../settings/resolve-sites.ts'
import { isLoopbackHost, parsePublishableKey } from '../settings/publishable-key.ts'
import { DEFAULT_PROXY_PATH } from '../wire/endpoints.ts'

/** The option `frontendApiProxy`. */
export interface FrontendApiProxyOptions {
  /** Whether the application answers under the path; or a function that says so for the URL of the request. Default false. */
  enabled?: boolean | ((url: URL) => boolean) | null | undefined
  /** Where the Frontend API appears, a path of the application. Default `/__clerk`; trailing slashes do not count. */
  path?: string | null | undefined
  /**
   * Name of the header in which whoever stands in front of the application gives the client's address, and which they overwrite where a client sends
   * it: `x-forwarded-for` behind a proxy of your own, where the last address counts, or `true-client-ip`. The Frontend API is told that address, and
   * limits attempts by it. A header that a client can set makes those limits void. Default: none, and no address is told; on Cloudflare Workers
   * `cf-connecting-ip`, and in Next.js on Vercel `x-real-ip`.
   */
  clientAddressHeader?: string | null | undefined
}

/** What the proxy needs besides its option. */
export interface FrontendApiProxyKeys {
  /** Names the instance, and so the target. */
  readonly publishableKey?: string | null | undefined
  /** Sent to the Frontend API, so that it believes the forwarded headers. */
  readonly secretKey?: string | null | undefined
  /** Another target, `CLERK_FAPI_URL`. https, except on this machine: it is sent the secret key. Default: by the publishable key. */
  readonly frontendApiUrl?: string | null | undefined
  /** Origins that forwarded headers may name, as in `AuthOptions`. Default: any. */
  readonly authorizedParties?: readonly string[] | null | undefined
}

/** Where requests go. */
export interface FrontendApiProxySettings {
  /** Begins with a slash and ends without one. */
  readonly path: string
  /** Origin and path of the Frontend API, no trailing slash. */
  readonly target: URL
  readonly secretKey: string
  /** When not empty, the only origins that forwarded headers may name. */
  readonly trustedOrigins: readonly string[]
  /** Header that is believed about the client's address, in small letters; null: none. */
  readonly clientAddressHeader: string | null
  readonly cookieNames: CookieNames
}

/** The path of the option, in its canonical form. @throws AuthError `ERR_AUTH_PROXY_INVALID` on what is no path: no request would be below it. */
export function toProxyPath(path: string | null | undefined): string {
  const trimmed = (path ?? '').replace(/\/+$/, '')
  if (trimmed === '') return DEFAULT_PROXY_PATH
  const absolute = trimmed.startsWith('/') ? trimmed : `/${trimmed}`
  if (/^(?:\/(?!\.{1,2}(?:\/|$))[^/\\?#\s]+)+$/.test(absolute)) return absolute
  throw invalid('has a path that is more than a path, or none: write one such as /__clerk')
}

/**
 * Checks the settings of the proxy.
 *
 * @throws AuthError `ERR_AUTH_OPTION_INVALID`; `ERR_AUTH_PROXY_INVALID` when a key is missing, the path is no path, or the target is no https URL.
 */
export function resolveFrontendApiProxy(
  options: FrontendApiProxyOptions,
  keys: FrontendApiProxyKeys,
): FrontendApiProxySettings {
  const { publishableKey, secretKey, frontendApiUrl } = keys
  if (!publishableKey || !secretKey) throw invalid('needs the publishable key and the secret key of the instance')
  const target = toTarget(frontendApiUrl || toDefaultTarget(publishableKey))
  if (target === null) throw invalid('has a target that is no https URL (http is accepted for this machine only)')
  return {
    path: toProxyPath(options.path),
    target,
    secretKey,
    trustedOrigins: readOrigins('authorizedParties', keys.authorizedParties, false),
    clientAddressHeader:
      readText('frontendApiProxy.clientAddressHeader', options.clientAddressHeader)?.toLowerCase() ?? null,
    cookieNames: toCookieNames(publishableKey.trim()),
  }
}

function toTarget(text: string): URL | null {
  try {
    const url = new URL(text.replace(/\/+$/, ''))
    const isTrusted = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.host))
    return isTrusted && url.username === '' && url.password === '' && url.search === '' && url.hash === '' ? url : null
  } catch {
    return null
  }
}

const DEFAULT_TARGET = 'https://frontend-api.clerk.dev'

function toDefaultTarget(publishableKey: string): string {
  const key = parsePublishableKey(publishableKey)
  if (!key.ok) return DEFAULT_TARGET
  const { host, isDevelopment, frontendApiUrl } = key.value
  if (isDevelopment && isLoopbackHost(host)) return frontendApiUrl
  if (/^clerk\..*(?:\.lcl\.dev|\.lclstage\.dev|\.lclclerk\.com)$/.test(host)) return DEFAULT_TARGET
  if (/(?:\.lcl\.dev|lclstage\.dev|\.lclclerk\.com)$/.test(host)) return 'https://frontend-api.lclclerk.com'
  if (host.endsWith('.accountsstage.dev')) return 'https://frontend-api.clerkstage.dev'
  return DEFAULT_TARGET
}

function invalid(problem: string): AuthError {
  return new AuthError('ERR_AUTH_PROXY_INVALID', `The Frontend-API proxy ${problem}. Correct the options.`)
}
