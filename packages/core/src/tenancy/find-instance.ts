/**
 * Tenancy room. AuthOptions + Ports → the instance that belongs to them, found in what the process keeps or prepared; and the same for what
 * an adapter makes of options itself. Does not wait.
 *
 * An instance depends on everything that its options hold, on the `fetch` that answers and on the clock. It is found by all of that and by
 * nothing less, so tenants never share, however often a middleware is made. The log and what keeps work alive are the caller's own.
 *
 * @see api.md (maxInstances); rulings.md section 8 (D5, D12); threats.md 28, 76
 */
import { createRecent, type Recent } from '../foundation/create-recent.ts'
import { toFetch, type Ports } from '../foundation/ports.ts'
import { keptBy } from '../foundation/process-memory.ts'
import type { AuthOptions } from '../settings/auth-options.ts'
import { checkOptions, isPlainObject, readNumber } from '../settings/check-options.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { DEFAULT_MAX_INSTANCES } from '../wire/limits.ts'
import { MAX_PREPARED, MAX_TENANT_LISTS, MAX_TOLD_BY_TENANT, MAX_VARIANTS } from '../wire/tenant-limits.ts'
import { createPrepared, createVault, type Instance, type Prepared, type ReportOnce, type Vault } from './instance.ts'
import { reportMistake, reportOddSettings } from './report-mistake.ts'

/** Keys that belong together, and what was prepared for them. */
interface Tenant {
  /** What keys are fetched with, and who hears of it. */
  readonly ports: Ports
  readonly vault: Vault
  /** By everything else in the options, so that a changing `domain` does not fetch keys anew. */
  readonly variants: Recent<Prepared>
  /** What was said about these keys. */
  readonly told: Recent<true>
  /** Whoever asked last: keys that are refreshed in the background are theirs to keep alive. */
  caller: Ports
}

/** What belongs to options that stay the same. */
export interface FoundInstance {
  /** The instance to ask now. Another one where the caller's `fetch` was replaced. */
  current(): Instance
}

type Lists = Recent<Recent<Tenant>>
const createLists = (): Lists => createRecent()
/** By clock: an answer is not believed for longer because another clock says so. */
const createClocks = (): WeakMap<object, Lists> => new WeakMap()

/**
 * Finds the instance, or prepares it.
 *
 * @param ports The caller's own, complete.
 * @throws AuthError for options that do not fit together. Nothing is kept of those.
 */
export function findInstance(options: AuthOptions, ports: Ports): FoundInstance {
  // A copy: a member that is read twice must not answer twice differently.
  const own = { ...checkOptions(options) }
  let found = find(own, ports)
  return {
    current() {
      found.tenant.caller = ports
      if (toFetch(ports) !== found.send) found = find(own, ports)
      return found.instance
    },
  }
}

/** The same for options that came with a request. A server may swallow what a request rejects with, so the log is told of a mistake. */
export function findInstanceForRequest(options: AuthOptions, ports: Ports): FoundInstance {
  try {
    return findInstance(options, ports)
  } catch (error) {
    reportMistake(error, ports)
    throw error
  }
}

/** A function that asks the provider. */
type Send = ReturnType<typeof toFetch>

interface Found {
  readonly tenant: Tenant
  /** The `fetch` that it was found by. */
  readonly send: Send
  readonly instance: Instance
}

function find(options: AuthOptions, ports: Ports): Found {
  const send = toFetch(ports)
  const { tenantId, variantId } = toIds(options)
  const maxInstances = readNumber('maxInstances', options.maxInstances, { min: 1, fallback: DEFAULT_MAX_INSTANCES })
  const tenants = findTenants(send, ports.clock, maxInstances)
  const known = tenantId === null ? null : tenants.find(tenantId)
  const prepared = variantId === null ? null : (known?.variants.find(variantId) ?? null)
  if (known !== null && prepared !== null) return toFound(known, prepared, ports, send)
  const settings = resolveSettings(options)
  const tenant = known ?? createTenant(settings.keys, ports, send)
  const created = createPrepared(settings, tenant.ports, tenant.vault)
  if (tenantId !== null) tenants.keep(tenantId, tenant, maxInstances)
  if (variantId !== null) tenant.variants.keep(variantId, created, MAX_VARIANTS)
  const found = toFound(tenant, created, ports, send)
  // Settings that are found again were looked at before.
  reportOddSettings(found.instance)
  return found
}

