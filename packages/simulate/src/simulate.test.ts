import { describe, expect, it } from 'vitest'
import type { FleetPlan } from './scenario.ts'
import { simulate } from './simulate.ts'
import { VARIANT_NAMES } from './variants.ts'

/** Small enough for core itself, and with everything that a large one has: short lives, unlike isolates, several places. */
const plan: FleetPlan = { size: 12, requestsPerSecond: 0.5, spread: 1, medianLifeMs: 300_000, places: 3 }

describe('simulate', () => {
  it.each(VARIANT_NAMES)('has the model of core decide as core does, to the last call: %s', async (variant) => {
    const core = await simulate({ plan, variant, seed: 7, decider: 'core' })
    expect(await simulate({ plan, variant, seed: 7, decider: 'model' })).toEqual(core)
    // What is compared is no fleet that nothing happens to.
    expect(core.stretches.outage.refusedApiKeys).toBeGreaterThan(0)
    expect(core.staleKey.most).toBeGreaterThan(0)
    expect(core.stretches.attack.tokenCalls.mean).toBeGreaterThan(core.stretches.calm.tokenCalls.mean)
  })

  it('says the same for the same seed, and something else for another', async () => {
    const [one, same, other] = await Promise.all(
      [1, 1, 2].map((seed) => simulate({ plan, variant: 'shared', seed, decider: 'model' })),
    )
    expect(JSON.stringify(one)).toBe(JSON.stringify(same))
    expect(one).not.toEqual(other)
  })

  it('gives timers and cryptography back', async () => {
    const { setTimeout } = globalThis
    await simulate({ plan: { ...plan, size: 1 }, variant: 'none', seed: 1, decider: 'core' })
    expect(globalThis.setTimeout).toBe(setTimeout)
    expect(Object.keys(crypto.subtle)).toEqual([])
  })
})
