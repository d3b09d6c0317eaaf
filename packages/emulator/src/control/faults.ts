/** What goes wrong on purpose. */
import type { HandshakeForm } from '../options.ts'

/** The next calls that match fail. */
export interface PlannedFailure {
  /** How many calls still fail. */
  readonly count: number
  readonly status: number
  /** `errors[0].code` of the answer. */
  readonly code: string
  /** Only calls whose path begins with this. Default: every API call. */
  readonly pathPrefix: string
  /** `Retry-After` of the answer, in seconds. Default none. */
  readonly retryAfterSec: number | null
}

/** `network`: calls do not get through (in process the call rejects; over a port the answer is 503). `http`: every call answers 503. */
export type Outage = 'network' | 'http'

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
      const failure = state.failures.find((planned) => path.startsWith(planned.pathPrefix))
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
