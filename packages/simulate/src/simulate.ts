/**
 * A size, a variant and a seed → the figures of that fleet, decided by core itself or by the model of it. Waits where core does.
 *
 * The figures depend on nothing else: the same call gives the same bytes on every machine.
 */
import { modelIsolates } from './model-isolate.ts'
import { createRealIsolates } from './real-isolate.ts'
import { runFleet } from './run-fleet.ts'
import type { FleetPlan } from './scenario.ts'
import type { FleetFigures } from './tally.ts'
import { VARIANTS, type VariantName } from './variants.ts'
import { createVirtualTime } from './virtual-time.ts'

/** Who decides: core, or the model of what it does. */
export type Decider = 'core' | 'model'

/** One simulation. Plain data, so that it can be given to another thread. */
export interface Simulation {
  readonly plan: FleetPlan
  readonly variant: VariantName
  readonly seed: number
  readonly decider: Decider
}

export async function simulate({ plan, variant, seed, decider }: Simulation): Promise<FleetFigures> {
  const time = createVirtualTime()
  const run = { plan, variant: VARIANTS[variant], seed }
  if (decider === 'model') return runFleet(run, time, modelIsolates)
  const isolates = await createRealIsolates(time)
  try {
    return await runFleet(run, time, isolates)
  } finally {
    isolates.restore()
  }
}
