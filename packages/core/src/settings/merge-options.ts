/**
 * Settings room. Options of the environment + options of a developer → both in one. Pure, but throws. For adapters.
 *
 * @see rulings.md D12, 8; threats.md 28; apps/docs/decisions/030
 */
import { AuthError } from '../foundation/auth-error.ts'
import type { AuthOptions } from './auth-options.ts'

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
