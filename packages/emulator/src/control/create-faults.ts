/** Trouble that is caused on purpose: outages, slow keys, failing calls. */
import type { HandshakeForm } from '../options.ts'

/** Calls that are to fail. */
export interface PlannedFailure {
  /** How many calls still fail. A whole number from 1 to 1,000,000. */
  readonly count: number
  /** From 400 to 599. */
  readonly status: number
  /** `errors[0].code` of the answer. */
  readonly code: string
  /** Only calls whose path begins with this; it begins with a slash. Default: every API call. */
  readonly pathPrefix: string
  /** `Retry-After` of the answer, in seconds. Default none. */
  readonly retryAfterSec: number | null
}

/** `network`: calls do not get through (in process the call rejects; over a port the answer is 503). `http`: every call answers 503. */
export type Outage = 'network' | 'http'

/** Paths of machine endpoints come here without a version, whether or not the caller named one. */
const VERSION_OF_MACHINE_PATHS = /^\/v1(?=\/(api_keys|m2m_tokens|oauth_applications)(\/|$))/

export interface FaultState {
  readonly handshakeForm: HandshakeForm
  readonly outage: Outage | null
  /** How long the key set waits before it answers, in real milliseconds. */
  readonly keysDelayMs: number
  readonly failures: readonly PlannedFailure[]
}

export interface Faults {
  read(): FaultState
  change(change: Partial<FaultState>): void
  /** The failure planned for this path, counted down; null when there is none. */
  takeFailure(path: string): PlannedFailure | null
  reset(): void
}

export function createFaults(handshakeForm: HandshakeForm): Faults {
  const start: FaultState = { handshakeForm, outage: null, keysDelayMs: 0, failures: [] }
  let state = start
  return {
    read: () => state,
    change: (change) => {
      state = { ...state, ...change }
    },
    takeFailure: (path) => {
      const failure = state.failures.find((planned) =>
        path.startsWith(planned.pathPrefix.replace(VERSION_OF_MACHINE_PATHS, '')),
      )
      if (failure === undefined) return null
      const counted = state.failures.map((planned) =>
        planned === failure ? { ...planned, count: planned.count - 1 } : planned,
      )
      state = { ...state, failures: counted.filter((planned) => planned.count > 0) }
      return failure
    },
    reset: () => {
      state = start
    },
  }
}
