/** Where ours and the vendor's knowingly differ, for every kind of situation. Does not wait. */
import { isSame } from './compare.ts'

/**
 * One knowing difference, as narrow as it can be. What no entry explains fails the test; so does an entry that explains nothing any more.
 *
 * @typeParam Given The situation: a request and options, or what else both sides are asked.
 * @typeParam Answer What one side says of it, in words that both sides share.
 */
export interface Difference<Given, Answer> {
  /** Where it was decided: a number of rulings.md (`D9`), or that of a record in apps/docs/decisions (`032`). */
  readonly decision: string
  /** How the first column of its row in apps/docs/migrate-from-clerk.md begins: that of one row and of no other. */
  readonly row: string
  /** What ours does instead. */
  readonly why: string
  /** Too rare to be drawn in every run: not meeting it is no sign of age. */
  readonly isRare?: true
  /** What the vendor's answer is under our decision; null where the entry has nothing to say. */
  readonly explain: (given: Given, vendor: Answer, ours: Answer) => Answer | null
}

/** What is left to explain when every entry has had its say. */
export interface Explained<Given, Answer> {
  /** The vendor's answer under our decisions. */
  readonly expected: Answer
  /** Entries that explained something. */
  readonly met: readonly Difference<Given, Answer>[]
}

/** @param differences In the order in which they are asked; each sees the answer as the ones before have left it. */
export function explainDifference<Given, Answer>(
  differences: readonly Difference<Given, Answer>[],
  given: Given,
  vendor: Answer,
  ours: Answer,
): Explained<Given, Answer> {
  const met: Difference<Given, Answer>[] = []
  let expected = vendor
  for (const difference of differences) {
    if (isSame(expected, ours)) break
    const explained = difference.explain(given, expected, ours)
    if (explained === null || isSame(explained, expected)) continue
    met.push(difference)
    expected = explained
  }
  return { expected, met }
}

/** The entries of a list that explained nothing in a whole run, in words. */
export function listStale<Given, Answer>(
  differences: readonly Difference<Given, Answer>[],
  met: ReadonlySet<Difference<Given, Answer>>,
): readonly string[] {
  const stale = differences.filter((difference) => !met.has(difference) && difference.isRare !== true)
  return stale.map(({ decision, why }) => `${decision}: ${why}`)
}
