/**
 * Options that would travel + environment → nothing, or the error that they cannot. Pure, but throws.
 *
 * With a JWT key and no key to seal with, server code verifies tokens by the environment alone. That is the whole truth only where the middleware
 * has no other rule.
 *
 * @see rulings.md 3, 8; apps/docs/decisions/030
 */
import { AuthError, IS_READ_BY_SERVER, type AuthOptions } from '@postern/core'
import type { JsonObject } from '@postern/core/handover'
import {
  DEFAULT_API_VERSION,
  DEFAULT_CLOCK_SKEW_MS,
  DEFAULT_KEYS_STALE_IF_ERROR_MS,
  DEFAULT_MACHINE_TOKEN_CACHE_MS,
  DEFAULT_PROVIDER_CALLS_IN_FLIGHT,
  DEFAULT_PROVIDER_CALLS_PER_SECOND,
} from '@postern/core/wire'
import type { Environment } from './environment.ts'

/** What says the same as nothing. Besides these `false`, and an empty list of what is accepted. */
const DEFAULTS: ReadonlyMap<string, unknown> = new Map<keyof AuthOptions, unknown>([
  ['apiVersion', DEFAULT_API_VERSION],
  ['clockSkewInMs', DEFAULT_CLOCK_SKEW_MS],
  ['acceptsToken', 'any'],
  ['unauthenticatedStatus', 404],
  ['unauthorizedStatus', 404],
  ['jwksStaleIfErrorInMs', DEFAULT_KEYS_STALE_IF_ERROR_MS],
  ['machineTokenCacheInMs', DEFAULT_MACHINE_TOKEN_CACHE_MS],
  ['providerCallsPerSecond', DEFAULT_PROVIDER_CALLS_PER_SECOND],
  ['providerCallsInFlight', DEFAULT_PROVIDER_CALLS_IN_FLIGHT],
])
/** Read without the space around them. */
const KEYS: ReadonlySet<string> = new Set<keyof AuthOptions>(['publishableKey', 'jwtKey'])

/**
 * @param options What would travel in a seal.
 * @param environment Its options count: an option that says the same is no difference, nor is one that says the default beside nothing.
 * @throws AuthError `ERR_AUTH_ENCRYPTION_KEY_MISSING` that names the options.
 */
export function checkUnsealed(options: JsonObject, environment: Environment): void {
  const { encryptionKey, secretKey, options: own } = environment
  // Server code opens seals, or has nothing to verify with.
  if (encryptionKey !== null || secretKey !== null || !own.publishableKey || !own.jwtKey) return
  const ownValues = new Map<string, unknown>(Object.entries(own))
  const names = Object.entries(IS_READ_BY_SERVER).flatMap(([name, isRead]) => {
    const given = options[name] ?? ''
    const isLost = isRead && given !== '' && toMeaning(name, given) !== toMeaning(name, ownValues.get(name))
    return isLost ? [name] : []
  })
  if (names.length === 0) return
  throw new AuthError(
    'ERR_AUTH_ENCRYPTION_KEY_MISSING',
    `Server code would verify tokens without what clerkMiddleware() was given: ${names.join(', ')}. Set CLERK_ENCRYPTION_KEY (openssl rand -hex 32), so that it travels sealed.`,
    { vendorCode: 'encryption_key_missing' },
  )
}

/** Equal for two values of an option that have the same effect. */
function toMeaning(name: string, value: unknown): string {
  // Nobody is signed in by a list of no kinds of token. All other lists that are empty ask for nothing.
  const isEmpty = Array.isArray(value) && value.length === 0 && name !== 'acceptsToken'
  if ((!value && value !== 0) || isEmpty || value === DEFAULTS.get(name)) return ''
  return JSON.stringify(typeof value === 'string' && KEYS.has(name) ? value.trim() : value)
}
