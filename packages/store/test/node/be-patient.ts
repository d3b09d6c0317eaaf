/**
 * Timers → the same, which take two hundred times as long. Does not wait.
 *
 * No store is waited for longer than a moment, and on a busy machine a real one may take longer. Where a test counts calls, a moment is long.
 */
const PATIENCE = 200
const wait = globalThis.setTimeout

/** @returns How to undo it. */
export function bePatient(): () => void {
  const patient = (run: () => void, delayMs = 0): unknown => wait(run, delayMs * PATIENCE)
  Object.assign(globalThis, { setTimeout: patient })
  return () => Object.assign(globalThis, { setTimeout: wait })
}
