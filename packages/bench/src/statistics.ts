/** Bench. Numbers out of numbers. Pure. */

/** The middle one; not a number where there is none. */
export function toMedian(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? Number.NaN
}

/** The least one; not a number where there is none. What a shared machine adds to a time is never less than nothing. */
export function toBest(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : Math.min(...values)
}
