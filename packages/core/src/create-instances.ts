/**
 * Corridor. The options, a value or a function of the request → the instance of a request. Waits only for an async callback.
 *
 * @see api.md (maxInstances); decisions.md D12; security.md 28, 76
 */
import { createInstance, createVault, type Instance, type Vault } from './instance.ts'
import type { Ports } from './ports.ts'
import { checkOptions } from './settings/check-options.ts'
import { readNumber } from './settings/option-readers.ts'
import type { AuthOptions } from './settings/options.ts'
import type { Settings } from './settings/settings.ts'
import { resolveSettings } from './settings/resolve-settings.ts'
import { SECRET_KEY_LIVE_PREFIX, SECRET_KEY_TEST_PREFIX } from './wire/token-prefixes.ts'
import { DEFAULT_MAX_INSTANCES } from './wire/limits.ts'

/** Options, or a function that gives them for a request. */
export type OptionsInput<R> = AuthOptions | ((request: R) => AuthOptions | Promise<AuthOptions>)

export interface Instances<R> {
  /** The instance of a request. @throws AuthError for options that do not fit together, and whatever the callback throws. */
  find(request: R): Instance | Promise<Instance>
}

/** Keys that belong together, and what was prepared for them. */
interface Tenant {
  readonly vault: Vault
  /** By everything else in the options, so that a changing `domain` does not fetch keys anew. */
  readonly instances: Map<string, Instance>
}

/** Different options with the same keys that are kept at a time. */
const MAX_VARIANTS = 16

/** Prepares the instances. A value is resolved at once, so that a mistake shows at start-up. */
export function createInstances<R>(options: OptionsInput<R>, ports: Ports): Instances<R> {
  if (typeof options !== 'function') {
    const settings = resolveSettings(checkOptions(options))
    const instance = createInstance(settings, ports, createVault(settings, ports))
    warn(instance)
    return { find: () => instance }
  }
  const tenants = new Map<string, Tenant>()
  const toInstance = (given: AuthOptions): Instance => findInstance(tenants, checkOptions(given), ports)
  return {
    find(request) {
      const given = options(request)
      return isThenable(given) ? Promise.resolve(given).then(toInstance) : toInstance(given)
    },
  }
}

function findInstance(tenants: Map<string, Tenant>, options: AuthOptions, ports: Ports): Instance {
  const { publishableKey, secretKey, jwtKey, apiUrl, apiVersion, jwksStaleIfErrorInMs, skipJwksCache } = options
  const source = [publishableKey, secretKey, jwtKey, apiUrl, apiVersion]
  // How long keys are believed belongs to them: the strictest of two requests must not be served by the other's.
  const tenantId = JSON.stringify([...source, jwksStaleIfErrorInMs, skipJwksCache])
  // By their members: an object may say of itself how it wants to be written.
  const variantId = JSON.stringify(Object.entries(options))
  const known = tenants.get(tenantId)
  const instance = known?.instances.get(variantId)
  if (known !== undefined && instance !== undefined) {
    touch(tenants, tenantId, known)
    touch(known.instances, variantId, instance)
    return instance
  }
  const settings = resolveSettings(options)
  const tenant = known ?? { vault: createVault(settings, ports), instances: new Map() }
  const created = createInstance(settings, ports, tenant.vault)
  if (known === undefined) warn(created)
  touch(tenants, tenantId, tenant)
  touch(tenant.instances, variantId, created)
  const maxInstances = readNumber('maxInstances', options.maxInstances, { min: 1, fallback: DEFAULT_MAX_INSTANCES })
  dropOldest(tenants, maxInstances)
  dropOldest(tenant.instances, MAX_VARIANTS)
  return created
}

/** Maps keep their order of insertion; the last is the most recently used. */
function touch<V>(map: Map<string, V>, id: string, value: V): void {
  map.delete(id)
  map.set(id, value)
}

function dropOldest(map: Map<string, unknown>, max: number): void {
  for (const id of map.keys()) {
    if (map.size <= max) return
    map.delete(id)
  }
}

/** Tells once of what is legal and probably not meant. Holds no key. */
function warn({ settings, report }: Instance): void {
  for (const [event, isOdd, message] of warnings) if (isOdd(settings)) report({ level: 'warn', event, message })
}

const warnings: readonly (readonly [event: string, isOdd: (settings: Settings) => boolean, message: string])[] = [
  // Without authorized parties a token that leaked from one subdomain opens every other. @see decisions.md D7
  [
    'authorized-parties-missing',
    (s) => !s.isDevelopment && s.publishableKey !== '' && s.tokens.authorizedParties.length === 0,
    'authorizedParties is not set on a production instance, so tokens made for any of its origins are accepted. Set it to the origins of this application.',
  ],
  [
    'keys-of-two-kinds',
    (s) =>
      s.publishableKey !== '' &&
      (s.secretKey?.startsWith(s.isDevelopment ? SECRET_KEY_LIVE_PREFIX : SECRET_KEY_TEST_PREFIX) ?? false),
    'One key belongs to a development instance, the other to a production instance. Take both from the same instance.',
  ],
]

function isThenable(value: AuthOptions | Promise<AuthOptions>): value is Promise<AuthOptions> {
  return typeof value === 'object' && value !== null && 'then' in value
}
