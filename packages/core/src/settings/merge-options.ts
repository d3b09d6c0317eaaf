/**
 * Settings room. Variables of an environment → options; these + options of a developer → both in one. Pure, but throws. For adapters, which know
 * how their platform is read.
 *
 * @see protocol.md 1.7, 15.8; rulings.md D12, 8; threats.md 28; apps/docs/decisions/030
 */
import { AuthError } from '../foundation/auth-error.ts'
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

/** Keys that belong to the instance that a publishable key names, and to no other. */
const NO_KEYS = { secretKey: null, jwtKey: null, machineSecretKey: null } as const satisfies AuthOptions

/** Of these, what goes where only the secret key is another. */
const NO_OTHER_KEYS = { jwtKey: null, machineSecretKey: null } as const satisfies AuthOptions

/**
 * Lays options over those of the environment.
 *
 * @returns A new object in which `undefined`, `null` and '' never erase what was there. Where the options name another instance than the
 *   environment, none of the environment's keys stay: its JWT key would accept the sessions of its own people for the other tenant. Another
 *   secret key may be that of another instance: the JWT key and the machine key stay out.
 * @throws AuthError `ERR_AUTH_SECRET_KEY_MISSING` where options with another publishable key bring no key of their own.
 */
export function mergeOptions<O extends AuthOptions>(base: O, over: NoInfer<O>): O {
  const given = Object.entries(over).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const isOther = isAnother(base.publishableKey, over.publishableKey)
  if (isOther && !given.some(([name]) => Object.hasOwn(NO_KEYS, name))) throw createHalfError()
  const dropped = isOther ? NO_KEYS : isAnother(base.secretKey, over.secretKey) ? NO_OTHER_KEYS : null
  return Object.assign({}, base, dropped, Object.fromEntries(given))
}

/** Two keys that are there both, and differ. */
function isAnother(own: unknown, named: unknown): boolean {
  if (typeof own !== 'string' || typeof named !== 'string') return false
  return own.trim() !== '' && named.trim() !== '' && own.trim() !== named.trim()
}

function createHalfError(): AuthError {
  return new AuthError(
    'ERR_AUTH_SECRET_KEY_MISSING',
    'The options name another publishable key than the environment, and no secret key or JWT key beside it. Those of the environment belong to another instance. Give both keys in one place.',
  )
}
