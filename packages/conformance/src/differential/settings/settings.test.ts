/**
 * Options with one to three odd values: who refuses them, and where a request is led.
 *
 * @see protocol.md 1, 3.6, 17; rulings.md 4
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareKind, FACTOR, holdStill, letGo, listSeeds } from '../compare-kind.ts'
import { listStale } from '../difference.ts'
import { createOwnKey, SESSION_HEADER, SOUND_CLAIMS } from '../own-key.ts'
import { startMachineProvider } from '../machine/machine-provider.ts'
import { allowedSettingsDifferences } from './allowed-settings-differences.ts'
import { drawSettings, type SettingsCase } from './draw-settings.ts'
import { askOurs, askVendor, type SettingsAnswer } from './settings-outcome.ts'

const CASES = 1500

describe('options', () => {
  beforeAll(holdStill)
  afterAll(letGo)

  it(`are read alike ${CASES} times (B5, B9)`, async () => {
    const key = createOwnKey()
    const token = key.sign(SESSION_HEADER, SOUND_CLAIMS)
    const provider = await startMachineProvider()
    provider.set({ status: 200, contentType: 'application/json', body: JSON.stringify({ keys: [key.jwk] }) })
    const run = await compareKind<SettingsCase, SettingsAnswer>({
      cases: listSeeds(CASES, 8).map(drawSettings(key)),
      askVendor: (given) => askVendor(provider.apiUrl, token, given),
      askOurs: (given) => askOurs(provider.apiUrl, token, given),
      differences: allowedSettingsDifferences,
      describe: ({ isProduction, changed, carries }) => [isProduction ? 'live' : 'test', carries, changed],
    })
    await provider.close()
    expect(run.unexplained).toEqual([])
    expect(run.compared).toBe(CASES * FACTOR)
    expect(listStale(allowedSettingsDifferences, run.met)).toEqual([])
  })
})
