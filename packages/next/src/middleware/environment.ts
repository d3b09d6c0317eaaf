/**
 * What the environment says. Read on every call, never at import: a build without keys must succeed.
 *
 * Each variable is read twice. First by its name, as the process has it now: one build may be started with the keys of many deployments.
 * Then written out as `process.env.NAME`: Next replaces exactly this text in bundles by what it was during the build, and that is all
 * that some edge runtimes have.
 *
 * @see protocol.md 1.7; apps/docs/decisions/022
 */
import { isTruthy, toEnvironmentOptions, type AuthOptions, type VariableReader } from '@postern/core'
import { checkEncryptionKey } from '@postern/core/handover'

declare const process: { readonly env: { readonly [name: string]: string | undefined } }

type Variables = Readonly<Record<string, string | undefined>>

/** Variables of the vendor's package, and ours. Empty text counts as absent. */
export interface Environment {
  /** The part of it that core knows as options. */
  readonly options: AuthOptions
  /** Seals the hand-over where there is no encryption key. */
  readonly secretKey: string | null
  readonly encryptionKey: string | null
  readonly previousEncryptionKey: string | null
  /** Another target of the Frontend-API proxy. */
  readonly frontendApiUrl: string | null
  /** The platform proxies the Frontend API by itself. */
  readonly isAutoProxyDisabled: boolean
  readonly platformHost: string | null
  readonly isProduction: boolean
  /** `next build` is running: pages are rendered, and nobody asks for them. */
  readonly isBuild: boolean
}

/** Hosts on which the platform expects the application to proxy the Frontend API. */
export const PLATFORM_HOST_SUFFIX = '.vercel.app'

export function readEnvironment(): Environment {
  const read = createReader()
  const isAutoProxyDisabled = isTruthy(read('CLERK_DISABLE_AUTO_PROXY'))
  const platformHost = read('VERCEL_PROJECT_PRODUCTION_URL')
  const isPlatformProduction = read('VERCEL_TARGET_ENV') === 'production'
  // `basePath` of `next.config`; Next writes it into the bundle.
  const basePath = process.env.__NEXT_ROUTER_BASEPATH || null
  const autoProxy = !isAutoProxyDisabled && isPlatformProduction && isPlatformHost(platformHost)
  return {
    options: { ...toEnvironmentOptions(read), basePath, autoProxy },
    secretKey: read('CLERK_SECRET_KEY'),
    encryptionKey: read('CLERK_ENCRYPTION_KEY'),
    previousEncryptionKey: read('CLERK_ENCRYPTION_KEY_PREVIOUS'),
    frontendApiUrl: read('CLERK_FAPI_URL'),
    isAutoProxyDisabled,
    platformHost,
    isProduction: process.env.NODE_ENV === 'production',
    isBuild: read('NEXT_PHASE') === 'phase-production-build',
  }
}

/** @see protocol.md 3.6 */
function isPlatformHost(url: string | null): boolean {
  const host = (url ?? '').replace(/^https?:\/\//, '').split('/')[0] ?? ''
  return host.endsWith(PLATFORM_HOST_SUFFIX)
}

/** Those that browsers see as well. They carry the framework's prefix; without it they are what the other adapters read. */
const OPEN: ReadonlySet<string> = new Set([
  'CLERK_PUBLISHABLE_KEY',
  'CLERK_DOMAIN',
  'CLERK_PROXY_URL',
  'CLERK_IS_SATELLITE',
  'CLERK_SIGN_IN_URL',
  'CLERK_SIGN_UP_URL',
])

/** As the process has a variable now, else as it was during the build. */
function createReader(): VariableReader {
  const running = readRunning()
  return (name) => {
    const open = OPEN.has(name) ? `NEXT_PUBLIC_${name}` : name
    return running[open] || running[name] || BUILT[open]?.() || BUILT[name]?.() || null
  }
}

const NOTHING_RUNNING: Variables = {}

/** The variables of the process, in a form that no bundler replaces. */
function readRunning(): Variables {
  const host: { readonly process?: { readonly env?: Variables } | undefined; readonly Date: unknown } = globalThis
  return host.process?.env ?? NOTHING_RUNNING
}

/** Written out, so that Next replaces each by what it was. Asked one by one: elsewhere each is a call into the process. */
const BUILT: Readonly<Record<string, () => string | undefined>> = {
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: () => process.env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY,
  CLERK_PUBLISHABLE_KEY: () => process.env.CLERK_PUBLISHABLE_KEY,
  CLERK_SECRET_KEY: () => process.env.CLERK_SECRET_KEY,
  CLERK_MACHINE_SECRET_KEY: () => process.env.CLERK_MACHINE_SECRET_KEY,
  CLERK_JWT_KEY: () => process.env.CLERK_JWT_KEY,
  CLERK_ENCRYPTION_KEY: () => process.env.CLERK_ENCRYPTION_KEY,
  CLERK_ENCRYPTION_KEY_PREVIOUS: () => process.env.CLERK_ENCRYPTION_KEY_PREVIOUS,
  CLERK_API_URL: () => process.env.CLERK_API_URL,
  CLERK_API_VERSION: () => process.env.CLERK_API_VERSION,
  NEXT_PUBLIC_CLERK_DOMAIN: () => process.env.NEXT_PUBLIC_CLERK_DOMAIN,
  CLERK_DOMAIN: () => process.env.CLERK_DOMAIN,
  NEXT_PUBLIC_CLERK_PROXY_URL: () => process.env.NEXT_PUBLIC_CLERK_PROXY_URL,
  CLERK_PROXY_URL: () => process.env.CLERK_PROXY_URL,
  NEXT_PUBLIC_CLERK_IS_SATELLITE: () => process.env.NEXT_PUBLIC_CLERK_IS_SATELLITE,
  CLERK_IS_SATELLITE: () => process.env.CLERK_IS_SATELLITE,
  NEXT_PUBLIC_CLERK_SIGN_IN_URL: () => process.env.NEXT_PUBLIC_CLERK_SIGN_IN_URL,
  CLERK_SIGN_IN_URL: () => process.env.CLERK_SIGN_IN_URL,
  NEXT_PUBLIC_CLERK_SIGN_UP_URL: () => process.env.NEXT_PUBLIC_CLERK_SIGN_UP_URL,
  CLERK_SIGN_UP_URL: () => process.env.CLERK_SIGN_UP_URL,
  CLERK_FAPI_URL: () => process.env.CLERK_FAPI_URL,
  CLERK_DISABLE_AUTO_PROXY: () => process.env.CLERK_DISABLE_AUTO_PROXY,
  VERCEL_TARGET_ENV: () => process.env.VERCEL_TARGET_ENV,
  VERCEL_PROJECT_PRODUCTION_URL: () => process.env.VERCEL_PROJECT_PRODUCTION_URL,
  NEXT_PHASE: () => process.env.NEXT_PHASE,
  NETLIFY: () => process.env.NETLIFY,
  NETLIFY_FUNCTIONS_TOKEN: () => process.env.NETLIFY_FUNCTIONS_TOKEN,
  URL: () => process.env.URL,
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
