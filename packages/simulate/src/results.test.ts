import { describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { DEFAULT_SEED } from './read-arguments.ts'
import { readResults, toResultsText, toRow } from './results.ts'
import { FLEETS, MAX_REAL_SIZE } from './scenario.ts'
import { simulate, type Decider } from './simulate.ts'
import { replaceTables, toTables } from './to-tables.ts'
import { VARIANT_NAMES } from './variants.ts'

const STALE = 'is what a run gives; else `npm run simulate -- --write`'
const results = readResults()

/** Core takes a while for the larger ones; that the model says the same is tested beside `simulate`. */
const LARGEST_BY_CORE = 1
const reruns = FLEETS.filter(({ size }) => size <= MAX_REAL_SIZE).flatMap((plan) =>
  VARIANT_NAMES.map((variant) => {
    const decider: Decider = plan.size <= LARGEST_BY_CORE ? 'core' : 'model'
    return { name: `${plan.size} isolates, ${variant}, by ${decider}`, plan, variant, decider }
  }),
)

describe('results/latest.json', () => {
  it('has every fleet with every variant', () => {
    const names = results.rows.map(({ size, variant }) => `${size} ${variant}`)
    expect(names).toEqual(FLEETS.flatMap(({ size }) => VARIANT_NAMES.map((variant) => `${size} ${variant}`)))
    expect(results.seed).toBe(DEFAULT_SEED)
  })

  it.each(reruns)(`${STALE}: $name`, async ({ plan, variant, decider }) => {
    const figures = await simulate({ plan, variant, seed: DEFAULT_SEED, decider })
    const row = results.rows.find((one) => one.size === plan.size && one.variant === variant)
    expect(toRow(plan, variant, DEFAULT_SEED, 'core', figures)).toEqual(row)
  })

  it('is written as it is read', () => {
    expect(toResultsText(results)).toBe(readFileSync(new URL('../results/latest.json', import.meta.url), 'utf8'))
  })
})

describe('scale.md', () => {
  it(STALE, () => {
    const page = readFileSync(new URL('../../../apps/docs/scale.md', import.meta.url), 'utf8')
    expect(replaceTables(page, toTables(results))).toBe(page)
  })
})

describe('replaceTables', () => {
  it('refuses a page that has no place for them', () => {
    expect(() => replaceTables('# A page', '')).toThrow('no place')
  })
})
