/**
 * How did the whole test run end? Reports and turbo's status → lines to print and an exit status. Pure.
 *
 * The status is never 0 beside a failure, and the counts never say "0 failed" beside another status: a runner that crashed, a package that
 * could not be built and a missing program that was required each count as one failure.
 */
import { parseJunit, parseSuiteTimes, toClosingLine, toTotal } from './junit.ts'
import { toDuration } from './task-lines.ts'

/** What `npm test` saw. */
export interface TestRun {
  /** Exit status of the task runner. */
  readonly status: number
  /** The report of each package that has tests, null where there is none. */
  readonly reports: readonly { readonly name: string; readonly xml: string | null }[]
  /** Whether every package was asked to run; with a filter, packages without a report are no news. */
  readonly isComplete: boolean
  /** Programs of the machine that some suites need. */
  readonly programs: readonly NeededProgram[]
}

/** A program that the machine may not have. */
export interface NeededProgram {
  readonly label: string
  /** The variable that names it. */
  readonly variable: string
  /** The variable that makes its absence a failure. */
  readonly requirement: string
  /** Suites that are not run without it. */
  readonly suites: readonly string[]
  readonly isThere: boolean
  readonly isRequired: boolean
}

/** What to print, in order, and how to end. The last line is the closing line. */
export interface TestSummary {
  readonly lines: readonly string[]
  readonly status: number
}

const isMissing = ({ isThere, suites }: NeededProgram): boolean => !isThere && suites.length > 0

const toMissingLines = ({ label, variable, requirement, suites, isRequired }: NeededProgram): readonly string[] => {
  const outcome = isRequired ? `${requirement}=1 makes that a failure` : 'everything else was run'
  return [
    `No ${label} on this machine: ${outcome}. Install one, or name it in ${variable}. Not run:`,
    ...suites.map((suite) => `  ${suite}`),
  ]
}

/** How many of the slowest test files are named, and from when on a file counts as slow. */
const SLOWEST = 12
const SLOW_SECONDS = 5

const toSlowestLines = (reports: TestRun['reports']): readonly string[] => {
  const slow = reports
    .flatMap(({ name: pkg, xml }) => parseSuiteTimes(xml ?? '').map((suite) => ({ pkg, ...suite })))
    .filter(({ seconds }) => seconds >= SLOW_SECONDS)
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, SLOWEST)
  if (slow.length === 0) return []
  return [
    'Slowest test files:',
    ...slow.map(({ pkg, name, seconds }) => `  ${toDuration(seconds * 1_000).padStart(12)}  ${pkg} ${name}`),
  ]
}

/** Sums a test run up. */
export const toSummary = (run: TestRun): TestSummary => {
  const missing = run.isComplete ? run.reports.filter(({ xml }) => xml === null).map(({ name }) => name) : []
  const counted = toTotal(run.reports.flatMap(({ xml }) => (xml === null ? [] : [parseJunit(xml)])))
  const absent = run.programs.filter(isMissing)
  const seen = counted.failed + missing.length + absent.filter(({ isRequired }) => isRequired).length
  const isUnexplained = seen === 0 && run.status !== 0
  const isEmpty = counted.passed + seen === 0
  const failed = seen + (isUnexplained || isEmpty ? 1 : 0)
  return {
    lines: [
      ...toSlowestLines(run.reports),
      ...missing.map(
        (name) =>
          `${name} left no test report: it was not built, or its runner crashed. Counted as one failure; see above.`,
      ),
      ...(isUnexplained
        ? [`No test failed, yet the run ended with status ${run.status}. Counted as one failure; see above.`]
        : []),
      ...(isEmpty && !isUnexplained ? ['No test was run. Counted as one failure.'] : []),
      ...absent.flatMap(toMissingLines),
      toClosingLine({ ...counted, failed }),
    ],
    status: failed > 0 ? run.status || 1 : 0,
  }
}
