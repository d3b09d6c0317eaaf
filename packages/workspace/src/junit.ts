/**
 * What do the reports of the test runners say? JUnit XML → counts. Pure.
 *
 * Vitest, `bun test` and `deno test` write slightly different files; what they share is one `testcase` element per test, with a `failure`,
 * `error` or `skipped` element inside.
 */

/** How many tests ended how. A test counts once, whatever number of failures it lists. */
export interface TestCounts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export const NO_TESTS: TestCounts = { passed: 0, failed: 0, skipped: 0 }

/** Text of a test's output can look like XML; it stands in CDATA sections, which are cut out first together with comments. */
const NOT_MARKUP = /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->/g
/** One test, either empty or with content. Attribute values may hold a bare `>`, so they are skipped as quoted strings. */
const TEST_CASE = /<testcase\b(?:[^>"']|"[^"]*"|'[^']*')*?(?:\/>|>([\s\S]*?)<\/testcase\s*>)/g

/** Counts the tests of one report. Text that is no report has none. */
export const parseJunit = (xml: string): TestCounts => {
  let { passed, failed, skipped } = NO_TESTS
  for (const [, content = ''] of xml.replace(NOT_MARKUP, '').matchAll(TEST_CASE)) {
    if (/<(?:failure|error)\b/.test(content)) failed += 1
    else if (/<skipped\b/.test(content)) skipped += 1
    else passed += 1
  }
  return { passed, failed, skipped }
}

/** A test file, and how long its tests and what they waited for took. */
export interface SuiteTime {
  readonly name: string
  readonly seconds: number
}

const SUITE = /<testsuite\b((?:[^>"']|"[^"]*"|'[^']*')*)>/g

/** The test files of one report. Suites without a time, or inside of another one, are left out. */
export const parseSuiteTimes = (xml: string): readonly SuiteTime[] =>
  [...xml.replace(NOT_MARKUP, '').matchAll(SUITE)].flatMap(([, attributes = '']) => {
    const name = / name="([^"]*\.test\.[^"]*)"/.exec(` ${attributes}`)?.[1]
    const seconds = Number(/ time="([^"]*)"/.exec(` ${attributes}`)?.[1] ?? Number.NaN)
    return name === undefined || Number.isNaN(seconds) ? [] : [{ name, seconds }]
  })

/** Adds counts up. */
export const toTotal = (counts: readonly TestCounts[]): TestCounts =>
  counts.reduce(
    (sum, next) => ({
      passed: sum.passed + next.passed,
      failed: sum.failed + next.failed,
      skipped: sum.skipped + next.skipped,
    }),
    NO_TESTS,
  )

/** The closing line of `npm test`: `N passed, N failed`, and `, N skipped` where there are any. */
export const toClosingLine = ({ passed, failed, skipped }: TestCounts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
