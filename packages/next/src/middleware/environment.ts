/**
 * What the environment says. Read on every call, never at import: a build without keys must succeed.
 *
 * Each variable is read twice. First by its name, as the process has it now: one build may be started with the keys of many deployments.
 * Then written out as `process.env.NAME`: Next replaces exactly this text in bundles by what it was during the build, and that is all
 * that some edge runtimes have.
 *
 * @see protocol.md 1.7; apps/docs/decisions/022
 */
import { isNetlify, type AuthOptions } from '@postern/core'
import { checkEncryptionKey } from '@postern/core/handover'

declare const process: { readonly env: { readonly [name: string]: string | undefined } }

type Variables = Readonly<Record<string, string | undefined>>

/** Variables of the vendor's package, and ours. Empty text counts as absent. */
export interface Environment {
  readonly publishableKey: string | null
  readonly secretKey: string | null
  readonly machineSecretKey: string | null
  readonly jwtKey: string | null
  readonly encryptionKey: string | null
  readonly previousEncryptionKey: string | null
  readonly apiUrl: string | null
  readonly apiVersion: string | null
  readonly domain: string | null
  readonly proxyUrl: string | null
  readonly isSatellite: boolean
  readonly signInUrl: string | null
  readonly signUpUrl: string | null
  /** Of `next.config`; Next writes it into the bundle. */
  readonly basePath: string | null
  /** Another target of the Frontend-API proxy. */
  readonly frontendApiUrl: string | null
  /** The platform proxies the Frontend API by itself. */
  readonly isAutoProxyDisabled: boolean
  readonly isPlatformProduction: boolean
  readonly platformHost: string | null
  readonly isProduction: boolean
  /** `next build` is running: pages are rendered, and nobody asks for them. */
  readonly isBuild: boolean
  /** Redirects need a parameter that defeats the platform's cache. */
  readonly isNetlify: boolean
}

export function readEnvironment(): Environment {
  const running = readRunning()
  // Those that browsers see as well carry the framework's prefix; without it they are what the other adapters read.
  const open = (name: string, built: string | undefined, plainBuilt: string | undefined): string | null =>
    running[`NEXT_PUBLIC_${name}`] || running[name] || built || plainBuilt || null
  const own = (name: string, built: string | undefined): string | null => running[name] || built || null
  return {
    publishableKey: open(
      'CLERK_PUBLISHABLE_KEY',
      process.env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY,
      process.env.CLERK_PUBLISHABLE_KEY,
    ),
    secretKey: own('CLERK_SECRET_KEY', process.env.CLERK_SECRET_KEY),
    machineSecretKey: own('CLERK_MACHINE_SECRET_KEY', process.env.CLERK_MACHINE_SECRET_KEY),
    jwtKey: own('CLERK_JWT_KEY', process.env.CLERK_JWT_KEY),
    encryptionKey: own('CLERK_ENCRYPTION_KEY', process.env.CLERK_ENCRYPTION_KEY),
    previousEncryptionKey: own('CLERK_ENCRYPTION_KEY_PREVIOUS', process.env.CLERK_ENCRYPTION_KEY_PREVIOUS),
    apiUrl: own('CLERK_API_URL', process.env.CLERK_API_URL),
    apiVersion: own('CLERK_API_VERSION', process.env.CLERK_API_VERSION),
    domain: open('CLERK_DOMAIN', process.env.NEXT_PUBLIC_CLERK_DOMAIN, process.env.CLERK_DOMAIN),
    proxyUrl: open('CLERK_PROXY_URL', process.env.NEXT_PUBLIC_CLERK_PROXY_URL, process.env.CLERK_PROXY_URL),
    isSatellite: isTruthy(
      open('CLERK_IS_SATELLITE', process.env.NEXT_PUBLIC_CLERK_IS_SATELLITE, process.env.CLERK_IS_SATELLITE),
    ),
    signInUrl: open('CLERK_SIGN_IN_URL', process.env.NEXT_PUBLIC_CLERK_SIGN_IN_URL, process.env.CLERK_SIGN_IN_URL),
    signUpUrl: open('CLERK_SIGN_UP_URL', process.env.NEXT_PUBLIC_CLERK_SIGN_UP_URL, process.env.CLERK_SIGN_UP_URL),
    basePath: process.env.__NEXT_ROUTER_BASEPATH || null,
    frontendApiUrl: own('CLERK_FAPI_URL', process.env.CLERK_FAPI_URL),
    isAutoProxyDisabled: isTruthy(own('CLERK_DISABLE_AUTO_PROXY', process.env.CLERK_DISABLE_AUTO_PROXY)),
    isPlatformProduction: own('VERCEL_TARGET_ENV', process.env.VERCEL_TARGET_ENV) === 'production',
    platformHost: own('VERCEL_PROJECT_PRODUCTION_URL', process.env.VERCEL_PROJECT_PRODUCTION_URL),
    isProduction: process.env.NODE_ENV === 'production',
    isBuild: own('NEXT_PHASE', process.env.NEXT_PHASE) === 'phase-production-build',
    isNetlify: isNetlify({
      NETLIFY: own('NETLIFY', process.env.NETLIFY),
      NETLIFY_FUNCTIONS_TOKEN: own('NETLIFY_FUNCTIONS_TOKEN', process.env.NETLIFY_FUNCTIONS_TOKEN),
      URL: own('URL', process.env.URL),
    }),
  }
}

