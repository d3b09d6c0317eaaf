/** A small seeded generator, so that a case can be named by its number and comes out alike in every run. */

export interface Random {
  /** Below 1. */
  next(): number
  /** One of these. */
  pick<T>(values: readonly T[]): T
  /** True with this probability. */
  chance(probability: number): boolean
}

/** mulberry32 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    pick: <T>(values: readonly T[]): T => {
      const value = values[Math.floor(next() * values.length)]
      if (value === undefined && values.length === 0) throw new RangeError('nothing to pick from')
      return value as T
    },
    chance: (probability) => next() < probability,
  }
}
