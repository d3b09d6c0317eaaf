/** Bench. How contestants are timed: interleaved in one process, so that a drifting machine drifts for all of them. */
import { ageInputs } from './collect-garbage.ts'
import { toBest, toMedian } from './statistics.ts'

/** One thing to time. `run` does the whole of it once; `prepare` makes the input of a round outside the timing. */
export interface Contestant<I> {
  readonly name: string
  /** @param index Counts the inputs of a scene, and is the same for all contestants: what is new for one is the same that is new for another. */
  readonly prepare: (index: number) => I | Promise<I>
  readonly run: (input: I) => unknown
  readonly more: More
}

/** What a contestant may say besides. */
export interface More {
  /** Whether what `run` gave, awaited, is what this scene is about. The last answer of each round is asked, outside the timing. */
  readonly isRight?: (answer: unknown) => boolean | Promise<boolean>
  /** Runs of one round, where it is so slow that fewer are enough. Default: those of the plan. */
  readonly batch?: number
}

export interface Figure {
  readonly name: string
  /** CPU time of one run, in microseconds: the median over the rounds. */
  readonly cpuUs: number
  /** The same in its best round. */
  readonly bestUs: number
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

/**
 * Times the contestants in turn, round by round. Who is first changes with each round, since each leaves its garbage to the next.
 *
 * @throws Error when a contestant gives an answer that is not right: what does not work is not measured.
 */
export async function measure(contestants: readonly Contestant<unknown>[], plan: Plan): Promise<readonly Figure[]> {
  const samples = new Map<string, number[]>(contestants.map(({ name }) => [name, []]))
  for (let round = -WARM_UP_ROUNDS; round < plan.rounds; round++) {
    const first = (round + WARM_UP_ROUNDS) * plan.batch
    const turn = (round + WARM_UP_ROUNDS) % contestants.length
    for (const contestant of [...contestants.slice(turn), ...contestants.slice(0, turn)]) {
      const cpuUs = await measureRound(contestant, first, plan)
      // Rounds below zero warm up: what is measured is compiled code.
      if (round >= 0) samples.get(contestant.name)?.push(cpuUs)
    }
  }
  return contestants.map(({ name }) => toFigure(name, samples.get(name) ?? []))
}

/** @param samples Microseconds of each round. */
export function toFigure(name: string, samples: readonly number[]): Figure {
  return { name, cpuUs: toMedian(samples), bestUs: toBest(samples) }
}

async function measureRound(
  { name, prepare, run, more }: Contestant<unknown>,
  first: number,
  { batch: usual, inFlight }: Plan,
): Promise<number> {
  const batch = more.batch ?? usual
  const inputs: unknown[] = []
  for (let index = 0; index < batch; index++) inputs.push(await prepare(first + index))
  ageInputs()
  let answers: readonly unknown[] = []
  const before = process.cpuUsage()
  for (let start = 0; start < inputs.length; start += inFlight) {
    answers = await Promise.all(inputs.slice(start, start + inFlight).map((input) => run(input)))
  }
  const { user, system } = process.cpuUsage(before)
  const isRight = (await more.isRight?.(answers.at(-1))) ?? true
  if (!isRight) throw new Error(`${name} gives a wrong answer.`)
  return (user + system) / batch
}

/** A contestant whose input has any type; `measure` hands each only what its own `prepare` made. */
export function toContestant<I>(
  name: string,
  prepare: (index: number) => I | Promise<I>,
  run: (input: I) => unknown,
  more: More = {},
): Contestant<unknown> {
  return { name, prepare, run: (input) => run(input as I), more }
}
