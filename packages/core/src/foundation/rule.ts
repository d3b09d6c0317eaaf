/**
 * How precedence is written: a table that reads top to bottom. The first row whose condition holds decides.
 *
 * A table is a plain list with the type of its rows. It has no `await`, no `throw` and no clock; whatever it needs stands in the facts it is
 * given.
 */

/** A row: its name (which stands in the trace, in the docs and in a test), when it applies, and what then happens. */
export type Rule<Facts, Outcome> = readonly [name: string, when: (facts: Facts) => boolean, outcome: Outcome]

/** The row that decided, and its outcome. */
interface Match<Outcome> {
  readonly rule: string
  readonly outcome: Outcome
}

/** The condition of a last row. */
export const always = (): boolean => true

/**
 * The first row that applies.
 *
 * @param trace Receives the name of the row that won, if given.
 * @returns The deciding row. Every table ends with an `always` row; one that does not is a bug, and throws.
 */
export function firstMatch<Facts, Outcome>(
  rules: readonly Rule<Facts, Outcome>[],
  facts: Facts,
  trace?: string[],
): Match<Outcome> {
  const row = findRow(rules, facts, trace)
  return { rule: row[0], outcome: row[2] }
}

/** What the first row that applies says, for whoever does not ask for its name: tables are read several times a request, and this makes nothing. */
export function firstOutcome<Facts, Outcome>(
  rules: readonly Rule<Facts, Outcome>[],
  facts: Facts,
  trace?: string[],
): Outcome {
  return findRow(rules, facts, trace)[2]
}

function findRow<Facts, Outcome>(
  rules: readonly Rule<Facts, Outcome>[],
  facts: Facts,
  trace: string[] | undefined,
): Rule<Facts, Outcome> {
  // Whole rows: taking one apart would make an iterator for each. The last row needs no call.
  for (const row of rules) {
    if (row[1] !== always && !row[1](facts)) continue
    trace?.push(row[0])
    return row
  }
  throw new TypeError('A rule table has no row for these facts. Its last row must be `always`.')
}
