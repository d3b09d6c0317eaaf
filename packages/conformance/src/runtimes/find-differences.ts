/** Results → every answer that is not as expected, or not the same on every runtime. Pure. */
import { allCases } from './cases/table.ts'
import { judgeAnswer } from './judge-answer.ts'
import type { Results } from './run-suite.ts'

export interface Difference {
  readonly name: string
  readonly runtime: string
  readonly adapter: string
  /** What the answer is compared with: the expectation, or the first runtime's answer. */
  readonly wanted: unknown
  readonly actual: unknown
}

export function findDifferences(suite: readonly Results[]): readonly Difference[] {
  return suite.flatMap((results) => [...findUnexpected(results), ...findUnequal(results, suite)])
}

function findUnexpected({ runtime, adapter, answers }: Results): readonly Difference[] {
  return allCases.flatMap(({ name, expected }): readonly Difference[] => {
    const answer = answers.get(name)
    if (answer === undefined) return [{ name, runtime, adapter, wanted: expected, actual: null }]
    const { actual, wanted } = judgeAnswer(answer, expected, adapter)
    return JSON.stringify(actual) === JSON.stringify(wanted) ? [] : [{ name, runtime, adapter, wanted, actual }]
  })
}

function findUnequal({ runtime, adapter, answers }: Results, suite: readonly Results[]): readonly Difference[] {
  const first = suite.find((results) => results.adapter === adapter)
  return allCases.flatMap(({ name }) => {
    const [actual, wanted] = [answers.get(name), first?.answers.get(name)]
    return JSON.stringify(actual) === JSON.stringify(wanted) ? [] : [{ name, runtime, adapter, wanted, actual }]
  })
}
