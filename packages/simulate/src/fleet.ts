/**
 * A fleet of isolates: how much each has to do, how long it lives, and which one a request meets. Does not wait.
 *
 * As on the platforms, an isolate that is gone is replaced when the next request comes to its place.
 */
import type { Isolate } from './isolate.ts'
import { createPicker, createRandom, toLognormal } from './random.ts'
import { LIFE_SPREAD, type FleetPlan } from './scenario.ts'

export interface Fleet {
  /** Draws the isolate that a request meets, by its number. */
  pick(): number
  /** The isolate, made if it is not there any more. */
  find(slot: number, nowMs: number): Isolate
  /** Replaces all of them. */
  replaceAll(): void
  /** How many were made so far. */
  births(): number
}

/**
 * @param make Makes the isolate of a place. `life` says that how many isolates were made before.
 */
export function createFleet(plan: FleetPlan, seed: number, make: (slot: number, life: number) => Isolate): Fleet {
  const { size, medianLifeMs } = plan
  const random = createRandom(seed)
  const picker = createPicker(toRates(plan, seed))
  const isolates: (Isolate | null)[] = Array.from({ length: size }, () => null)
  const diesAtMs = new Float64Array(size)
  let births = 0

  const drawLifeMs = (medianMs: number): number =>
    medianMs === Infinity ? Infinity : toLognormal(random(), random(), medianMs, LIFE_SPREAD)

  return {
    pick: () => picker(random()),
    find(slot, nowMs) {
      const known = isolates[slot] ?? null
      if (known !== null && nowMs < (diesAtMs[slot] ?? 0)) return known
      // Whoever is met somewhere in his life has a longer one than others: long lives take up more time.
      const isFirst = diesAtMs[slot] === 0
      const medianMs = isFirst ? medianLifeMs * Math.exp(LIFE_SPREAD ** 2) : medianLifeMs
      diesAtMs[slot] = nowMs + drawLifeMs(medianMs) * (isFirst ? random() : 1)
      births += 1
      const made = make(slot, births)
      isolates[slot] = made
      return made
    },
    replaceAll: () => void isolates.fill(null),
    births: () => births,
  }
}

/** Requests a second that each isolate of a fleet has on the average. */
export function toRates({ size, requestsPerSecond, spread }: FleetPlan, seed: number): Float64Array {
  const random = createRandom(seed + 1)
  const drawn = Float64Array.from({ length: size }, () => toLognormal(random(), random(), 1, spread))
  const mean = drawn.reduce((sum, rate) => sum + rate, 0) / size
  return drawn.map((rate) => (rate / mean) * requestsPerSecond)
}
