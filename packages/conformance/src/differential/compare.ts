/** Two outcomes → what is different and not allowed to be. */
import { allowedDifferences, type AllowedDifference } from './allowed-differences.ts'
import type { Case } from './case.ts'
import type { Outcome } from './outcome.ts'

export interface Comparison {
  /** Fields in which ours is not what the vendor's would be under our decisions, with both values. */
  readonly unexplained: Readonly<Record<string, readonly [vendor: unknown, ours: unknown]>>
  /** Decisions that explained something. */
  readonly explanations: readonly AllowedDifference[]
}

export function compareOutcomes(given: Case, vendor: Outcome, ours: Outcome): Comparison {
  const explanations: AllowedDifference[] = []
  let expected = vendor
  for (const allowed of allowedDifferences) {
    if (isSame(expected, ours)) break
    const explained = allowed.explain(given, expected, ours)
    if (explained === null || isSame(explained, expected)) continue
    explanations.push(allowed)
    expected = explained
  }
  const fields = Object.keys(ours) as (keyof Outcome)[]
  const different = fields.filter((field) => !isSame(expected[field], ours[field]))
  return {
    unexplained: Object.fromEntries(
      different.map((field) => [field, [toShown(expected[field]), toShown(ours[field])]]),
    ),
    explanations,
  }
}

/** Deep equality of plain data, whatever the order of members. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one, sortMembers) === JSON.stringify(other, sortMembers)
}

function sortMembers(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Without tokens, which would drown the rest. */
export function toShown(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(/ey[\w-]{8,}\.[\w.-]+/g, '<token>')
  return Array.isArray(value) ? value.map(toShown) : value
}
