import { afterEach, describe, expect, it, vi } from 'vitest'
import { asPass, DEV_KEY, devOptions, liveCookies, liveOptions, toRequest } from '../../test/fakes.ts'
import { fakeKeyStore, fakePorts, fixedKeys, jsonResponse, mintToken, NOW_MS, toPublicJwk } from '../../test/mint.ts'
import { toPorts, type Ports } from '../foundation/ports.ts'
import { createAuth } from '../guard/create-auth.ts'
import { createServerAuth } from '../guard/create-server-auth.ts'
import type { AuthOptions } from '../settings/auth-options.ts'
import { findInstance, findPrepared, toOptionsId } from './find-instance.ts'

const options: AuthOptions = { ...liveOptions, jwtKey: null }
const HOUR_MS = 3_600_000

async function ask(
  ports: Partial<Ports>,
  given: AuthOptions | (() => AuthOptions) = options,
  token?: string,
): Promise<string | null> {
  const headers = { authorization: `Bearer ${token ?? (await mintToken())}` }
  return asPass(await createAuth(given, ports).decide(toRequest('/', { headers }))).reason
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('findInstance', () => {
  it('asks once for the keys of 200 requests that each make their own Auth (in-use 24)', async () => {
    const world = fakePorts()
    for (let count = 0; count < 200; count++) {
      expect(await ask(world.ports, count % 2 === 0 ? { ...options } : () => ({ ...options }))).toBeNull()
    }
    expect(world.fetches).toHaveLength(1)
  })

  it('remembers verified tokens for whoever asks next, also with a key store made for one request (in-use 24)', async () => {
    const world = fakePorts()
    const request = toRequest('/', { cookies: await liveCookies() })
    const createOne = (): ReturnType<typeof createAuth> => createAuth(options, { ...world.ports, keys: fakeKeyStore() })
    await createOne().decide(request.clone())
    expect(createOne().decideNow(request)).toMatchObject({ kind: 'pass', reason: null })
  })

  it('takes null, an empty text and nothing for one tenant, as adapters spell it (in-use 24)', async () => {
    const world = fakePorts()
    for (const apiUrl of [null, undefined, '']) await ask(world.ports, { ...options, jwtKey: apiUrl, apiUrl })
    expect(world.fetches).toHaveLength(1)
  })

  it('gives server code what it gives others (in-use 24)', async () => {
    const world = fakePorts()
    const headers = { authorization: `Bearer ${await mintToken()}` }
    for (let count = 0; count < 3; count++) {
      const server = createServerAuth(world.ports)(options)
      expect(asPass(await server.auth.decide(toRequest('/', { headers }))).reason).toBeNull()
    }
    await ask(world.ports)
    expect(world.fetches).toHaveLength(1)
  })

  it.each<[string, AuthOptions]>([
    ['secret key', { secretKey: 'sk_live_other' }],
    ['publishable key', { publishableKey: DEV_KEY }],
    ['API URL', { apiUrl: 'https://other.example' }],
    ['API version', { apiVersion: 'v9' }],
    ['stale policy', { jwksStaleIfErrorInMs: 0 }],
    ['number of instances', { maxInstances: 7 }],
  ])('never answers for another %s (in-use 24)', async (_what, change) => {
    const world = fakePorts()
    await ask(world.ports)
    await ask(world.ports, { ...options, ...change })
    expect(world.fetches).toHaveLength(2)
  })

  it('never answers for another JWT key, nor for fetched ones (in-use 24)', async () => {
    const { ports } = fakePorts({ jwks: [toPublicJwk(fixedKeys.next)] })
    const [main, next] = [fixedKeys.main, fixedKeys.next].map((key) => JSON.stringify(toPublicJwk(key)))
    expect(await ask(ports, { ...options, jwtKey: main })).toBeNull()
    expect(await ask(ports, { ...options, jwtKey: next })).toBe('token-invalid-signature')
    expect(await ask(ports)).toBe('jwk-kid-mismatch')
  })

  it('never answers for another fetch port or clock (in-use 24)', async () => {
    const [one, two] = [fakePorts(), fakePorts({ jwks: [toPublicJwk(fixedKeys.next)] })]
    expect(await ask(one.ports)).toBeNull()
    expect(await ask(two.ports)).toBe('jwk-kid-mismatch')
    expect(await ask({ ...one.ports, clock: { nowMs: () => NOW_MS } })).toBeNull()
    expect([one.fetches, two.fetches].map(({ length }) => length)).toEqual([2, 1])
  })

  it('tells the global fetch from one that takes its place, also in an Auth that was made before (in-use 24)', async () => {
    const [one, two] = [fakePorts(), fakePorts({ jwks: [toPublicJwk(fixedKeys.next)] })]
    const { clock, log } = one.ports
    const headers = { authorization: `Bearer ${await mintToken()}` }
    vi.stubGlobal('fetch', one.ports.fetch)
    const auth = createAuth(options, { clock, log })
    const go = async (): Promise<string | null> => asPass(await auth.decide(toRequest('/', { headers }))).reason
    expect(await go()).toBeNull()
    vi.stubGlobal('fetch', two.ports.fetch)
    expect(await go()).toBe('jwk-kid-mismatch')
    vi.stubGlobal('fetch', one.ports.fetch)
    expect(await go()).toBeNull()
    expect([one.fetches, two.fetches].map(({ length }) => length)).toEqual([1, 1])
  })

  it('works where there is no fetch at all and nothing is to be fetched', async () => {
    vi.stubGlobal('fetch', undefined)
    const { clock, log } = fakePorts().ports
    expect(await ask({ clock, log }, liveOptions)).toBeNull()
  })

  it('takes a key away from everybody that is missing from a new answer (in-use 24)', async () => {
    const world = fakePorts()
    const made = createAuth(options, world.ports)
    const token = await mintToken({ claims: { exp: NOW_MS / 1000 + 2 * HOUR_MS } })
    const go = async (): Promise<string | null> =>
      asPass(await made.decide(toRequest('/', { headers: { authorization: `Bearer ${token}` } }))).reason
    expect(await go()).toBeNull()
    world.jwks = [toPublicJwk(fixedKeys.next)]
    world.nowMs += HOUR_MS
    expect(await ask(world.ports, { ...options, domain: 'x.example' }, token)).toBe('jwk-kid-mismatch')
    expect(await go()).toBe('jwk-kid-mismatch')
  })

  it('keeps what is refreshed in the background alive by whoever asks, and tells their log (in-use 24)', async () => {
    const first = fakePorts()
    await ask(first.ports)
    const { length } = first.waited
    first.nowMs += 270_000
    const second = { ...fakePorts(), told: [] as string[], waited: [] as Promise<unknown>[] }
    first.respond = () => jsonResponse({}, { status: 500 })
    await ask({
      ...first.ports,
      log: ({ event }) => second.told.push(event),
      waitUntil: (work) => second.waited.push(work),
    })
    await Promise.all(second.waited)
    expect([second.waited.length > 0, first.waited.length]).toEqual([true, length])
    expect([second.told, first.events]).toEqual([['keys-not-loaded'], []])
  })

  it('keeps no more tenants than it is told, whoever makes them, and lets no list cut another short (in-use 24)', () => {
    const ports = toPorts(fakePorts().ports)
    const find = (name: string, maxInstances: number): unknown =>
      findInstance({ ...liveOptions, secretKey: `sk_live_${name}`, maxInstances }, ports).current().sessions
    const [few, many] = [find('a', 2), find('a', 5_000)]
    for (let count = 0; count < 3_000; count++) {
      find(`${count}`, 2)
      if (count % 100 === 0) find(`${count}`, 5_000)
    }
    expect(find('a', 5_000)).toBe(many)
    expect(find('a', 2)).not.toBe(few)
    expect(find('2999', 2)).toBe(find('2999', 2))
  })

  it('shares the memory of a redemption that failed, so that a loop ends although each request makes its Auth', () => {
    const ports = toPorts(fakePorts().ports)
    const [one, two] = [findInstance(devOptions, ports), findInstance({ ...devOptions }, ports)]
    expect(one.current().lastRedemption).toBe(two.current().lastRedemption)
  })

  it('finds an instance whose skew is no number, which is the default', () => {
    const ports = toPorts(fakePorts().ports)
    const find = (clockSkewInMs: number): unknown =>
      findInstance({ ...liveOptions, clockSkewInMs }, ports).current().sessions
    expect(find(Number.NaN)).toBe(find(Number.NaN))
  })

  it('says once for keys what is odd about them, however often they are used (policies W2)', async () => {
    const world = fakePorts()
    const bare = { ...liveOptions, authorizedParties: [], secretKey: 'sk_test_abc' }
    for (let count = 0; count < 40; count++) await ask(world.ports, { ...bare, domain: `${count % 3}.example` })
    expect(world.events.map(({ event }) => event)).toEqual(['authorized-parties-missing', 'keys-of-two-kinds'])
  })
})

describe('toOptionsId', () => {
  it('is the same for options that hold the same, absent members aside', () => {
    const options = { publishableKey: 'pk_test_1', authorizedParties: ['https://a.test'], isSatellite: false }
    expect(toOptionsId({ ...options, signInUrl: undefined })).toBe(toOptionsId(structuredClone(options)))
  })

  it.each([
    [{ secretKey: 'sk_1' }, { secretKey: 'sk_2' }],
    [{ secretKey: 'sk_1' }, {}],
    [{ secretKey: '' }, { secretKey: null }],
    [{ authorizedParties: ['a', 'b'] }, { authorizedParties: ['a,b'] }],
    [{ contentSecurityPolicy: { strict: true } }, { contentSecurityPolicy: { strict: false } }],
    [{ clockSkewInMs: 1 }, { clockSkewInMs: '1' }],
  ])('tells %j from %j', (one, two) => {
    expect(toOptionsId(one)).not.toBe(toOptionsId(two))
  })

  it.each<[string, object]>([
    ['a function', { frontendApiProxy: { enabled: () => true } }],
    ['a URL', { signInUrl: new URL('https://a.test') }],
    ['what says of itself how it is written', { secretKey: { toJSON: () => 'sk_1' } }],
    ['no number', { clockSkewInMs: Number.NaN }],
    ['a list with a gap', { authorizedParties: [undefined] }],
    ['a list with more than its items', { authorizedParties: Object.assign(['a'], { more: 1 }) }],
    ['a symbol', { secretKey: Symbol('sk_1') }],
  ])('has no name for options that hold %s', (_what, options) => {
    expect(toOptionsId(options)).toBeNull()
  })
})

describe('findPrepared', () => {
  it('makes once what equal options need, and anew for others and for another maker', () => {
    const make = (options: object): object => ({ ...options })
    const one = findPrepared({ signInUrl: '/in' }, make)
    expect(findPrepared({ signInUrl: '/in' }, make)).toBe(one)
    expect(findPrepared({ signInUrl: '/up' }, make)).not.toBe(one)
    expect(findPrepared({ signInUrl: '/in' }, (options: object) => ({ ...options }))).not.toBe(one)
  })

  it('makes it from a copy, which nobody can change afterwards', () => {
    const options = { authorizedParties: ['https://one.example'] }
    const make = (given: typeof options): typeof options => given
    const one = findPrepared(options, make)
    options.authorizedParties[0] = 'https://other.example'
    expect(one.authorizedParties).toEqual(['https://one.example'])
    expect(findPrepared(options, make)).not.toBe(one)
  })

  it('makes it every time where options cannot be told apart, or making fails', () => {
    let made = 0
    const make = (options: { fails?: boolean; enabled?: unknown }): object => {
      made += 1
      if (options.fails === true) throw new RangeError('mine')
      return {}
    }
    const odd = { enabled: () => true }
    expect(findPrepared(odd, make)).not.toBe(findPrepared(odd, make))
    for (let round = 0; round < 2; round += 1) expect(() => findPrepared({ fails: true }, make)).toThrow('mine')
    expect(made).toBe(4)
  })

  it('keeps a bounded number, the least recently used dropped first', () => {
    const make = (options: object): object => ({ ...options })
    const first = findPrepared({ number: 0 }, make)
    const second = findPrepared({ number: 1 }, make)
    for (let number = 2; number < 101; number += 1) {
      findPrepared({ number: 0 }, make)
      findPrepared({ number }, make)
    }
    expect(findPrepared({ number: 0 }, make)).toBe(first)
    expect(findPrepared({ number: 1 }, make)).not.toBe(second)
  })
})
