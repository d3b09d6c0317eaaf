/** Verification room. What came of asking for keys → the log, once until that changes. Does not wait. */
import { toFaultText } from '../foundation/to-network-fault.ts'
import type { Ports } from '../foundation/ports.ts'
import type { TokenFailure } from '../claims/token-failure.ts'

const CURES: Readonly<Record<string, string>> = {
  'secret-key-invalid': ' Take publishable and secret key from the same instance.',
}

/** @returns To be told of each answer: why it is no good, or null. */
export function createKeysReporter(ports: Ports): (failure: TokenFailure | null) => void {
  let told = ''
  return (failure) => {
    const text = failure === null ? '' : toText(failure)
    if (failure !== null && text !== told) tell(ports, failure, text)
    told = text
  }
}

function toText({ reason, message, fault }: TokenFailure): string {
  return message + (fault === undefined ? '' : toFaultText(fault)) + (CURES[reason] ?? '')
}

function tell(ports: Ports, { reason, fault }: TokenFailure, message: string): void {
  try {
    ports.log({ level: 'warn', event: 'keys-not-loaded', message, details: { reason, ...fault } })
  } catch {
    // A log that fails changes no decision.
  }
}