const NOTHING_RUNNING: Variables = {}

/** The variables of the process, in a form that no bundler replaces. */
function readRunning(): Variables {
  const host: { readonly process?: { readonly env?: Variables } | undefined; readonly Date: unknown } = globalThis
  return host.process?.env ?? NOTHING_RUNNING
}

/** `true` and `false` in any case, else a number above zero. @see protocol.md 1.7 */
export function isTruthy(value: string | null): boolean {
  const text = (value ?? '').toLowerCase()
  if (text === 'true' || text === 'false') return text === 'true'
  return Number.parseInt(text, 10) > 0
}

/** Hosts on which the platform expects the application to proxy the Frontend API. */
export const PLATFORM_HOST_SUFFIX = '.vercel.app'

/** The part of the environment that core knows as options. */
export function toEnvironmentOptions(environment: Environment): AuthOptions {
  const { publishableKey, secretKey, machineSecretKey, jwtKey, apiUrl, apiVersion } = environment
  const { domain, proxyUrl, isSatellite, signInUrl, signUpUrl, basePath, isNetlify: isRedirectCached } = environment
  const autoProxy = isPlatformProxied(environment)
  return {
    publishableKey,
    secretKey,
    machineSecretKey,
    jwtKey,
    apiUrl,
    apiVersion,
    domain,
    proxyUrl,
    isSatellite,
    signInUrl,
    signUpUrl,
    basePath,
    autoProxy,
    isRedirectCached,
  }
}

/** @see protocol.md 3.6 */
function isPlatformProxied(environment: Environment): boolean {
  if (environment.isAutoProxyDisabled || !environment.isPlatformProduction) return false
  const host = (environment.platformHost ?? '').replace(/^https?:\/\//, '').split('/')[0] ?? ''
  return host.endsWith(PLATFORM_HOST_SUFFIX)
}

/**
 * Encryption keys of the environment or of the options → nothing, or the error that one of them can be guessed. The same on both sides of the
 * hand-over, so that neither makes nor believes one that anybody could have made.
 *
 * @throws AuthError `ERR_AUTH_ENCRYPTION_KEY_INVALID` that names the variable, never the key.
 */
export function checkEncryptionKeys(keys: Pick<Environment, 'encryptionKey' | 'previousEncryptionKey'>): void {
  if (keys.encryptionKey) checkEncryptionKey('The encryption key (CLERK_ENCRYPTION_KEY)', keys.encryptionKey)
  if (keys.previousEncryptionKey) {
    checkEncryptionKey('The encryption key before (CLERK_ENCRYPTION_KEY_PREVIOUS)', keys.previousEncryptionKey)
  }
}