/** Null: something in the options cannot be told apart from something else, so nothing is found by it. */
function toIds(options: AuthOptions): { readonly tenantId: string | null; readonly variantId: string | null } {
  const { publishableKey, secretKey, jwtKey, apiUrl, apiVersion, jwksStaleIfErrorInMs, skipJwksCache } = options
  // Null and an empty text are no key and no address, as adapters spell it differently.
  const source = [publishableKey, secretKey, jwtKey, apiUrl, apiVersion].map((text) => text || null)
  // How long keys are believed belongs to them: the strictest of two requests must not be served by the other's.
  const tenantId = toOptionsId([...source, jwksStaleIfErrorInMs ?? null, skipJwksCache ?? null])
  // Both are no part of an instance as they stand: a skew that is no number is the default, and lists are kept by `maxInstances`.
  const skewMs = Number.isFinite(options.clockSkewInMs) ? options.clockSkewInMs : undefined
  const rest = { ...options, clockSkewInMs: skewMs, maxInstances: undefined }
  return { tenantId, variantId: tenantId === null ? null : toOptionsId(rest) }
}

function findTenants(send: Send, clock: Ports['clock'], maxInstances: number): Recent<Tenant> {
  const clocks = keptBy(send, createClocks)
  const lists = clocks.get(clock) ?? createLists()
  clocks.set(clock, lists)
  const id = String(maxInstances)
  const tenants = lists.find(id) ?? createRecent<Tenant>()
  lists.keep(id, tenants, MAX_TENANT_LISTS)
  return tenants
}

function createTenant(keys: Prepared['settings']['keys'], caller: Ports, send: Send): Tenant {
  const current = { caller }
  const ports: Ports = {
    // Not the port itself, which may come to mean another function; and called by itself, because some runtimes refuse a detached fetch.
    fetch: (input, init) => send(input, init),
    clock: caller.clock,
    get keys() {
      return current.caller.keys
    },
    get store() {
      return current.caller.store
    },
    log: (event) => current.caller.log(event),
    waitUntil: (work) => current.caller.waitUntil(work),
  }
  const vault = createVault(keys, ports)
  return Object.assign(current, { ports, vault, variants: createRecent<Prepared>(), told: createRecent<true>() })
}

function toFound(tenant: Tenant, prepared: Prepared, ports: Ports, send: Send): Found {
  const reportOnce: ReportOnce = (event, id = event.event) => {
    if (tenant.told.read(id) !== null || tenant.told.size() >= MAX_TOLD_BY_TENANT) return
    tenant.told.keep(id, true, MAX_TOLD_BY_TENANT)
    ports.log(event)
  }
  tenant.caller = ports
  return { tenant, send, instance: { ...prepared, ports, report: ports.log, reportOnce } }
}

/**
 * Finds what an adapter makes of options besides an `Auth`: keys to seal with, a policy, a proxy. The process keeps it, because middlewares are
 * made anew for each request in the wild.
 *
 * @param options All that the result depends on.
 * @param make Makes it. What it makes is kept under this function, so it is one that lives as long as the result may be used.
 * @returns The same for options that hold the same. Made anew every time where options cannot be told apart by what they hold.
 * @throws What `make` throws; nothing is kept then.
 */
export function findPrepared<O extends object, T>(options: O, make: (options: O) => T): T {
  const id = toOptionsId(options)
  if (id === null) return make(options)
  const kept = keptBy(make, createRecent<T>)
  const known = kept.find(id)
  if (known !== null) return known
  // Made from a copy, which nobody can change under the name that it is kept by. What JSON wrote of data is read as the same data.
  const made = make(JSON.parse(id) as O)
  kept.keep(id, made, MAX_PREPARED)
  return made
}

/**
 * Everything that options hold, as JSON: two of them have the same name only if they hold the same.
 *
 * @returns Null where JSON would leave something out or change it: a function, an instance of a class, `NaN`.
 */
export function toOptionsId(options: object): string | null {
  return isData(options) ? JSON.stringify(options) : null
}

function isData(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object') return typeof value === 'string' || typeof value === 'boolean'
  if (value === null) return true
  if (Array.isArray(value)) return value.every(isData) && value.length === Object.keys(value).length
  // Absent members are no difference: they never count for anything.
  return isPlainObject(value) && Object.values(value).every((member) => member === undefined || isData(member))
}
