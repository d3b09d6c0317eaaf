/** One kind of situation, asked of both sides. Waits for both. */
import { vi } from 'vitest'
import { showDifference } from './compare.ts'
import { type Difference, explainDifference } from './difference.ts'
import { NOW_MS } from './provider.ts'

/** How many times as many situations are drawn as in every run. 1 by default; `POSTERN_DIFFERENTIAL_FACTOR=10` is a night's run. */
export const FACTOR = Math.max(1, Number(process.env['POSTERN_DIFFERENTIAL_FACTOR'] ?? '1') || 1)
/** Seeds are spread, so that neighbours do not resemble each other. */
const STRIDE = 7919
// A night's run takes its time; tests take the limit when they are declared, below this import.
vi.setConfig({ testTimeout: 90_000 * FACTOR })
/** How many unexplained situations are shown. */
const MAX = Number(process.env['POSTERN_DIFFERENTIAL_SHOWN'] ?? '10')

export interface Kind<Given, Answer> {
  readonly cases: Iterable<Given>
  readonly askVendor: (given: Given) => Answer | Promise<Answer>
  readonly askOurs: (given: Given) => Answer | Promise<Answer>
  readonly differences: readonly Difference<Given, Answer>[]
  /** Whether ours lets somebody in, or on, whom the vendor's does not. */
  readonly isOpening?: (vendor: Answer, ours: Answer) => boolean
  /** What a failing situation is shown by. No secret. */
  readonly describe: (given: Given) => unknown
}

export interface KindRun<Given, Answer> {
  readonly compared: number
  /** What nothing explains: the situation, and each member that differs, the vendor's first. The first ten, and how many more. */
  readonly unexplained: readonly string[]
  readonly met: ReadonlySet<Difference<Given, Answer>>
  /** Decisions under which ours lets somebody in, or on, whom the vendor's does not. */
  readonly openings: ReadonlySet<string>
  /** The different answers of the vendor's: a kind with few says little. */
  readonly answers: ReadonlySet<string>
}

export async function compareKind<Given, Answer extends object>(
  kind: Kind<Given, Answer>,
): Promise<KindRun<Given, Answer>> {
  const [met, answers] = [new Set<Difference<Given, Answer>>(), new Set<string>()]
  const openings = new Set<string>()
  const unexplained: string[] = []
  let compared = 0
  for (const given of kind.cases) {
    const vendor = await kind.askVendor(given)
    const ours = await kind.askOurs(given)
    const explained = explainDifference(kind.differences, given, vendor, ours)
    for (const difference of explained.met) met.add(difference)
    if (kind.isOpening?.(vendor, ours) === true) for (const { decision } of explained.met) openings.add(decision)
    answers.add(JSON.stringify(vendor))
    const different = showDifference(explained.expected, ours)
    if (different.length > 0) unexplained.push([JSON.stringify(kind.describe(given)), ...different].join('\n  '))
    compared += 1
  }
  const more = unexplained.length > MAX ? [`and ${unexplained.length - MAX} more`] : []
  return { compared, unexplained: [...unexplained.slice(0, MAX), ...more], met, openings, answers }
}

/** Seeds of a run: the same in every run. @param salt Another for each kind, so that no two draw the same. */
export function listSeeds(count: number, salt: number): readonly number[] {
  return Array.from({ length: count * FACTOR }, (_, number) => number * STRIDE + salt)
}

/** Stops the date and the console for a suite. Only the date stands still: timers serve the sockets. */
export function holdStill(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW_MS })
  for (const level of ['log', 'warn', 'error'] as const) vi.spyOn(console, level).mockImplementation(() => {})
}

/** The date runs again, and the console speaks. */
export function letGo(): void {
  vi.useRealTimers()
  vi.restoreAllMocks()
}
