/**
 * Verification room. Whether a `kid` that nobody knows is worth asking the provider. Does not wait.
 *
 * Without this, a stream of tokens with invented `kid`s is a stream of requests to the provider.
 *
 * @see rulings.md D5; threats.md 22
 */
import { MAX_UNKNOWN_KIDS, UNKNOWN_KID_COOLDOWN_MS } from '../wire/limits.ts'

export interface UnknownKids {
  /** Whether to ask now: the first time after a load, and then once per cooldown, but not again for a `kid` that was just missing. */
  isAskable(kid: string, nowMs: number): boolean
  /** The provider is being asked because of an unknown `kid`. Starts the cooldown. */
  noteAttempt(nowMs: number): void
  /** Keys were loaded for another reason. The next unknown `kid` may ask at once. */
  noteLoad(): void
  /** The provider was asked for this `kid` and does not have it. */
  noteMissing(kid: string, nowMs: number): void
}

export function createUnknownKids(): UnknownKids {
  const missing = new Map<string, number>()
  let attemptedAtMs: number | null = null
  const isRecent = (atMs: number | null | undefined, nowMs: number): boolean =>
    typeof atMs === 'number' && Math.abs(nowMs - atMs) < UNKNOWN_KID_COOLDOWN_MS

  return {
    isAskable: (kid, nowMs) => !isRecent(attemptedAtMs, nowMs) && !isRecent(missing.get(kid), nowMs),
    noteAttempt(nowMs) {
      attemptedAtMs = nowMs
    },
    noteLoad() {
      attemptedAtMs = null
    },
    noteMissing(kid, nowMs) {
      missing.delete(kid)
      missing.set(kid, nowMs)
      const oldest = missing.keys().next()
      if (missing.size > MAX_UNKNOWN_KIDS && oldest.done !== true) missing.delete(oldest.value)
    },
  }
}
