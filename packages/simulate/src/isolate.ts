/** One isolate, process or container that runs the application, and what it stands in. Shapes only; nothing waits. */
import type { ProviderLine } from './virtual-provider.ts'
import type { StoreLine } from './virtual-store.ts'
import type { VirtualTime } from './virtual-time.ts'

/** Told once, at the virtual time of the decision, whether somebody is signed in. */
export type Settle = (isAccepted: boolean) => void

export interface Isolate {
  /** A request with a session token that this key signed. @param kid One that the provider publishes at the beginning, or an invented one. */
  session(kid: string, settle: Settle): void
  /** A request with an API key. */
  apiKey(name: string, settle: Settle): void
}

/** What a person would set. */
export interface FleetSettings {
  readonly machineTokenCacheInMs: number
  readonly providerCallsPerSecond: number
  readonly providerCallsInFlight: number
}

export interface Surroundings {
  readonly time: VirtualTime
  readonly provider: ProviderLine
  readonly store: StoreLine | null
  /** Whether the store keeps answers about API keys too. */
  readonly keepsTokens: boolean
  readonly settings: FleetSettings
}

/** How isolates are made, and how one lets them finish what they do at an instant. */
export interface IsolateMaker {
  readonly make: (surroundings: Surroundings) => Isolate
  /** Null: nothing is left to do at this instant. Else: wait for it before the clock moves. */
  readonly settle: () => Promise<void> | null
}
