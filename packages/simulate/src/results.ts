/** Figures of fleets ↔ `results/latest.json`, which the documentation is printed from. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { FIGURES } from './figures.ts'
import { toEstimate } from './formulas.ts'
import type { FleetPlan } from './scenario.ts'
import type { Decider } from './simulate.ts'
import type { FleetFigures } from './tally.ts'
import { VARIANTS, type VariantName } from './variants.ts'

/** One fleet with one variant. */
export interface Row {
  readonly size: number
  readonly variant: VariantName
  /** Who decided. Where both did, core. */
  readonly decider: Decider
  /** By the name of the figure: what the simulation says, and what the formula says; null where there is none. */
  readonly figures: Readonly<Record<string, readonly [simulated: number, calculated: number | null]>>
}

export interface Results {
  readonly schema: 1
  readonly seed: number
  readonly rows: readonly Row[]
}

const DIGITS = 4
const FOLDER = new URL('../results/', import.meta.url)
const FILE = new URL('latest.json', FOLDER)

export function toRow(plan: FleetPlan, variant: VariantName, seed: number, decider: Decider, found: FleetFigures): Row {
  const estimate = toEstimate(plan, VARIANTS[variant], seed)
  const figures = FIGURES.map(({ name, simulated, calculated }) => {
    const formula = calculated(estimate)
    return [name, [round(simulated(found)), formula === null ? null : round(formula)]] as const
  })
  return { size: plan.size, variant, decider, figures: Object.fromEntries(figures) }
}

/** More digits would say nothing, and would be others on a machine whose logarithms end differently. */
function round(figure: number): number {
  return Number(figure.toPrecision(DIGITS))
}

/** One row a line, so that a change shows which. */
export function toResultsText({ schema, seed, rows }: Results): string {
  const lines = rows.map((row) => `    ${JSON.stringify(row)}`)
  return `{\n  "schema": ${schema},\n  "seed": ${seed},\n  "rows": [\n${lines.join(',\n')}\n  ]\n}\n`
}

export function readResults(): Results {
  // Written by `writeResults`, and a test says that it is what a run gives.
  return JSON.parse(readFileSync(FILE, 'utf8')) as Results
}

export function writeResults(results: Results): void {
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(FILE, toResultsText(results))
}
