import { describe, expect, it } from 'vitest'
import { toSummary, type TestRun } from './summary.ts'

const green: TestRun = {
  status: 0,
  reports: [
    { name: '@x/a', xml: '<testcase name="1"/><testcase name="2"/>' },
    { name: '@x/b', xml: '<testcase name="1"/>' },
  ],
  isComplete: true,
  browserSuites: ['apps/x/test/flow.browser.test.ts'],
  hasBrowser: true,
  isBrowserRequired: false,
}

const summarize = (change: Partial<TestRun>) => {
  const { lines, status } = toSummary({ ...green, ...change })
  return { last: lines.at(-1), status, text: lines.join('\n') }
}

describe('toSummary', () => {
  it('prints nothing but the closing line when all is well', () => {
    expect(toSummary(green)).toEqual({ lines: ['3 passed, 0 failed'], status: 0 })
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
    const summary = summarize({ hasBrowser: false })
    expect(summary).toMatchObject({ last: '3 passed, 0 failed', status: 0 })
    expect(summary.text).toContain('apps/x/test/flow.browser.test.ts')
  })
  it('fails without a browser where one is required', () => {
    expect(summarize({ hasBrowser: false, isBrowserRequired: true })).toMatchObject({
      last: '3 passed, 1 failed',
      status: 1,
    })
  })
})
