import { describe, expect, it } from 'vitest'
import { asPass, devOptions, liveCookies, liveOptions, LIVE_KEY, toRequest } from '../../test/fakes.ts'
import { fakePorts, fixedKeys, mintToken, toPublicJwk } from '../../test/mint.ts'
import { createAuth } from './create-auth.ts'
import { findInstance } from '../tenancy/find-instance.ts'
import type { Instance } from '../tenancy/instance.ts'
import { toPorts } from '../foundation/ports.ts'
import type { AuthOptions } from '../settings/auth-options.ts'

const byHost: Record<string, AuthOptions> = {
  a: { ...liveOptions, jwtKey: null, secretKey: 'sk_live_a', apiUrl: 'https://a.example' },
  b: { ...liveOptions, jwtKey: null, secretKey: 'sk_live_b', apiUrl: 'https://b.example' },
}
const find = (options: AuthOptions, { ports } = fakePorts()): Instance =>
  findInstance(options, toPorts(ports)).current()

describe('createTenants', () => {
  it('resolves a value at once, so that a mistake shows at start-up', () => {
    expect(() => createAuth({})).toThrow('ERR_AUTH_PUBLISHABLE_KEY_MISSING')
    expect(() => createAuth(() => ({}))).not.toThrow()
  })

  it.each([[null], [undefined], ['pk_test_x'], [[]], [new Response()]])(
    'refuses %s in the place of options',
    (value) => {
      expect(() => findInstance(value as unknown as AuthOptions, toPorts(fakePorts().ports))).toThrow(
        'ERR_AUTH_OPTION_INVALID',
      )
    },
  )

  it('keeps instances by their keys, and prepares another only for other options', () => {
    const world = fakePorts()
    const first = find(liveOptions, world).sessions
    expect(find({ ...liveOptions }, world).sessions).toBe(first)
    const other = find({ ...liveOptions, domain: 'x.example' }, world).sessions
    expect(other).not.toBe(first)
    expect(find({ ...liveOptions, secretKey: 'sk_live_other' }, world).sessions).not.toBe(first)
    expect(find(liveOptions, world).sessions).toBe(first)
  })

  it('drops the least recently used past maxInstances', () => {
    const world = fakePorts()
    const of = (name: string): AuthOptions => ({ ...liveOptions, secretKey: `sk_live_${name}`, maxInstances: 2 })
    const a = find(of('a'), world).sessions
    const b = find(of('b'), world).sessions
    expect(find(of('a'), world).sessions).toBe(a)
    find(of('c'), world)
    expect(find(of('a'), world).sessions).toBe(a)
    expect(find(of('b'), world).sessions).not.toBe(b)
  })

  it('shares keys among other options, but not among other rules about keys', async () => {
    const world = fakePorts()
    let more: AuthOptions = {}
    const auth = createAuth(() => ({ ...liveOptions, jwtKey: null, ...more }), world.ports)
    const go = async (): Promise<number> => {
      await auth.decide(toRequest('/', { cookies: await liveCookies() }))
      return world.fetches.length
    }
    expect(await go()).toBe(1)
    more = { domain: 'x.example' }
    expect(await go()).toBe(1)
    more = { jwksStaleIfErrorInMs: 0 }
    expect(await go()).toBe(2)
    more = { skipJwksCache: true }
    expect([await go(), await go()]).toEqual([3, 4])
  })

  it('takes undefined and null for absent', () => {
    const options = { ...liveOptions, domain: null, proxyUrl: undefined, clockSkewInMs: null, audience: undefined }
    expect(find(options).settings).toEqual(find(liveOptions).settings)
  })

  it('waits for an async callback only', async () => {
    const auth = createAuth(() => Promise.resolve(liveOptions), fakePorts().ports)
    const request = toRequest('/', { cookies: await liveCookies() })
    expect(auth.decideNow(request)).toBeNull()
    expect(asPass(await auth.decide(request)).reason).toBeNull()
  })

  it.each<[string, () => AuthOptions | Promise<AuthOptions>]>([
    [
      'throws',
      () => {
        throw new RangeError('mine')
      },
    ],
    ['rejects', () => Promise.reject(new RangeError('mine'))],
  ])('propagates what a callback %s', async (_, options) => {
    await expect(createAuth(options, fakePorts().ports).decide(toRequest('/'))).rejects.toThrow(RangeError)
  })

  it('refuses a callback that returns nothing', async () => {
    for (const nothing of [undefined, null, 'x', [], new Response(null, { status: 404 })] as unknown[]) {
      const auth = createAuth(() => nothing as AuthOptions, fakePorts().ports)
      await expect(auth.decide(toRequest('/'))).rejects.toThrow('ERR_AUTH_OPTION_INVALID')
    }
  })

  it('refuses options with inherited members, which would be taken for those of another request', async () => {
    class Tenant {
      readonly #party: string
      constructor(party: string) {
        this.#party = party
      }
      get publishableKey(): string {
        return LIVE_KEY
      }
      get secretKey(): string {
        return 'sk_live_a'
      }
      get authorizedParties(): readonly string[] {
        return [this.#party]
      }
    }
    const auth = createAuth(() => new Tenant('https://app.example'), fakePorts().ports)
    await expect(auth.decide(toRequest('/'))).rejects.toThrow('ERR_AUTH_OPTION_INVALID')
  })

  it('tells options apart that want to be written alike', () => {
    const world = fakePorts()
    const alike = (party: string): AuthOptions =>
      Object.assign({ ...liveOptions, authorizedParties: [party] }, { toJSON: () => 'options' })
    const [one, other] = ['https://one.example', 'https://other.example'].map((party) => find(alike(party), world))
    expect(one?.settings.tokens.authorizedParties).toEqual(['https://one.example'])
    expect(other?.settings.tokens.authorizedParties).toEqual(['https://other.example'])
  })

  it('warns once of a production instance without authorized parties', () => {
    const world = fakePorts()
    const bare = { ...liveOptions, authorizedParties: [] }
    for (const options of [bare, bare, { ...bare, domain: 'x.example' }, liveOptions, devOptions]) find(options, world)
    createAuth(bare, world.ports)
    createAuth(devOptions, world.ports)
    expect(world.events.map(({ event }) => event)).toEqual(['authorized-parties-missing'])
    expect(JSON.stringify(world.events)).not.toContain('sk_live')
  })

  it.each([
    ['keys-of-two-kinds', { ...liveOptions, secretKey: 'sk_test_abc' }],
    ['keys-of-two-kinds', { ...devOptions, secretKey: 'sk_live_abc' }],
  ])('warns of %s', (event, options) => {
    const world = fakePorts()
    createAuth(options, world.ports)
    expect(world.events.map((told) => told.event)).toEqual([event])
    expect(JSON.stringify(world.events)).not.toContain('_abc')
  })
})

describe('two instances', () => {
  it.each([
    ['a', 'b'],
    ['b', 'a'],
  ])('never accept a token of the other, %s first', async (first, second) => {
    const world = fakePorts()
    world.respond = ({ url }) =>
      new Response(
        JSON.stringify({
          keys: [toPublicJwk(url.startsWith('https://a.') ? fixedKeys.main : fixedKeys.next, { kid: 'same' })],
        }),
        {
          headers: { 'content-type': 'application/json' },
        },
      )
    const auth = createAuth((request) => byHost[new URL(request.url).host.charAt(0)] ?? {}, world.ports)
    const tokens: Record<string, string> = {
      a: await mintToken({ key: fixedKeys.main, header: { kid: 'same' } }),
      b: await mintToken({ key: fixedKeys.next, header: { kid: 'same' } }),
    }
    const ask = async (host: string, token: string): Promise<string | null> => {
      const headers = { authorization: `Bearer ${tokens[token]}` }
      return asPass(await auth.decide(toRequest(`https://${host}.example.com/`, { headers }))).reason
    }
    for (let round = 0; round < 2; round++) {
      expect(await ask(first, first)).toBeNull()
      expect(await ask(second, first)).toBe('token-invalid-signature')
      expect(await ask(second, second)).toBeNull()
      expect(await ask(first, second)).toBe('token-invalid-signature')
    }
    expect(world.fetches).toHaveLength(2)
  })

  it('of one tenant with different options share their keys, but not what they accept', async () => {
    const world = fakePorts()
    const auth = createAuth(
      (request) => ({ ...liveOptions, jwtKey: null, authorizedParties: [new URL(request.url).origin] }),
      world.ports,
    )
    const headers = { authorization: `Bearer ${await mintToken()}` }
    expect(asPass(await auth.decide(toRequest('https://app.example.com/', { headers }))).reason).toBeNull()
    expect(asPass(await auth.decide(toRequest('https://b.example.com/', { headers }))).reason).toBe(
      'token-invalid-authorized-parties',
    )
    expect(world.fetches).toHaveLength(1)
  })
})
