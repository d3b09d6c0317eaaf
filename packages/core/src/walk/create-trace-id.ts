/**
 * Corridor. The time → a short id that joins what is told of one request. Does not wait.
 *
 * Made of time and a count, not of chance: server code that is rendered in advance may not ask for chance, and a log needs no secret.
 */
import { EVERYBODY, keptBy } from '../foundation/process-memory.ts'

const createCount = (): { last: number } => ({ last: 0 })

/** @param nowMs Milliseconds since the Unix epoch; NaN when the clock failed. */
export function createTraceId(nowMs: number): string {
  const count = keptBy(EVERYBODY, createCount)
  count.last = (count.last + 1) % 46_656
  const second = Number.isFinite(nowMs) ? Math.floor(nowMs / 1000) % 1_679_616 : 0
  return second.toString(36).padStart(4, '0') + count.last.toString(36).padStart(3, '0')
}
