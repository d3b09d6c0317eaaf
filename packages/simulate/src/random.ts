/** A seed → numbers that look like chance and are the same on every machine. Does not wait. */

/** The next number, 0 or more and below 1. */
export type Random = () => number

/** The generator known as mulberry32. Good enough for arrivals, and one line long. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    return toUnit(state)
  }
}

/** One number from several: the same for the same ones, in whatever order they are asked for. */
export function drawAt(seed: number, ...parts: readonly number[]): number {
  let state = seed >>> 0
  for (const part of parts) state = Math.floor(toUnit((state ^ Math.imul(part + 1, 0x9e3779b1)) >>> 0) * 2 ** 32)
  return toUnit(state)
}

function toUnit(state: number): number {
  let bits = Math.imul(state ^ (state >>> 15), state | 1)
  bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
  return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
}

/** How long until the next of events that come one by one, at random: exponential with this mean. */
export function toExponential(unit: number, mean: number): number {
  return -Math.log(1 - unit) * mean
}

/** A skewed positive number: most are small, a few are large. Half of them lie below the median. */
export function toLognormal(one: number, other: number, median: number, spread: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - one)) * Math.cos(2 * Math.PI * other)
  return median * Math.exp(spread * normal)
}

/** Draws an index as often as its weight says, in the same time however many there are (Walker's alias method). */
export function createPicker(weights: ArrayLike<number>): (unit: number) => number {
  const { length } = weights
  const total = Array.from(weights).reduce((sum, weight) => sum + weight, 0)
  const share = Float64Array.from(weights, (weight) => (weight * length) / total)
  const other = Int32Array.from(weights, (_weight, index) => index)
  const small: number[] = []
  const large: number[] = []
  share.forEach((part, index) => (part < 1 ? small : large).push(index))
  for (;;) {
    const [less, more] = [small.pop(), large.at(-1)]
    if (less === undefined || more === undefined) break
    other[less] = more
    const left = (share[more] ?? 0) - (1 - (share[less] ?? 0))
    share[more] = left
    if (left < 1) small.push(large.pop() ?? more)
  }
  return (unit) => {
    const place = unit * length
    const index = Math.min(length - 1, Math.floor(place))
    return place - index < (share[index] ?? 1) ? index : (other[index] ?? index)
  }
}
