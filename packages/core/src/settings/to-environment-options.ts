/**
 * Settings room. Variables of an environment → options. Pure. For adapters, which know how their platform is read.
 *
 * @see protocol.md 1.7, 15.8; rulings.md D12
 */
import type { AuthOptions } from './auth-options.ts'

/** Text of a variable. Null or empty: it is not set, holds no text, or may not be read. */
export type VariableReader = (name: string) => string | null

/** Options that are text, and their variables. */
const TEXT_VARIABLES = {
  publishableKey: 'CLERK_PUBLISHABLE_KEY',
  secretKey: 'CLERK_SECRET_KEY',
  machineSecretKey: 'CLERK_MACHINE_SECRET_KEY',
  jwtKey: 'CLERK_JWT_KEY',
  apiUrl: 'CLERK_API_URL',
  apiVersion: 'CLERK_API_VERSION',
  domain: 'CLERK_DOMAIN',
  proxyUrl: 'CLERK_PROXY_URL',
  signInUrl: 'CLERK_SIGN_IN_URL',
  signUpUrl: 'CLERK_SIGN_UP_URL',
} as const satisfies Partial<Record<keyof AuthOptions, string>>
const SATELLITE_VARIABLE = 'CLERK_IS_SATELLITE'

/** Every variable that becomes an option, without the prefix of a framework. */
export const OPTION_VARIABLES: readonly string[] = [...Object.values(TEXT_VARIABLES), SATELLITE_VARIABLE]
/** Variables by which Netlify is known, which keeps redirects by their URL. */
export const PLATFORM_VARIABLES: readonly string[] = ['NETLIFY', 'NETLIFY_FUNCTIONS_TOKEN', 'URL']

/**
 * The options that an environment gives. A variable that is not set gives none.
 *
 * @param read Asked by the names above: bundlers replace a variable only where it is written out, so whoever calls knows how.
 */
export function toEnvironmentOptions(read: VariableReader): AuthOptions {
  const options: Record<string, string | boolean> = {}
  for (const [option, variable] of Object.entries(TEXT_VARIABLES)) {
    const text = read(variable)
    if (text) options[option] = text
  }
  const isSatellite = read(SATELLITE_VARIABLE)
  if (isSatellite) options['isSatellite'] = isTruthy(isSatellite)
  const [netlify, token, url] = PLATFORM_VARIABLES.map(read)
  if (netlify || token || url?.endsWith('netlify.app')) options['isRedirectCached'] = true
  return options
}

/** Yes and no as the protocol reads them: `true` and `false` in any case, else a number above zero. @see protocol.md 1.7 (truthy rule) */
export function isTruthy(text: string | null): boolean {
  const word = (text ?? '').trim().toLowerCase()
  return word === 'true' || (word !== 'false' && Number.parseInt(word, 10) > 0)
}
