/**
 * How did the whole test run end? Reports and turbo's status → lines to print and an exit status. Pure.
 *
 * The status is never 0 beside a failure, and the counts never say "0 failed" beside another status: a runner that crashed, a package that
 * could not be built and a missing browser that was required each count as one failure.
 */
import { parseJunit, toClosingLine, toTotal } from './junit.ts'

/** What `npm test` saw. */
export interface TestRun {
  /** Exit status of the task runner. */
  readonly status: number
  /** The report of each package that has tests, null where there is none. */
  readonly reports: readonly { readonly name: string; readonly xml: string | null }[]
  /** Whether every package was asked to run; with a filter, packages without a report are no news. */
  readonly isComplete: boolean
  /** Suites that drive a browser. */
  readonly browserSuites: readonly string[]
  readonly hasBrowser: boolean
  readonly isBrowserRequired: boolean
}

/** What to print, in order, and how to end. The last line is the closing line. */
export interface TestSummary {
  readonly lines: readonly string[]
  readonly status: number
}

const toBrowserLines = ({ browserSuites, hasBrowser, isBrowserRequired }: TestRun): readonly string[] => {
  if (hasBrowser || browserSuites.length === 0) return []
  const outcome = isBrowserRequired ? 'POSTERN_REQUIRE_BROWSER=1 makes that a failure' : 'everything else was run'
  return [
    `No Chromium on this machine: ${outcome}. Install one, or name it in CHROMIUM_PATH. Not run:`,
    ...browserSuites.map((suite) => `  ${suite}`),
  ]
}

/** Sums a test run up. */
export const toSummary = (run: TestRun): TestSummary => {
  const missing = run.isComplete ? run.reports.filter(({ xml }) => xml === null).map(({ name }) => name) : []
  const counted = toTotal(run.reports.flatMap(({ xml }) => (xml === null ? [] : [parseJunit(xml)])))
  const browser = toBrowserLines(run)
  const browserFailures = browser.length > 0 && run.isBrowserRequired ? 1 : 0
  const seen = counted.failed + missing.length + browserFailures
  const isUnexplained = seen === 0 && run.status !== 0
  const isEmpty = counted.passed + seen === 0
  const failed = seen + (isUnexplained || isEmpty ? 1 : 0)
  return {
    lines: [
      ...missing.map(
        (name) =>
          `${name} left no test report: it was not built, or its runner crashed. Counted as one failure; see above.`,
      ),
      ...(isUnexplained
        ? [`No test failed, yet the run ended with status ${run.status}. Counted as one failure; see above.`]
        : []),
      ...(isEmpty && !isUnexplained ? ['No test was run. Counted as one failure.'] : []),
      ...browser,
      toClosingLine({ ...counted, failed }),
    ],
    status: failed > 0 ? run.status || 1 : 0,
  }
}
