/**
 * Fleets of 1 to 100,000 isolates on virtual time: what the provider, the users and a thief see. Two to three minutes on
 * two quiet cores.
 *
 * `--sizes 1,100` simulates some of them, `--seed 7` lets chance fall otherwise, and `--write` keeps the figures and prints them into
 * `apps/docs/scale.md`; it takes all sizes. Ends with status 1 where core and its model do not agree.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { simulateAll } from './pool.ts'
import { readArguments, USAGE, type Arguments } from './read-arguments.ts'
import { toRow, writeResults, type Results, type Row } from './results.ts'
import { FLEETS, MAX_REAL_SIZE } from './scenario.ts'
import type { Simulation } from './simulate.ts'
import { replaceTables, toTables } from './to-tables.ts'
import { VARIANT_NAMES, VARIANTS } from './variants.ts'

const PAGE = new URL('../../../apps/docs/scale.md', import.meta.url)

const given = readArguments(process.argv.slice(2))
if (given === null) {
  console.error(USAGE)
  process.exitCode = 2
} else await run(given)

async function run({ sizes, seed, isWritten }: Arguments): Promise<void> {
  const plans = FLEETS.filter(({ size }) => sizes.includes(size))
  const fleets = plans.flatMap((plan) => VARIANT_NAMES.map((variant) => ({ plan, variant, seed })))
  const simulations = fleets.flatMap((fleet): Simulation[] => {
    const model = { ...fleet, decider: 'model' } as const
    return fleet.plan.size > MAX_REAL_SIZE ? [model] : [model, { ...fleet, decider: 'core' }]
  })
  console.error(`${simulations.length} simulations with the seed ${seed}`)
  let done = 0
  const found = await simulateAll(simulations, ({ plan, variant, decider }, seconds) => {
    done += 1
    const name = `${plan.size} isolates, ${VARIANTS[variant].title}, by ${decider}`
    console.error(`${done} of ${simulations.length}: ${name}: ${seconds.toFixed(1)} s`)
  })
  const rows = fleets.map(({ plan, variant }): Row => {
    const [model, core] = (['model', 'core'] as const).map((decider) => {
      const index = simulations.findIndex(
        (one) => one.plan === plan && one.variant === variant && one.decider === decider,
      )
      return found[index] ?? null
    })
    if (core != null && !isDeepStrictEqual(core, model)) disagree(plan.size, VARIANTS[variant].title)
    const figures = core ?? model
    if (figures == null) throw new Error('A simulation has no figures.')
    return toRow(plan, variant, seed, core == null ? 'model' : 'core', figures)
  })
  finish({ schema: 1, seed, rows }, isWritten)
}

function disagree(size: number, title: string): void {
  console.error(`✗ ${size} isolates, ${title}: core and its model do not agree. Mend the model: src/model-*.ts`)
  process.exitCode = 1
}

function finish(results: Results, isWritten: boolean): void {
  console.log(toTables(results))
  const compared = results.rows.filter(({ decider }) => decider === 'core').length
  if (process.exitCode === undefined) console.error(`✓ core and its model agree to the last call in ${compared} fleets`)
  if (!isWritten) return
  writeResults(results)
  writeFileSync(PAGE, replaceTables(readFileSync(PAGE, 'utf8'), toTables(results)))
  console.error('✓ written: results/latest.json and apps/docs/scale.md')
}
