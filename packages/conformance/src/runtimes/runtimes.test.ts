/** The same answers everywhere: every case on every runtime, behind both adapters. */
import { beforeAll, describe, expect, it } from 'vitest'
import { allCases } from './cases/table.ts'
import { judgeAnswer } from './judge-answer.ts'
import { runSuite, type Results } from './run-suite.ts'

let suite: readonly Results[]
beforeAll(async () => {
  suite = await runSuite()
}, 120_000)

describe('the suite', () => {
  it('has at least 200 cases, each with a name of its own', () => {
    expect(allCases.length).toBeGreaterThanOrEqual(200)
    expect(new Set(allCases.map(({ name }) => name)).size).toBe(allCases.length)
  })
  it('is answered as expected, on every runtime and behind both adapters', () => {
    const wrong = suite.flatMap(({ runtime, adapter, answers }) =>
      allCases.flatMap(({ name, expected }) => {
        const answer = answers.get(name)
        if (answer === undefined) return [{ name, runtime, adapter, actual: null, wanted: null }]
        const { actual, wanted } = judgeAnswer(answer, expected, adapter)
        return JSON.stringify(actual) === JSON.stringify(wanted) ? [] : [{ name, runtime, adapter, actual, wanted }]
      }),
    )
    expect(wrong).toEqual([])
  })
})
