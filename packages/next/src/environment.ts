/**
 * What the environment says. Read on every call, never at import: a build without keys must succeed.
 *
 * Each variable is written out as `process.env.NAME`, because Next replaces exactly this text in bundles, and because edge runtimes know
 * no other access.
 *
 * @see protocol.md 1.7
 */

declare const process: { readonly env: { readonly [name: string]: string | undefined } }

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
  /** Another target of the Frontend-API proxy. */
  readonly frontendApiUrl: string | null
  /** The platform proxies the Frontend API by itself. */
  readonly isAutoProxyDisabled: boolean
  readonly isPlatformProduction: boolean
  readonly platformHost: string | null
  readonly isProduction: boolean
  /** Redirects need a parameter that defeats the platform's cache. */
  readonly isNetlify: boolean
}

export function readEnvironment(): Environment {
  return {
    publishableKey: process.env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY || null,
    secretKey: process.env.CLERK_SECRET_KEY || null,
    machineSecretKey: process.env.CLERK_MACHINE_SECRET_KEY || null,
    jwtKey: process.env.CLERK_JWT_KEY || null,
    encryptionKey: process.env.CLERK_ENCRYPTION_KEY || null,
    previousEncryptionKey: process.env.CLERK_ENCRYPTION_KEY_PREVIOUS || null,
    apiUrl: process.env.CLERK_API_URL || null,
    apiVersion: process.env.CLERK_API_VERSION || null,
    domain: process.env.NEXT_PUBLIC_CLERK_DOMAIN || null,
    proxyUrl: process.env.NEXT_PUBLIC_CLERK_PROXY_URL || null,
    isSatellite: isTruthy(process.env.NEXT_PUBLIC_CLERK_IS_SATELLITE),
    signInUrl: process.env.NEXT_PUBLIC_CLERK_SIGN_IN_URL || null,
    signUpUrl: process.env.NEXT_PUBLIC_CLERK_SIGN_UP_URL || null,
    frontendApiUrl: process.env.CLERK_FAPI_URL || null,
    isAutoProxyDisabled: isTruthy(process.env.CLERK_DISABLE_AUTO_PROXY),
    isPlatformProduction: process.env.VERCEL_TARGET_ENV === 'production',
    platformHost: process.env.VERCEL_PROJECT_PRODUCTION_URL || null,
    isProduction: process.env.NODE_ENV === 'production',
    isNetlify: isNetlify(process.env.NETLIFY, process.env.NETLIFY_FUNCTIONS_TOKEN, process.env.URL),
  }
}

/** `true` and `false` in any case, else a number above zero. @see protocol.md 1.7 */
export function isTruthy(value: string | undefined): boolean {
  const text = (value ?? '').toLowerCase()
  if (text === 'true' || text === 'false') return text === 'true'
  return Number.parseInt(text, 10) > 0
}

function isNetlify(netlify: string | undefined, token: string | undefined, url: string | undefined): boolean {
  return Boolean(netlify) || Boolean(token) || (url?.endsWith('netlify.app') ?? false)
}
