/**
 * One set of pages on Next 16 and 15, App and Pages Router with a root catch-all, in every configuration that changes how a path is read, built and
 * asked over sockets: no protected answer to nobody, and no legitimate URL refused.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { POLICIES } from '../proof/policies.ts'
import { THOROUGH } from '../proof/proof-pages.ts'
import { proveClosed } from '../proof/prove-closed.ts'
import { proveOpen } from '../proof/prove-open.ts'
import { PROOF_VARIANTS } from './proof-variants.ts'
import { BUILD_TIMEOUT_MS } from './start-fixture.ts'
import { startProof, type RunningProof } from './start-proof.ts'

describe.each(PROOF_VARIANTS)('$name', (variant) => {
  let proof: RunningProof
  beforeAll(async () => {
    proof = await startProof(variant)
  }, BUILD_TIMEOUT_MS)
  afterAll(() => proof?.stop())

  it.each(POLICIES)('$name: shows nothing protected to nobody, and runs nothing of it (H1, H2, H7)', async (policy) => {
    const { asked, faults } = await proveClosed(proof.app, policy, THOROUGH.includes(policy.name))
    expect(faults).toEqual([])
    expect(asked).toBeGreaterThan(400)
  })

  it.each(POLICIES)('$name: refuses no legitimate URL (H3)', async (policy) => {
    const { asked, ran, refusals } = await proveOpen(proof.app, policy, THOROUGH.includes(policy.name))
    expect(refusals).toEqual([])
    expect(ran).toBeGreaterThan(0)
    expect(asked).toBeGreaterThan(350)
  })
})
