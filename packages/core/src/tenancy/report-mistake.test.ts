import { describe, expect, it, vi } from 'vitest'
import { devOptions, liveOptions, toRequest } from '../../test/fakes.ts'
import { fakePorts } from '../../test/mint.ts'
import { createAuth } from '../guard/create-auth.ts'
import { AuthError } from '../foundation/auth-error.ts'
import type { AuthOptions } from '../settings/auth-options.ts'
import { reportMistake } from './report-mistake.ts'

describe('reportMistake', () => {
  it('says once what a request rejects with, whatever the server makes of that (first-day 24)', async () => {
    const world = fakePorts()
    for (let count = 0; count < 3; count++) {
      const auth = createAuth(() => ({ secretKey: 'sk_live_secret' }), world.ports)
      await expect(auth.decide(toRequest('/'))).rejects.toThrow('ERR_AUTH_PUBLISHABLE_KEY_MISSING')
    }
    expect(world.events).toMatchObject([{ level: 'error', details: { code: 'ERR_AUTH_PUBLISHABLE_KEY_MISSING' } }])
    expect(JSON.stringify(world.events)).not.toContain('sk_live')
  })

  it('says another mistake too, and nothing that is no mistake of the developer (first-day 24)', async () => {
    const world = fakePorts()
    reportMistake(new AuthError('ERR_AUTH_URL_AMBIGUOUS', 'Two readings.', { status: 400 }), world.ports)
    reportMistake(new Error('theirs'), world.ports)
    reportMistake(null, world.ports)
    expect(world.events).toEqual([])
    for (const change of [{ publishableKey: 'pk_odd' }, { secretKey: null, jwtKey: null }]) {
      const auth = createAuth(() => ({ ...liveOptions, ...change }), world.ports)
      await expect(auth.decide(toRequest('/'))).rejects.toThrow(AuthError)
    }
    expect(world.events.map(({ details }) => details?.['code'])).toEqual([
      'ERR_AUTH_PUBLISHABLE_KEY_INVALID',
      'ERR_AUTH_SECRET_KEY_MISSING',
    ])
  })

  it('writes to the console as an error by itself (first-day 24)', () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    reportMistake(new AuthError('ERR_AUTH_CSP_INVALID', 'A source is wrong.'), { fetch: () => Promise.reject() })
    expect(told.mock.calls.join()).toContain('ERR_AUTH_CSP_INVALID: A source is wrong.')
    told.mockRestore()
  })
})

/** As JavaScript callers can write it. */
const misspelt = (options: AuthOptions): AuthOptions =>
  Object.assign({}, options, { authorizedPartys: ['https://x'], telemetry: {} })

describe('reportOddSettings', () => {
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
