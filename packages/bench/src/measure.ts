/** Bench. How contestants are timed: interleaved in one process, so that a drifting machine drifts for all of them. */

/** One thing to time. `run` does the whole of it once; `prepare` makes the input of a round outside the timing. */
export interface Contestant<I> {
  readonly name: string
  readonly prepare: (index: number) => I | Promise<I>
  readonly run: (input: I) => unknown
}

export interface Figure {
  readonly name: string
  /** CPU time of one run, in microseconds: the median over the rounds. */
  readonly cpuUs: number
}

export interface Plan {
  readonly rounds: number
  /** Runs of one round. */
  readonly batch: number
  /** Runs that are in flight at a time. */
  readonly inFlight: number
}

/** Rounds that are run and not counted. */
const WARM_UP_ROUNDS = 4

/** Times the contestants in turn, round by round. */
export async function measure(contestants: readonly Contestant<unknown>[], plan: Plan): Promise<readonly Figure[]> {
  const samples = new Map<string, number[]>(contestants.map(({ name }) => [name, []]))
  let serial = 0
  for (let round = -WARM_UP_ROUNDS; round < plan.rounds; round++) {
    for (const contestant of contestants) {
      const inputs: unknown[] = []
      for (let index = 0; index < plan.batch; index++) inputs.push(await contestant.prepare(serial++))
      const before = process.cpuUsage()
      for (let start = 0; start < inputs.length; start += plan.inFlight) {
        await Promise.all(inputs.slice(start, start + plan.inFlight).map((input) => contestant.run(input)))
      }
      const { user, system } = process.cpuUsage(before)
      // Rounds below zero warm up: what is measured is compiled code.
      if (round >= 0) samples.get(contestant.name)?.push((user + system) / plan.batch)
    }
  }
  return contestants.map(({ name }) => ({ name, cpuUs: toMedian(samples.get(name) ?? []) }))
}

/** The middle one; not a number where there is none. */
export function toMedian(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? Number.NaN
}

/** A contestant whose input has any type; `measure` hands each only what its own `prepare` made. */
export function toContestant<I>(
  name: string,
  prepare: (index: number) => I | Promise<I>,
  run: (input: I) => unknown,
): Contestant<unknown> {
  return { name, prepare, run: (input) => run(input as I) }
}
