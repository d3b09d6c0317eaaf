import { describe, expect, it } from 'vitest'
import { fakePorts, jsonResponse, keyPolicy } from '../../test/mint.ts'
import { liveOptions } from '../../test/fakes.ts'
import { createCallBudget } from '../provider/call-budget.ts'
import { createIdentityProvider } from '../provider/identity-provider.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { begin } from './soon.ts'
import { toFaultText, toNetworkFault } from './to-network-fault.ts'
import { toKeySource } from '../verification/key-source.ts'
import { createKeys } from '../verification/keys.ts'

const refused = (): Promise<Response> =>
  Promise.reject(
    new TypeError('fetch failed for sk_test_secret', {
      cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
    }),
  )

describe('toNetworkFault', () => {
  it('holds the address without what may be a credential, and the code of the platform (first-day 21)', () => {
    const fault = toNetworkFault('https://user:pass@api.example/v1/jwks?nonce=1#x', 503, { code: 'ECONNRESET' })
    expect(fault).toEqual({ url: 'https://api.example/v1/jwks', status: 503, cause: 'ECONNRESET' })
    expect(toFaultText(fault)).toBe(' (https://api.example/v1/jwks, status 503, ECONNRESET)')
  })

  it.each([
    [new DOMException('sk_live_x', 'TimeoutError'), 'TimeoutError'],
    [{ code: 'sk live x' }, null],
    [null, null],
    ['text', null],
  ])('of %s is the code or name, never a text', (error, cause) => {
    expect(toNetworkFault('nonsense', null, error)).toEqual({ url: '', status: null, cause })
  })
})

describe('an outage', () => {
  it('of the keys is said once with address and code, and again after they came back (first-day 21)', async () => {
    const world = fakePorts()
    const keys = createKeys(toKeySource(keyPolicy), world.ports)
    const go = async (): Promise<void> => {
      world.nowMs += 600_000
      await begin(keys.find('ins_main', world.nowMs))
    }
    world.respond = refused
    await go()
    await go()
    expect(world.events).toMatchObject([
      {
        event: 'keys-not-loaded',
        details: { url: 'https://api.example.com/v1/jwks', status: null, cause: 'ECONNREFUSED' },
      },
    ])
    expect(world.events[0]?.message).toContain('(https://api.example.com/v1/jwks, ECONNREFUSED)')
    world.respond = () => jsonResponse({}, { status: 503 })
    await go()
    expect(world.events.at(-1)?.message).toContain('status 503')
    expect(JSON.stringify(world.events)).not.toContain('sk_test')
  })

  it('names the instance of the secret key where the provider refuses it (in-use 8)', async () => {
    const world = fakePorts()
    world.respond = () => jsonResponse({ errors: [{ code: 'clerk_key_invalid' }] }, { status: 401 })
    await begin(createKeys(toKeySource(keyPolicy), world.ports).find('ins_main', world.nowMs))
    expect(world.events[0]).toMatchObject({ details: { reason: 'secret-key-invalid', status: 401 } })
    expect(world.events[0]?.message).toContain('from the same instance')
  })

  it('of other calls is said once, and again after an answer (first-day 21)', async () => {
    const world = fakePorts()
    const settings = resolveSettings(liveOptions)
    const provider = createIdentityProvider(settings, world.ports, createCallBudget(settings.calls))
    const call = (): Promise<unknown> =>
      provider.call('nonce', { method: 'GET', path: '/v1/x?nonce=n', bearer: 'sk_live_secret' })
    for (const respond of [refused, refused, () => jsonResponse({}, { status: 404 }), refused]) {
      world.respond = respond
      await call()
    }
    expect(world.events).toMatchObject([
      { event: 'provider-unavailable', details: { url: 'https://api.clerk.com/', cause: 'ECONNREFUSED' } },
      { event: 'provider-unavailable' },
    ])
    expect(JSON.stringify(world.events)).not.toMatch(/sk_|nonce/)
  })
})
