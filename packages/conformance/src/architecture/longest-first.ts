/**
 * Which test files start first: those that take minutes, so that none of them is what a run waits for at its end while a processor has nothing
 * to do. Files → the same files in order.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Ends of paths, by how long they take. What is missing here takes seconds. */
export const LONGEST: readonly string[] = [
  'src/next/router-proof.test.ts',
  'src/next/next-matrix.test.ts',
  'src/next/next-browser.test.ts',
  'src/next/next-generated.test.ts',
  'src/next/next-edge.test.ts',
  'src/next/next-everything.test.ts',
  'src/next/next-catch-all.test.ts',
]

const toRank = ({ moduleId }: TestSpecification): number => {
  const at = LONGEST.findIndex((path) => moduleId.endsWith(path))
  return at === -1 ? LONGEST.length : at
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => toRank(a) - toRank(b))
  }
}
