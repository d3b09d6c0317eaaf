import { describe, expect, it } from 'vitest'
import { devOptions, liveOptions, toRequest } from '../../test/fakes.ts'
import { fakePorts } from '../../test/mint.ts'
import { createAuth } from '../guard/create-auth.ts'
import type { AuthOptions } from '../settings/options.ts'

/** As JavaScript callers can write it. */
const misspelt = (options: AuthOptions): AuthOptions =>
  Object.assign({}, options, { authorizedPartys: ['https://x'], telemetry: {} })

describe('warnOfSettings', () => {
  it('names unknown options once per process, in development, and goes on (issue 11, unknown options)', async () => {
    const world = fakePorts()
    createAuth(misspelt(devOptions), world.ports)
    const changing = createAuth(() => misspelt({ ...devOptions, secretKey: 'sk_test_other' }), world.ports)
    for (let round = 0; round < 3; round += 1) await changing.decide(toRequest('/'))
    expect(world.events.map(({ event }) => event)).toEqual(['option-unknown', 'option-unknown'])
    expect(world.events[0]?.message).toContain('Did you mean authorizedParties?')
    expect(world.events[1]?.message).toContain('The option telemetry is the vendor’s')
  })

  it('says nothing of them in production', () => {
    const world = fakePorts()
    createAuth(misspelt(liveOptions), world.ports)
    expect(world.events).toEqual([])
  })
})
