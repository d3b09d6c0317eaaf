/** The same answers everywhere: every case on every runtime, behind both adapters. */
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { allCases, chapters } from './cases/table.ts'
import { findDifferences } from './find-differences.ts'
import { RUNTIMES, runSuite, type Results } from './run-suite.ts'
import { toPage } from './to-page.ts'

let suite: readonly Results[]
beforeAll(async () => {
  suite = await runSuite()
}, 240_000)

describe('the suite', () => {
  it('has at least 200 cases, each with a name of its own', () => {
    expect(allCases.length).toBeGreaterThanOrEqual(200)
    expect(new Set(allCases.map(({ name }) => name)).size).toBe(allCases.length)
  })
  it('ran on every runtime, behind both adapters', () => {
    const expected = Object.keys(RUNTIMES).flatMap((runtime) => [`${runtime} fetch`, `${runtime} hono`])
    expect(suite.map(({ runtime, adapter }) => `${runtime} ${adapter}`)).toEqual(expected)
    expect(suite.map(({ answers }) => answers.size)).toEqual(expected.map(() => allCases.length))
  })
  it('is answered as expected, and in the same way everywhere', () => {
    expect(findDifferences(suite)).toEqual([])
  })
})

describe('runtimes.md', () => {
  it('is what the runtimes answered; else run `node packages/conformance/src/runtimes/generate-runtimes.ts`', () => {
    const page = readFileSync(new URL('../../../../apps/docs/runtimes.md', import.meta.url), 'utf8')
    expect(page).toBe(toPage(suite, chapters))
  })
})
