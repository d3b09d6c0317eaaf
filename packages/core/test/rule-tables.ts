/**
 * Proves the order of a rule table: every row has a case, every case meets its row, and no two rows can change places unnoticed.
 */
import { describe, expect, it } from 'vitest'
import { firstMatch, type Rule } from '../src/foundation/rule.ts'

/** Facts for every row, by its name. A row that is added to the table fails its tests until it has some. */
export type Cases<Facts> = Readonly<Record<string, readonly Partial<Facts>[]>>

/** The full product of what each fact may be. */
export function toProduct<Facts>(values: { readonly [Name in keyof Facts]: readonly Facts[Name][] }): readonly Facts[] {
  let product: Partial<Facts>[] = [{}]
  for (const name of Object.keys(values) as (keyof Facts)[]) {
    product = product.flatMap((facts) => values[name].map((value) => ({ ...facts, [name]: value })))
  }
  return product as Facts[]
}

type Rules<Facts, Outcome> = readonly Rule<Facts, Outcome>[]

function swap<T>(list: readonly T[], first: number, second: number): readonly T[] {
  return list.map((entry, index) => list[index === first ? second : index === second ? first : index] ?? entry)
}

/** Pairs of rows whose exchange changes what happens somewhere in `all`, and which no case tells. */
export function findUnguardedSwaps<Facts, Outcome>(
  rules: Rules<Facts, Outcome>,
  cases: readonly (readonly [string, Facts])[],
  all: readonly Facts[],
): readonly string[] {
  const unguarded: string[] = []
  for (let first = 0; first < rules.length; first++) {
    for (let second = first + 1; second < rules.length; second++) {
      const swapped = swap(rules, first, second)
      const isTold = cases.some(([name, facts]) => firstMatch(swapped, facts).rule !== name)
      if (isTold) continue
      const isFelt = all.some((facts) => firstMatch(swapped, facts).rule !== firstMatch(rules, facts).rule)
      if (isFelt) unguarded.push(`${rules[first]?.[0]} <> ${rules[second]?.[0]}`)
    }
  }
  return unguarded
}

/** The tests that every table has. @param baseline What a case changes. */
export function describeTable<Facts, Outcome>(
  title: string,
  rules: Rules<Facts, Outcome>,
  baseline: Facts,
  cases: Cases<Facts>,
  all: readonly Facts[],
): void {
  const names = rules.map(([name]) => name)
  const complete = names.flatMap((name) =>
    (cases[name] ?? []).map((change) => [name, { ...baseline, ...change }] as const),
  )
  describe(title, () => {
    it.each(complete)('%s', (name, facts) => {
      expect(firstMatch(rules, facts).rule).toBe(name)
    })

    it('has a case for every row', () => {
      expect(Object.keys(cases).toSorted()).toEqual(names.toSorted())
      expect(names.filter((name) => (cases[name] ?? []).length === 0)).toEqual([])
    })

    it('ends with a row that always applies, and reaches every row', () => {
      expect(new Set(all.map((facts) => firstMatch(rules, facts).rule))).toEqual(new Set(names))
    })

    it('breaks a case when two overlapping rows change places', () => {
      expect(findUnguardedSwaps(rules, complete, all)).toEqual([])
    })
  })
}
