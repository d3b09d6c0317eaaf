import { describe, expect, it } from 'vitest'
import { toSummary, type TestRun } from './summary.ts'

const chromium = {
  label: 'Chromium',
  variable: 'CHROMIUM_PATH',
  requirement: 'POSTERN_REQUIRE_BROWSER',
  suites: ['apps/x/test/flow.browser.test.ts'],
  isThere: true,
  isRequired: false,
}
const redis = { ...chromium, label: 'Redis', variable: 'REDIS_PATH', suites: ['packages/x/redis.test.ts'] }

const green: TestRun = {
  status: 0,
  reports: [
    { name: '@x/a', xml: '<testcase name="1"/><testcase name="2"/>' },
    { name: '@x/b', xml: '<testcase name="1"/>' },
  ],
  isComplete: true,
  programs: [chromium, redis],
}

const summarize = (change: Partial<TestRun>) => {
  const { lines, status } = toSummary({ ...green, ...change })
  return { last: lines.at(-1), status, text: lines.join('\n') }
}

describe('toSummary', () => {
  it('prints nothing but the closing line when all is well', () => {
    expect(toSummary(green)).toEqual({ lines: ['3 passed, 0 failed'], status: 0 })
  })
  it('names the slowest test files of all packages, the slowest first, and none that is quick', () => {
    const suite = (name: string, seconds: number): string =>
      `<testsuite name="${name}" time="${seconds}"><testcase/></testsuite>`
    const reports = [
      { name: '@x/a', xml: suite('src/quick.test.ts', 4.9) + suite('src/slow.test.ts', 5) },
      { name: '@x/b', xml: suite('src/slower.test.ts', 75) },
    ]
    expect(toSummary({ ...green, reports }).lines).toEqual([
      'Slowest test files:',
      '    1 min 15 s  @x/b src/slower.test.ts',
      '         5.0 s  @x/a src/slow.test.ts',
      '3 passed, 0 failed',
    ])
  })
  it('ends with the status of the run when a test failed', () => {
    const reports = [{ name: '@x/a', xml: '<testcase name="1"/><testcase name="2"><failure/></testcase>' }]
    expect(summarize({ status: 7, reports })).toMatchObject({ last: '1 passed, 1 failed', status: 7 })
  })
  it('ends with 1 when a test failed and the run claims success', () => {
    expect(summarize({ reports: [{ name: '@x/a', xml: '<testcase name="2"><error/></testcase>' }] })).toMatchObject({
      last: '0 passed, 1 failed',
      status: 1,
    })
  })
  it('counts a package without a report as a failure and names it', () => {
    const summary = summarize({ status: 1, reports: [...green.reports, { name: '@x/c', xml: null }] })
    expect(summary).toMatchObject({ last: '3 passed, 1 failed', status: 1 })
    expect(summary.text).toContain('@x/c left no test report')
  })
  it('does not miss reports when the run was filtered', () => {
    const reports = [...green.reports, { name: '@x/c', xml: null }]
    expect(summarize({ isComplete: false, reports })).toMatchObject({ last: '3 passed, 0 failed', status: 0 })
  })
  it('counts a crash that no report explains', () => {
    expect(summarize({ status: 2 })).toMatchObject({ last: '3 passed, 1 failed', status: 2 })
  })
  it('fails when no test was run at all', () => {
    expect(summarize({ reports: [] })).toMatchObject({ last: '0 passed, 1 failed', status: 1 })
  })
  it('passes without a browser, and says what was not run', () => {
    const summary = summarize({ programs: [{ ...chromium, isThere: false }, redis] })
    expect(summary).toMatchObject({ last: '3 passed, 0 failed', status: 0 })
    expect(summary.text).toContain('apps/x/test/flow.browser.test.ts')
    expect(summary.text).not.toContain('Redis')
  })
  it('fails without a browser where one is required', () => {
    const programs = [{ ...chromium, isThere: false, isRequired: true }, redis]
    expect(summarize({ programs })).toMatchObject({ last: '3 passed, 1 failed', status: 1 })
  })
  it('counts each program that is missing and required, and names what was not run without it', () => {
    const missing = { isThere: false, isRequired: true }
    const summary = summarize({ programs: [chromium, redis].map((program) => ({ ...program, ...missing })) })
    expect(summary).toMatchObject({ last: '3 passed, 2 failed', status: 1 })
    expect(summary.text).toContain('No Redis on this machine')
    expect(summary.text).toContain('name it in REDIS_PATH. Not run:\n  packages/x/redis.test.ts')
  })
})
