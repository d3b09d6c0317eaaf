/**
 * Exchange room. `Retry-After` → how long to wait. Pure.
 *
 * @see RFC 9110 §10.2.3
 */
import { parseDateMs } from '../foundation/ports.ts'

/** @returns Milliseconds, 0 or more; null for what is neither a number of seconds nor a date. */
export function readRetryAfterMs(text: string | null, nowMs: number): number | null {
  if (text === null) return null
  const afterMs = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : parseDateMs(text) - nowMs
  return Number.isFinite(afterMs) ? Math.max(0, afterMs) : null
}
