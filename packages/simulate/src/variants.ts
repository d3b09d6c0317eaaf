/** What is compared: where keys are kept, and what is set. Data only. */
import { DEFAULT_MACHINE_TOKEN_CACHE_MS, DEFAULT_PROVIDER_CALLS_IN_FLIGHT } from '@postern/core/wire'
import { DEFAULT_PROVIDER_CALLS_PER_SECOND, MAX_MACHINE_TOKEN_CACHE_MS } from '@postern/core/wire'
import type { FleetSettings } from './isolate.ts'
import type { StoreKind } from './virtual-store.ts'

export const VARIANT_NAMES = ['none', 'shared', 'regional', 'set'] as const
export type VariantName = (typeof VARIANT_NAMES)[number]

export interface Variant {
  /** What the tables call it. */
  readonly title: string
  readonly store: StoreKind
  /** @param size Isolates that there are at a time. */
  readonly toSettings: (size: number) => FleetSettings
}

const toDefaults = (): FleetSettings => ({
  machineTokenCacheInMs: DEFAULT_MACHINE_TOKEN_CACHE_MS,
  providerCallsPerSecond: DEFAULT_PROVIDER_CALLS_PER_SECOND,
  providerCallsInFlight: DEFAULT_PROVIDER_CALLS_IN_FLIGHT,
})

/** The budget of one process, divided among all. */
const toDivided = (size: number): FleetSettings => ({
  machineTokenCacheInMs: MAX_MACHINE_TOKEN_CACHE_MS,
  providerCallsPerSecond: Math.max(1, Math.round(DEFAULT_PROVIDER_CALLS_PER_SECOND / size)),
  providerCallsInFlight: Math.max(2, Math.round(DEFAULT_PROVIDER_CALLS_IN_FLIGHT / size)),
})

export const VARIANTS: Readonly<Record<VariantName, Variant>> = {
  none: { title: 'no store', store: 'none', toSettings: toDefaults },
  shared: { title: 'shared store', store: 'shared', toSettings: toDefaults },
  regional: { title: 'regional store', store: 'regional', toSettings: toDefaults },
  set: { title: 'shared store, options set', store: 'shared', toSettings: toDivided },
}
