/**
 * Options of the developer + environment → everything one request needs. Once in a process for all that the two hold.
 *
 * @see protocol.md 15.2; rulings.md D12
 */
import { mergeOptions, readText, toOptionError, type AuthOptions } from '@postern/core'
import { type ResolvedCsp, resolveCsp } from '@postern/core/csp'
import {
  type FrontendApiProxy,
  type FrontendApiProxyOptions,
  createFrontendApiProxy,
} from '@postern/core/frontend-api-proxy'
import {
  type HandoverSealer,
  type JsonObject,
  type VendorKeys,
  createEncryptedOptions,
  createHandoverSealer,
  createSealingKeySource,
  createVendorSigner,
  toSealableOptions,
} from '@postern/core/handover'
import { PUBLISHABLE_KEY_LIVE_PREFIX, REAL_IP_HEADER } from '@postern/core/wire'
import { checkUnsealed } from './check-unsealed.ts'
import { type Environment, checkEncryptionKeys, PLATFORM_HOST_SUFFIX } from './environment.ts'
import type { HandoverMode, RequestOptions } from './middleware-options.ts'

/** Options that never leave the middleware. */
const KEPT_OPTIONS = [
  'encryptionKey',
  'previousEncryptionKey',
  'contentSecurityPolicy',
  'frontendApiProxy',
  'handover',
  'debug',
]

export interface MiddlewareSetup {
  readonly environment: Environment
  /** What core is given, where the Frontend API is not proxied. */
  readonly authOptions: AuthOptions
  /** What core is given for a URL: the same, with the path of the proxy where that is enabled. */
  readonly authOptionsAt: (url: URL) => AuthOptions
  readonly proxy: FrontendApiProxy
  /** Whether the proxy may be enabled where an address is. False for nearly all, whose URL nobody has to read then. */
  readonly isProxyPossible: (url: string) => boolean
  readonly csp: ResolvedCsp | null
  readonly handover: HandoverMode
  /** Null: no key to seal with; server code verifies the token itself. */
  readonly seal: HandoverSealer | null
  /** Null: the vendor's server code is told nothing. */
  readonly vendor: VendorKeys | null
  /** Options as they were given, for server code. */
  readonly sealableOptions: JsonObject
  readonly isDebug: boolean
}

/**
 * Prepares a middleware.
 *
 * @throws AuthError `ERR_AUTH_CSP_INVALID`; `ERR_AUTH_ENCRYPTION_KEY_MISSING` where options cannot travel for want of a key to seal them with;
 *   `ERR_AUTH_ENCRYPTION_KEY_INVALID` for a key that can be guessed; `ERR_AUTH_OPTION_INVALID` for an option that has no effect.
 */
export function resolveMiddleware(given: {
  readonly options: RequestOptions
  readonly environment: Environment
}): MiddlewareSetup {
  const { environment } = given
  // Once: a member that is read twice must not answer twice differently.
  const options = { ...given.options }
  checkOwnOptions(options)
  const { contentSecurityPolicy, frontendApiProxy, handover, previousEncryptionKey: _none, ...rest } = options
  const { encryptionKey: ownKey, ...authOptions } = rest
  const encryptionKey = readText('encryptionKey', ownKey)
  const merged = mergeOptions(environment.options, authOptions)
  const sealKey = encryptionKey || environment.encryptionKey
  checkEncryptionKeys({ ...environment, ...(encryptionKey ? { encryptionKey } : {}) })
  const sealableOptions = toSealableOptions(options, KEPT_OPTIONS, sealKey)
  checkUnsealed(sealableOptions, environment)
  // By what server code has too: a secret key among the options travels only below an encryption key.
  const sealingKey = createSealingKeySource({ encryptionKey: sealKey, secretKey: environment.secretKey })
  const proxyOptions = toProxyOptions(frontendApiProxy, merged, environment)
  const proxy = createProxy(proxyOptions, merged, environment)
  return {
    environment,
    authOptions: merged,
    authOptionsAt: (url) => (isProxied(proxy, url) && !merged.proxyUrl ? { ...merged, proxyUrl: proxy.path } : merged),
    proxy,
    isProxyPossible: toProxyTest(proxyOptions),
    csp: contentSecurityPolicy ? resolveCsp(contentSecurityPolicy) : null,
    handover: handover || 'clerk',
    seal: sealingKey === null ? null : createHandoverSealer(sealingKey),
    vendor: handover === 'sealed' ? null : toVendorKeys(merged, sealableOptions, sealKey, environment),
    sealableOptions,
    isDebug: options.debug === true || options.debug === 'json',
  }
}

/** What only the adapter knows, as strict as core is about the rest: an option that does nothing is a mistake that nobody sees. */
function checkOwnOptions({ handover, previousEncryptionKey }: RequestOptions): void {
  if (previousEncryptionKey) {
    throw toOptionError('previousEncryptionKey', 'does nothing here; server code reads CLERK_ENCRYPTION_KEY_PREVIOUS')
  }
  if (handover && handover !== 'clerk' && handover !== 'sealed') {
    throw toOptionError('handover', "must be 'clerk' or 'sealed'")
  }
}

function toVendorKeys(
  merged: AuthOptions,
  options: JsonObject,
  encryptionKey: string | null,
  environment: Environment,
): VendorKeys {
  return {
    // Trimmed, as core reads it.
    signer: createVendorSigner(readText('secretKey', merged.secretKey)?.trim() ?? null),
    encryptedOptions: createEncryptedOptions({ options, encryptionKey, environmentSecretKey: environment.secretKey }),
  }
}

/** What was given; else, for a production key without domain and proxy, the hosts of the platform. @see protocol.md 15.9 */
function toProxyOptions(
  given: FrontendApiProxyOptions | null | undefined,
  merged: AuthOptions,
  environment: Environment,
): FrontendApiProxyOptions {
  if (given?.enabled !== undefined && given.enabled !== null) return given
  const isLive = readText('publishableKey', merged.publishableKey)?.startsWith(PUBLISHABLE_KEY_LIVE_PREFIX) ?? false
  const isAutomatic = isLive && !merged.proxyUrl && !merged.domain && !environment.isAutoProxyDisabled
  return { ...given, enabled: isAutomatic ? isOnPlatform : false }
}

function isOnPlatform({ hostname }: URL): boolean {
  return hostname.endsWith(PLATFORM_HOST_SUFFIX)
}

function toProxyTest({ enabled }: FrontendApiProxyOptions): (url: string) => boolean {
  return enabled === isOnPlatform ? (url) => url.includes(PLATFORM_HOST_SUFFIX) : () => enabled !== false
}

function createProxy(
  options: FrontendApiProxyOptions,
  merged: AuthOptions,
  environment: Environment,
): FrontendApiProxy {
  const { publishableKey, secretKey, authorizedParties } = merged
  const { frontendApiUrl, platformHost } = environment
  // The platform writes it itself, whatever the client sent.
  const clientAddressHeader = options.clientAddressHeader || (platformHost ? REAL_IP_HEADER : null)
  return createFrontendApiProxy(
    { ...options, clientAddressHeader },
    { publishableKey, secretKey, authorizedParties, frontendApiUrl },
  )
}

/** Whether the proxy is enabled where this URL is, whatever its path. */
function isProxied(proxy: FrontendApiProxy, url: URL): boolean {
  return proxy.matches(new URL(proxy.path, url.origin))
}
