/**
 * Machine tokens, JWT and opaque, with whatever the provider answers: the auth object, its narrowing, the reason and the calls.
 *
 * @see protocol.md 9, 10, 11.4, 11.5
 */
import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KEYS } from '../claims/claims-outcome.ts'
import { compareKind, FACTOR, holdStill, letGo, listSeeds } from '../compare-kind.ts'
import { listStale } from '../difference.ts'
import { createOwnKey } from '../own-key.ts'
import { allowedMachineDifferences } from './allowed-machine-differences.ts'
import { drawMachine, type MachineCase } from './draw-machine.ts'
import { startMachineProvider } from './machine-provider.ts'
import { askOurs, askVendor, type MachineOutcome } from './machine-outcome.ts'

const CASES = 1500

describe('machine tokens', () => {
  beforeAll(holdStill)
  afterAll(letGo)

  it(`are judged alike ${CASES} times (B4, B9)`, async () => {
    const provider = await startMachineProvider()
    try {
      const key = createOwnKey()
      const client = createClerkClient({ ...KEYS, apiUrl: provider.apiUrl, telemetry: { disabled: true } })
      const run = await compareKind<MachineCase, MachineOutcome>({
        cases: listSeeds(CASES, 6).map(drawMachine),
        askVendor: (given) => askVendor(client, key, provider, given),
        askOurs: (given) => askOurs(key, provider, given),
        differences: allowedMachineDifferences,
        isOpening: (vendor, ours) => ours.status === 'signed-in' && vendor.status !== 'signed-in',
        describe: ({ acceptsToken, audience, token, answerName }) => ({ acceptsToken, audience, token, answerName }),
      })
      expect(run.unexplained).toEqual([])
      // Where theirs throws at an answer that it cannot read, or at scopes that are no text.
      expect([...run.openings].sort()).toEqual(['032', 'D23'])
      expect(run.compared).toBe(CASES * FACTOR)
      expect(run.answers.size).toBeGreaterThan(60)
      expect(listStale(allowedMachineDifferences, run.met)).toEqual([])
    } finally {
      await provider.close()
    }
  })
})
