import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  ecKey,
  fakeKeyStore,
  fakePorts,
  fixedKeys,
  jsonResponse,
  keyPolicy,
  NOW_MS,
  toPublicJwk,
  type FakeWorld,
} from '../../test/mint.ts'
import { rocaJwk } from '../../test/roca-key.ts'
import { toKeySource, type PublishedKeys } from './key-source.ts'
import { createKeys, type Keys } from './keys.ts'
import { toPorts, type CachedKeySet, type KeyStore } from '../foundation/ports.ts'
import { begin, Later } from '../foundation/soon.ts'
import type { Result } from '../foundation/result.ts'
import type { KeyPolicy } from '../settings/settings.ts'
import type { TokenFailure } from '../claims/verified.ts'
import type { VerificationKey } from './verification-key.ts'

const SECOND = 1_000
const MINUTE = 60_000
const HOUR = 3_600_000

interface Bench {
  readonly world: FakeWorld
  readonly keys: Keys
  /** Loads a key at the world's time. In one word: `ok` or the reason. */
  readonly load: (kid?: unknown) => Promise<string>
  /** Moves the clock. */
  readonly pass: (ms: number) => void
  /** Waits for everything that goes on in the background. */
  readonly settle: () => Promise<void>
}

/** The key that is there at once, or null. */
function findNow(keys: Keys, kid: unknown, nowMs: number): VerificationKey | null {
  const key = keys.find(kid, nowMs)
  return !(key instanceof Later) && key.ok ? key.value : null
}

/** The key, after waiting for it where need be. */
async function load(keys: Keys, kid: unknown, nowMs: number): Promise<Result<VerificationKey, TokenFailure>> {
  return begin(keys.find(kid, nowMs))
}

function bench(world: FakeWorld = fakePorts(), change: Partial<KeyPolicy> = {}): Bench {
  const keys = createKeys(toKeySource({ ...keyPolicy, ...change }), world.ports)
  return {
    world,
    keys,
    async load(kid = 'ins_main') {
      const key = await load(keys, kid, world.nowMs)
      return key.ok ? 'ok' : key.failure.reason
    },
    pass(ms) {
      world.nowMs += ms
    },
    async settle() {
      await Promise.all(world.waited.splice(0))
    },
  }
}

const down = (): Response => {
  throw new Error('connect ECONNREFUSED sk_test_secret')
}
const asJson = (body: string): Response => new Response(body, { headers: { 'content-type': 'application/json' } })

afterEach(() => {
  vi.useRealTimers()
})

describe('createKeys: asking', () => {
  it('asks once, in the words of the protocol', async () => {
    const { world, load, keys } = bench()
    expect(findNow(keys, 'ins_main', NOW_MS)).toBeNull()
    expect(await load()).toBe('ok')
    expect(await load()).toBe('ok')
    expect(world.fetches.length).toBe(1)
    const [{ url, init } = { url: '', init: {} }] = world.fetches
    expect(url).toBe('https://api.example.com/v1/jwks')
    expect(init.redirect).toBe('manual')
    const headers = new Headers(init.headers)
    expect(Object.fromEntries(headers)).toEqual({
      authorization: 'Bearer sk_test_secret',
      'clerk-api-version': '2026-05-12',
      'content-type': 'application/json',
      'user-agent': '@postern/core',
    })
  })

  it('finds a key at once after it was loaded, always the same', async () => {
    const { keys } = bench()
    const loaded = await load(keys, 'ins_main', NOW_MS)
    const found = findNow(keys, 'ins_main', NOW_MS)
    expect(found).not.toBeNull()
    expect(loaded.ok && loaded.value === found).toBe(true)
    expect(found?.alg).toBe('RS256')
  })

  it('asks once for 1,000 concurrent cold requests', async () => {
    const { world, load } = bench()
    const outcomes = await Promise.all(Array.from({ length: 1_000 }, () => load()))
    expect(new Set(outcomes)).toEqual(new Set(['ok']))
    expect(world.fetches.length).toBe(1)
  })

  it('asks once for 1,000 concurrent cold requests with invented kids', async () => {
    const { world, load } = bench()
    const outcomes = await Promise.all(Array.from({ length: 1_000 }, (_, at) => load(`kid_${at}`)))
    expect(new Set(outcomes)).toEqual(new Set(['jwk-kid-mismatch']))
    expect(world.fetches.length).toBe(1)
  })

  it('never asks for an odd kid', async () => {
    const { world, load } = bench()
    for (const kid of ['', 'k'.repeat(257), 'a\nb', 'ключ', null, 7, ['ins_main'], { toString: () => 'ins_main' }]) {
      expect(await load(kid)).toBe('jwk-kid-mismatch')
    }
    expect(world.fetches).toEqual([])
  })

  it('asks every time where the cache is skipped', async () => {
    const { world, load, keys } = bench(fakePorts(), { isCacheSkipped: true })
    expect([await load(), await load(), await load('ins_x')]).toEqual(['ok', 'ok', 'jwk-kid-mismatch'])
    expect(findNow(keys, 'ins_main', NOW_MS)).toBeNull()
    expect(world.fetches.length).toBe(3)
  })

  it('shares nothing with another source', async () => {
    const first = bench()
    const second = bench(fakePorts({ jwks: [toPublicJwk(fixedKeys.next)] }))
    await first.load()
    expect(await second.load()).toBe('jwk-kid-mismatch')
    const key = findNow(first.keys, 'ins_main', NOW_MS)
    expect(key !== null && second.keys.isCurrent(key, NOW_MS)).toBe(false)
  })
})

describe('createKeys: answers', () => {
  const answers: Readonly<Record<string, readonly [respond: () => Response, outcome: string, fetches: number]>> = {
    'an empty list': [() => jsonResponse({ keys: [] }), 'jwk-remote-failed-to-load', 2],
    'no list': [() => jsonResponse({}), 'jwk-remote-failed-to-load', 2],
    'a list as body': [() => jsonResponse([toPublicJwk(fixedKeys.main)]), 'jwk-remote-failed-to-load', 2],
    null: [() => jsonResponse(null), 'jwk-remote-failed-to-load', 2],
    'half a body': [() => asJson('{"keys":['), 'jwk-remote-failed-to-load', 2],
    'an empty body': [() => asJson(''), 'jwk-remote-failed-to-load', 2],
    'a page': [
      () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
      'jwk-remote-failed-to-load',
      2,
    ],
    'JSON that says it is text': [
      () => new Response(JSON.stringify({ keys: [toPublicJwk(fixedKeys.main)] })),
      'jwk-remote-failed-to-load',
      2,
    ],
    'status 201': [
      () => jsonResponse({ keys: [toPublicJwk(fixedKeys.main)] }, { status: 201 }),
      'jwk-remote-failed-to-load',
      2,
    ],
    'status 500': [() => jsonResponse({}, { status: 500 }), 'jwk-remote-failed-to-load', 2],
    'status 429': [() => jsonResponse({}, { status: 429 }), 'jwk-remote-failed-to-load', 2],
    'a redirect': [
      () => new Response(null, { status: 302, headers: { location: 'https://evil.example' } }),
      'jwk-remote-failed-to-load',
      2,
    ],
    'a refused secret key': [
      () => jsonResponse({ errors: [{ code: 'clerk_key_invalid', message: 'sk_test_secret' }] }, { status: 401 }),
      'secret-key-invalid',
      1,
    ],
    'another 401': [() => jsonResponse({ errors: [] }, { status: 401 }), 'jwk-remote-failed-to-load', 1],
    'odd errors': [() => jsonResponse({ errors: { code: 1 } }, { status: 403 }), 'jwk-remote-failed-to-load', 2],
    'too many keys': [
      () =>
        jsonResponse({ keys: Array.from({ length: 65 }, (_, at) => toPublicJwk(fixedKeys.main, { kid: `k${at}` })) }),
      'jwk-remote-failed-to-load',
      2,
    ],
    'too many bytes': [() => asJson(`{"keys":[${' '.repeat(262_144)}]}`), 'jwk-remote-failed-to-load', 2],
    'invalid UTF-8': [
      () => new Response(Uint8Array.of(0x22, 0xff, 0x22), { headers: { 'content-type': 'application/json' } }),
      'jwk-remote-failed-to-load',
      2,
    ],
    'a network error': [down, 'jwk-remote-failed-to-load', 2],
    'only keys of other kinds': [
      () => jsonResponse({ keys: [ecKey, { kty: 'oct', k: 'AAAA', kid: 'ins_main' }] }),
      'jwk-remote-failed-to-load',
      2,
    ],
  }

  it.each(Object.entries(answers))('survives %s', async (_name, [respond, outcome, fetches]) => {
    const { world, load } = bench()
    world.respond = respond
    expect(await load()).toBe(outcome)
    expect(world.fetches.length).toBe(fetches)
  })

  it.each(Object.entries(answers))('keeps good keys after %s', async (_name, [respond]) => {
    const { world, load, pass, settle } = bench()
    await load()
    world.respond = respond
    pass(41 * SECOND)
    expect(await load()).toBe('ok')
    await settle()
    pass(HOUR)
    expect(await load()).toBe('ok')
  })

  it('says nothing of the secret key, in failures and in events', async () => {
    const { world, keys } = bench()
    for (const [respond] of Object.values(answers)) {
      world.respond = respond
      world.nowMs += MINUTE
      const key = await load(keys, 'ins_main', world.nowMs)
      expect(JSON.stringify([key, world.events])).not.toContain('sk_test')
    }
    expect(world.events.every(({ level }) => level === 'warn')).toBe(true)
  })

  it('reads a content type with parameters', async () => {
    const { world, load } = bench()
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    world.respond = () => new Response(JSON.stringify({ keys: world.jwks }), { headers })
    expect(await load()).toBe('ok')
  })

  it('asks a second time after a failure', async () => {
    const { world, load } = bench()
    let count = 0
    world.respond = () => ((count += 1) === 1 ? down() : jsonResponse({ keys: world.jwks }))
    expect(await load()).toBe('ok')
  })

  const keys: Readonly<Record<string, readonly [jwks: readonly object[], outcome: string]>> = {
    'other kinds beside it': [[ecKey, toPublicJwk(fixedKeys.main), { kty: 'oct', k: 'AAAA', kid: 'o' }], 'ok'],
    'odd items beside it': [[1 as never, null as never, 'x' as never, [] as never, toPublicJwk(fixedKeys.main)], 'ok'],
    'its private half': [[{ ...fixedKeys.main.jwk, kid: 'ins_main' }, toPublicJwk(fixedKeys.next)], 'jwk-kid-mismatch'],
    'its kid twice': [
      [toPublicJwk(fixedKeys.main), toPublicJwk(fixedKeys.stranger, { kid: 'ins_main' }), toPublicJwk(fixedKeys.next)],
      'jwk-kid-mismatch',
    ],
    'its kid three times': [
      [...Array.from({ length: 3 }, () => toPublicJwk(fixedKeys.main)), toPublicJwk(fixedKeys.next)],
      'jwk-kid-mismatch',
    ],
    'its kid under a symmetric key as well': [
      [{ kty: 'oct', k: 'AAAA', kid: 'ins_main' }, toPublicJwk(fixedKeys.main), toPublicJwk(fixedKeys.next)],
      'jwk-kid-mismatch',
    ],
    'a use for encryption': [
      [toPublicJwk(fixedKeys.main, { use: 'enc' }), toPublicJwk(fixedKeys.next)],
      'jwk-kid-mismatch',
    ],
    'an exponent of 1': [[toPublicJwk(fixedKeys.main, { e: 'AQ' }), toPublicJwk(fixedKeys.next)], 'jwk-kid-mismatch'],
    'the fingerprint of ROCA (L3)': [
      [{ ...rocaJwk(3), kid: 'ins_main' } as JsonWebKey, toPublicJwk(fixedKeys.next)],
      'jwk-kid-mismatch',
    ],
    '1024 bits': [[toPublicJwk(fixedKeys.weak, { kid: 'ins_main' }), toPublicJwk(fixedKeys.next)], 'jwk-kid-mismatch'],
    'no use and no alg': [[toPublicJwk(fixedKeys.main, { use: undefined, alg: undefined })], 'ok'],
    'pointers elsewhere': [
      [toPublicJwk(fixedKeys.main, { x5u: 'https://evil.example', jku: 'x', x5c: ['AAAA'] })],
      'ok',
    ],
  }
  it.each(Object.entries(keys))('judges a key with %s', async (_name, [jwks, outcome]) => {
    const { load } = bench(fakePorts({ jwks: jwks as readonly JsonWebKey[] }))
    expect(await load()).toBe(outcome)
  })

  it('never rejects, whatever the provider says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.constantFrom(200, 302, 401, 404, 500), async (body, status) => {
        const { world, load } = bench()
        world.respond = () => new Response(body, { status, headers: { 'content-type': 'application/json' } })
        expect(await load()).not.toBe('ok')
      }),
      { numRuns: 50 },
    )
  })
})

describe('createKeys: time', () => {
  it('uses keys for 40 s without asking', async () => {
    const { world, load, keys, pass } = bench()
    await load()
    pass(40 * SECOND - 1)
    expect(findNow(keys, 'ins_main', world.nowMs)).not.toBeNull()
    expect(await load()).toBe('ok')
    expect(world.fetches.length).toBe(1)
  })

  it('asks once in the background from 40 s on, and answers at once', async () => {
    const { world, keys, load, pass, settle } = bench()
    await load()
    pass(40 * SECOND)
    for (let count = 0; count < 20; count += 1) expect(findNow(keys, 'ins_main', world.nowMs)).not.toBeNull()
    expect(world.fetches.length).toBe(2)
    await settle()
    pass(39 * SECOND)
    expect(findNow(keys, 'ins_main', world.nowMs)).not.toBeNull()
    expect(world.fetches.length).toBe(2)
  })

  it('keeps tokens of a key through a refresh, as the key is the same', async () => {
    const { world, keys, load, pass, settle } = bench()
    await load()
    const key = findNow(keys, 'ins_main', world.nowMs)
    pass(50 * SECOND)
    expect(key !== null && keys.isCurrent(key, world.nowMs)).toBe(true)
    await settle()
    expect(findNow(keys, 'ins_main', world.nowMs)).toBe(key)
    expect(key !== null && keys.isCurrent(key, world.nowMs)).toBe(true)
  })

  it('waits for an answer past 60 s', async () => {
    const { world, keys, load, pass } = bench()
    await load()
    const key = findNow(keys, 'ins_main', world.nowMs)
    pass(60 * SECOND)
    world.jwks = [toPublicJwk(fixedKeys.next)]
    expect(findNow(keys, 'ins_main', world.nowMs)).toBeNull()
    expect(key !== null && keys.isCurrent(key, world.nowMs)).toBe(false)
    expect(await load()).toBe('jwk-kid-mismatch')
    expect(await load('ins_next')).toBe('ok')
  })

  it('drops a key at once when a good answer lacks it', async () => {
    const { world, keys, load, pass, settle } = bench()
    await load()
    const key = findNow(keys, 'ins_main', world.nowMs)
    pass(40 * SECOND)
    world.jwks = [toPublicJwk(fixedKeys.next)]
    await load()
    await settle()
    expect(findNow(keys, 'ins_main', world.nowMs)).toBeNull()
    expect(key !== null && keys.isCurrent(key, world.nowMs)).toBe(false)
  })

  it.each([1, 5, 7, 10, 20, 25, 30, 50, 60, 61, 300])(
    'believes a key that was taken back for at most 60 s, with a request every %i s (L8)',
    async (everySec) => {
      const { world, keys, load, pass, settle } = bench()
      await load()
      const key = findNow(keys, 'ins_main', world.nowMs)
      world.jwks = [toPublicJwk(fixedKeys.next)]
      let acceptedAtSec = 0
      for (let sec = 0; (await load()) === 'ok'; sec += everySec) {
        acceptedAtSec = sec
        await settle()
        pass(everySec * SECOND)
      }
      expect(acceptedAtSec).toBeLessThan(60)
      expect(key !== null && keys.isCurrent(key, world.nowMs)).toBe(false)
    },
  )

  it('drops a key whose material changed under the same kid', async () => {
    const { world, keys, load, pass, settle } = bench()
    await load()
    const key = findNow(keys, 'ins_main', world.nowMs)
    pass(40 * SECOND)
    world.jwks = [toPublicJwk(fixedKeys.stranger, { kid: 'ins_main' })]
    await load()
    await settle()
    expect(key !== null && keys.isCurrent(key, world.nowMs)).toBe(false)
    expect(await load()).toBe('ok')
  })

  it('refuses nobody while the provider is down for 24 h, and waits for it once', async () => {
    const { world, keys, load, pass, settle } = bench()
    await load()
    world.respond = down
    let waited = 0
    for (let at = 0; at < 24 * HOUR - 10 * SECOND; at += 10 * SECOND) {
      pass(10 * SECOND)
      if (findNow(keys, 'ins_main', world.nowMs) === null) waited += 1
      expect(await load()).toBe('ok')
      await settle()
    }
    expect(waited).toBe(0)
    pass(20 * SECOND)
    expect(await load()).toBe('jwk-remote-failed-to-load')
    world.respond = () => jsonResponse({ keys: world.jwks })
    pass(10 * SECOND)
    expect(await load()).toBe('ok')
  })

  it('asks again in earnest when an outage was last seen long ago', async () => {
    const { world, load, pass } = bench()
    await load()
    world.respond = down
    pass(61 * SECOND)
    expect(await load()).toBe('ok')
    world.jwks = [toPublicJwk(fixedKeys.next)]
    world.respond = () => jsonResponse({ keys: world.jwks })
    pass(HOUR)
    expect(await load()).toBe('jwk-kid-mismatch')
  })

  it('uses no old keys where that is switched off', async () => {
    const { world, load, pass } = bench(fakePorts(), { staleIfErrorMs: 0 })
    await load()
    world.respond = down
    pass(59 * SECOND)
    expect(await load()).toBe('ok')
    pass(2 * SECOND)
    expect(await load()).toBe('jwk-remote-failed-to-load')
  })

  it('leaves the provider alone for 10 s after two attempts', async () => {
    const { world, load, pass } = bench()
    world.respond = down
    expect(await load()).toBe('jwk-remote-failed-to-load')
    pass(10 * SECOND - 1)
    expect(await load()).toBe('jwk-remote-failed-to-load')
    expect(world.fetches.length).toBe(2)
    pass(1)
    expect(await load()).toBe('jwk-remote-failed-to-load')
    expect(world.fetches.length).toBe(4)
  })

  it('does not keep keys for ever when the clock jumps back', async () => {
    const { world, load, pass } = bench()
    await load()
    pass(-HOUR)
    world.jwks = [toPublicJwk(fixedKeys.next)]
    expect(await load()).toBe('jwk-kid-mismatch')
    expect(world.fetches.length).toBe(2)
  })

  it('gives up on a provider that hangs after 3 s, twice', async () => {
    vi.useFakeTimers()
    const { world, load } = bench()
    const signals: (AbortSignal | null | undefined)[] = []
    world.respond = ({ init }) => {
      signals.push(init.signal)
      return new Promise(() => {})
    }
    const outcome = load()
    await vi.advanceTimersByTimeAsync(2_999)
    expect(world.fetches.length).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(world.fetches.length).toBe(2)
    await vi.advanceTimersByTimeAsync(3_000)
    expect(await outcome).toBe('jwk-remote-failed-to-load')
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, true])
  })

  it('gives up on a body that never ends', async () => {
    vi.useFakeTimers()
    const { world, load } = bench()
    world.respond = () =>
      new Response(new ReadableStream({ pull: () => new Promise(() => {}) }), {
        headers: { 'content-type': 'application/json' },
      })
    const outcome = load()
    await vi.advanceTimersByTimeAsync(6_000)
    expect(await outcome).toBe('jwk-remote-failed-to-load')
  })
})

describe('createKeys: unknown kids', () => {
  it('asks at once for the first after a load, then once per 30 s', async () => {
    const { world, load, pass } = bench()
    await load()
    expect(await load('kid_1')).toBe('jwk-kid-mismatch')
    expect(world.fetches.length).toBe(2)
    expect(await load('kid_2')).toBe('jwk-kid-mismatch')
    pass(30 * SECOND - 1)
    expect(await load('kid_3')).toBe('jwk-kid-mismatch')
    expect(world.fetches.length).toBe(2)
    pass(1)
    expect(await load('kid_4')).toBe('jwk-kid-mismatch')
    expect(world.fetches.length).toBe(3)
  })

  it('finds a new key at once after a rotation, for all requests that carry it', async () => {
    const { world, load } = bench()
    await load()
    world.jwks = [toPublicJwk(fixedKeys.main), toPublicJwk(fixedKeys.next)]
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => load('ins_next')))
    expect(new Set(outcomes)).toEqual(new Set(['ok']))
    expect(world.fetches.length).toBe(2)
  })

  it('does not ask for the same one again when keys were just loaded', async () => {
    const { world, load, pass, settle } = bench()
    await load()
    pass(35 * SECOND)
    await load('kid_1')
    pass(40 * SECOND)
    await load()
    await settle()
    const before = world.fetches.length
    pass(1 * SECOND)
    await load('kid_2')
    expect(world.fetches.length).toBe(before + 1)
  })

  it.each([
    ['they come first', false],
    ['genuine tokens come between', true],
  ])('asks at most 20 times in ten minutes of 100,000 invented kids when %s (L7)', async (_, isMixed) => {
    const { world, load, pass, settle } = bench()
    for (let at = 0; at < 100_000; at += 1) {
      expect(await load(`kid_${at}`)).toBe('jwk-kid-mismatch')
      if (isMixed && at % 10 === 5) expect(await load()).toBe('ok')
      pass(6)
    }
    await settle()
    expect(world.fetches.length).toBeLessThanOrEqual(20)
    expect(await load()).toBe('ok')
  })

  it('harms no known key when the provider fails to answer for an unknown one', async () => {
    const { world, load, keys } = bench()
    await load()
    world.respond = down
    expect(await load('kid_1')).toBe('jwk-remote-failed-to-load')
    expect(findNow(keys, 'ins_main', world.nowMs)).not.toBeNull()
    expect(await load('kid_2')).toBe('jwk-kid-mismatch')
    expect(world.fetches.length).toBe(3)
  })
})

describe('createKeys: store', () => {
  /** Runs a source once, so that the store learns keys; gives the id they have. */
  async function fill(store: ReturnType<typeof fakeKeyStore>): Promise<string> {
    const first = bench(fakePorts({ keys: store }))
    await first.load()
    await first.settle()
    return [...store.sets.keys()][0] ?? ''
  }

  it('hands good keys to the store under a name that gives nothing away', async () => {
    const store = fakeKeyStore()
    const id = await fill(store)
    expect(id).toMatch(/^[0-9a-f]{64}$/)
    const entry = { keys: [toPublicJwk(fixedKeys.main)], fetchedAtMs: NOW_MS, seal: expect.any(String) as string }
    expect(store.sets.get(id)).toEqual(entry)
    expect(JSON.stringify(store.sets.get(id))).not.toContain('sk_test')
  })

  it('starts from the store without asking the provider', async () => {
    const store = fakeKeyStore()
    await fill(store)
    const { world, load, pass } = bench(fakePorts({ keys: store }))
    expect(await load()).toBe('ok')
    expect(world.fetches).toEqual([])
    pass(60 * SECOND)
    expect(await load()).toBe('ok')
    expect(world.fetches.length).toBe(1)
  })

  it('takes nothing from the store that was written by a clock ahead of ours', async () => {
    const store = fakeKeyStore()
    await fill(store)
    const { world, load, pass } = bench(fakePorts({ keys: store }))
    pass(-SECOND)
    expect(await load()).toBe('ok')
    expect(world.fetches.length).toBe(1)
  })

  it('asks the provider for a kid that the store does not know', async () => {
    const store = fakeKeyStore()
    await fill(store)
    const { world, load } = bench(fakePorts({ keys: store, jwks: [toPublicJwk(fixedKeys.next)] }))
    expect(await load('ins_next')).toBe('ok')
    expect(world.fetches.length).toBe(1)
  })

  it('keeps instances apart in one store', async () => {
    const store = fakeKeyStore()
    await fill(store)
    const other = bench(fakePorts({ keys: store, jwks: [toPublicJwk(fixedKeys.next)] }), { secretKey: 'sk_test_other' })
    expect(await other.load()).toBe('jwk-kid-mismatch')
    await other.settle()
    expect(store.sets.size).toBe(2)
  })

  it('falls back on old keys of the store while the provider is down', async () => {
    const store = fakeKeyStore()
    await fill(store)
    const { world, load, pass } = bench(fakePorts({ keys: store }))
    world.respond = down
    pass(HOUR)
    expect(await load()).toBe('ok')
    pass(24 * HOUR)
    expect(await load()).toBe('jwk-remote-failed-to-load')
  })

  /** What a store was made of an entry, by somebody who can write to it. */
  const planted = toPublicJwk(fixedKeys.stranger, { kid: 'ins_main' })
  const changes: Readonly<Record<string, (entry: CachedKeySet) => CachedKeySet>> = {
    'a planted key': ({ fetchedAtMs }) => ({ keys: [planted], fetchedAtMs }),
    'a planted key under a genuine seal': (entry) => ({ ...entry, keys: [planted] }),
    'a planted key beside the genuine one': (entry) => ({
      ...entry,
      keys: [...entry.keys, toPublicJwk(fixedKeys.stranger)],
    }),
    'another modulus': (entry) => ({
      ...entry,
      keys: entry.keys.map((key) => ({ ...key, n: fixedKeys.stranger.jwk.n ?? '' })),
    }),
    'another algorithm': (entry) => ({ ...entry, keys: entry.keys.map((key) => ({ ...key, alg: 'RS512' })) }),
    'another age': (entry) => ({ ...entry, fetchedAtMs: entry.fetchedAtMs - 1 }),
    'no seal, as older versions wrote it': ({ keys, fetchedAtMs }) => ({ keys, fetchedAtMs }),
    'an empty seal': (entry) => ({ ...entry, seal: '' }),
    'a seal that is no base64': (entry) => ({ ...entry, seal: '%' }),
    'half a seal': (entry) => ({ ...entry, seal: entry.seal?.slice(0, 20) ?? '' }),
    'a seal that is no text': (entry) => ({ ...entry, seal: [entry.seal] as never }),
  }
  it.each(Object.entries(changes))('asks the provider when the entry has %s (L2)', async (_name, change) => {
    const store = fakeKeyStore()
    const id = await fill(store)
    store.sets.set(id, change(store.sets.get(id) ?? expect.fail()))
    const { world, load, keys } = bench(fakePorts({ keys: store }))
    expect(await load()).toBe('ok')
    expect(world.fetches.length).toBe(1)
    expect(await load('ins_stranger')).toBe('jwk-kid-mismatch')
    expect(keys.kids()).toEqual(['ins_main'])
  })

  it.each([
    ['another secret key', { secretKey: 'sk_test_other' }],
    ['another version', { apiVersion: 'v2' }],
    ['another origin', { apiUrl: 'https://api.other.example' }],
  ])('asks the provider when the entry belongs to %s (L2)', async (_name, other) => {
    const store = fakeKeyStore()
    const id = await fill(store)
    const foreign = fakeKeyStore()
    const source = bench(fakePorts({ keys: foreign, jwks: [planted] }), other)
    await source.load()
    await source.settle()
    store.sets.set(id, [...foreign.sets.values()][0] ?? expect.fail())
    const { world, load } = bench(fakePorts({ keys: store }))
    expect(await load()).toBe('ok')
    expect(world.fetches.length).toBe(1)
  })

  it('starts from an entry whose members a store keeps in another order, with others beside them', async () => {
    const store = fakeKeyStore()
    const id = await fill(store)
    const entry = store.sets.get(id) ?? expect.fail()
    const turned = Object.fromEntries(Object.entries({ extra: 1, ...entry.keys[0] }).toReversed())
    store.sets.set(id, { seal: entry.seal ?? '', fetchedAtMs: entry.fetchedAtMs, keys: [turned] })
    const { world, load } = bench(fakePorts({ keys: store }))
    expect(await load()).toBe('ok')
    expect(world.fetches).toEqual([])
  })

  it('believes an entry for 60 s from the provider’s answer, not from when it was read (L8)', async () => {
    const store = fakeKeyStore()
    await fill(store)
    const { world, load, pass } = bench(fakePorts({ keys: store, jwks: [toPublicJwk(fixedKeys.next)] }))
    pass(39 * SECOND)
    expect(await load()).toBe('ok')
    expect(world.fetches).toEqual([])
    pass(21 * SECOND)
    expect(await load()).toBe('jwk-kid-mismatch')
  })

  it('takes newer keys from the store before it asks the provider, so that one process asks for all (L8)', async () => {
    const store = fakeKeyStore()
    const worlds = [0, 1, 2, 3].map(() => fakePorts({ keys: store }))
    const benches = worlds.map((world) => bench(world))
    for (let sec = 0; sec < 600; sec += 5) {
      for (const { load, pass, settle } of benches) {
        expect(await load()).toBe('ok')
        await settle()
        // What was fetched in the background is written then.
        await settle()
        pass(5 * SECOND)
      }
    }
    const fetches = worlds.map((world) => world.fetches.length)
    expect(fetches.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(600 / 40 + 1)
  })

  it('drops a key that another process learned is gone, with its tokens, within 60 s of that answer (L8)', async () => {
    const store = fakeKeyStore()
    const first = bench(fakePorts({ keys: store }))
    const second = bench(fakePorts({ keys: store }))
    for (const { load, settle } of [first, second]) {
      await load()
      await settle()
    }
    const key = findNow(second.keys, 'ins_main', NOW_MS)
    first.world.jwks = [toPublicJwk(fixedKeys.next)]
    for (const { pass } of [first, second]) pass(20 * SECOND)
    expect(await first.load('ins_next')).toBe('ok')
    await first.settle()
    second.pass(20 * SECOND)
    await second.load()
    await second.settle()
    expect(key !== null && second.keys.isCurrent(key, second.world.nowMs)).toBe(false)
    expect(second.world.fetches).toEqual([])
  })

  it('takes nothing older from the store than it has', async () => {
    const store = fakeKeyStore()
    const id = await fill(store)
    const old = store.sets.get(id) ?? expect.fail()
    const { world, load, pass, settle } = bench(fakePorts({ keys: store }))
    pass(30 * SECOND)
    expect(await load('ins_next')).toBe('jwk-kid-mismatch')
    world.jwks = [toPublicJwk(fixedKeys.next)]
    pass(30 * SECOND)
    expect(await load('ins_next')).toBe('ok')
    await settle()
    store.sets.set(id, old)
    pass(40 * SECOND)
    expect(await load('ins_next')).toBe('ok')
    await settle()
    expect(await load('ins_next')).toBe('ok')
    expect(await load()).toBe('jwk-kid-mismatch')
  })

  it('believes no old entry that is put back, unless the provider is away (L2)', async () => {
    const store = fakeKeyStore()
    const id = await fill(store)
    const old = store.sets.get(id) ?? expect.fail()
    const { load, pass } = bench(fakePorts({ keys: store, jwks: [toPublicJwk(fixedKeys.next)] }))
    pass(61 * SECOND)
    store.sets.set(id, old)
    expect(await load()).toBe('jwk-kid-mismatch')
    expect(await load('ins_next')).toBe('ok')
  })

  const hostile: Readonly<Record<string, KeyStore['read']>> = {
    rejects: () => Promise.reject(new Error('sk_test_secret')),
    throws: () => {
      throw new Error('sk_test_secret')
    },
    'answers null': () => Promise.resolve(null),
    'answers nonsense': () => Promise.resolve(7 as never),
    'answers keys from the future': () =>
      Promise.resolve({ keys: [toPublicJwk(fixedKeys.stranger, { kid: 'ins_main' })], fetchedAtMs: NOW_MS + 1 }),
    'answers keys without age': () =>
      Promise.resolve({ keys: [toPublicJwk(fixedKeys.stranger)], fetchedAtMs: Number.NaN }),
    'answers private keys': () => Promise.resolve({ keys: [fixedKeys.main.jwk], fetchedAtMs: NOW_MS }),
    'answers no list': () => Promise.resolve({ keys: {} as never, fetchedAtMs: NOW_MS }),
  }
  it.each(Object.entries(hostile))('asks the provider when the store %s', async (_name, read) => {
    const { world, load, settle } = bench(fakePorts({ keys: { read, write: () => Promise.reject(new Error('full')) } }))
    expect(await load()).toBe('ok')
    await settle()
    expect(world.fetches.length).toBe(1)
  })

  it('waits 250 ms for a store that hangs', async () => {
    vi.useFakeTimers()
    const read = (): Promise<null> => new Promise(() => {})
    const { world, load } = bench(fakePorts({ keys: { read, write: () => Promise.resolve() } }))
    const outcome = load()
    await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0))
    await vi.advanceTimersByTimeAsync(250)
    vi.useRealTimers()
    expect(await outcome).toBe('ok')
    expect(world.fetches.length).toBe(1)
  })
})

describe('createKeys: another issuer', () => {
  const issuer: PublishedKeys = {
    kind: 'published',
    url: 'https://issuer.example/keys.json',
    headers: { 'x-tenant': 'acme' },
    algorithms: ['RS512'],
    scope: 'https://issuer.example',
    storeSecret: 'seal_other',
    staleIfErrorMs: 0,
    isCacheSkipped: false,
    refusal: null,
  }
  /** Both issuers name a key `ins_main`. Theirs has no algorithm of its own. */
  function createWorld(): FakeWorld {
    const world = fakePorts({ keys: fakeKeyStore() })
    const theirs = toPublicJwk(fixedKeys.next, { kid: 'ins_main', alg: undefined })
    world.respond = ({ url }) => jsonResponse({ keys: url === issuer.url ? [theirs] : world.jwks })
    return world
  }

  it('needs a value and nothing else: its own address, headers and algorithms', async () => {
    const world = createWorld()
    const theirs = createKeys(issuer, world.ports)
    expect(await begin(theirs.find('ins_main', NOW_MS, 'RS512'))).toMatchObject({ ok: true, value: { alg: null } })
    expect(await begin(theirs.find('ins_main', NOW_MS, 'RS256'))).toMatchObject({
      failure: { reason: 'token-verification-failed' },
    })
    const [{ url, init } = { url: '', init: {} }] = world.fetches
    expect(url).toBe('https://issuer.example/keys.json')
    expect(Object.fromEntries(new Headers(init.headers))).toEqual({
      'x-tenant': 'acme',
      'content-type': 'application/json',
      'user-agent': '@postern/core',
    })
  })

  it('shares neither keys nor the store’s entries with the first, used side by side', async () => {
    const store = fakeKeyStore()
    const world = createWorld()
    const ports = { ...world.ports, keys: store }
    const ours = createKeys(toKeySource(keyPolicy), ports)
    const theirs = createKeys(issuer, ports)
    const [first, second] = await Promise.all([
      begin(ours.find('ins_main', NOW_MS)),
      begin(theirs.find('ins_main', NOW_MS, 'RS512')),
    ])
    await Promise.all(world.waited)
    const [one, other] = [first.ok ? first.value : expect.fail(), second.ok ? second.value : expect.fail()]
    expect([ours.isCurrent(one, NOW_MS), theirs.isCurrent(other, NOW_MS)]).toEqual([true, true])
    expect([ours.isCurrent(other, NOW_MS), theirs.isCurrent(one, NOW_MS)]).toEqual([false, false])
    expect([...store.sets.values()].map(({ keys }) => keys[0]?.n)).toHaveLength(2)
    const entries = [...store.sets]
    entries.forEach(([id], at) => store.sets.set(id, entries[1 - at]?.[1] ?? expect.fail()))
    const fetches = world.fetches.length
    expect((await begin(createKeys(issuer, ports).find('ins_main', NOW_MS, 'RS512'))).ok).toBe(true)
    expect(world.fetches.length).toBe(fetches + 1)
  })

  it('fails alone, and in its own words', async () => {
    const world = createWorld()
    const respond = world.respond
    world.respond = (call) =>
      call.url === issuer.url
        ? jsonResponse({ errors: [{ code: 'clerk_key_invalid' }] }, { status: 401 })
        : (respond?.(call) ?? expect.fail())
    const ours = createKeys(toKeySource(keyPolicy), world.ports)
    const theirs = createKeys(issuer, world.ports)
    expect(await begin(theirs.find('ins_main', NOW_MS))).toMatchObject({
      failure: { reason: 'jwk-remote-failed-to-load' },
    })
    expect((await begin(ours.find('ins_main', NOW_MS))).ok).toBe(true)
  })

  it('keeps no secret in the name of a key set', () => {
    const source = toKeySource(keyPolicy)
    expect(source.kind === 'published' ? source.scope : expect.fail()).not.toContain('sk_test')
  })
})

describe('createKeys: ports that fail', () => {
  const boom = (): never => {
    throw new Error('sk_test_secret')
  }

  it.each([
    ['the clock', { clock: { nowMs: boom } }],
    ['the log', { log: boom }],
    ['waitUntil', { waitUntil: boom }],
  ])('works without %s', async (_name, broken) => {
    const world = fakePorts()
    const keys = createKeys(toKeySource(keyPolicy), toPorts({ ...world.ports, ...broken }))
    expect((await load(keys, 'ins_main', NOW_MS)).ok).toBe(true)
    world.respond = down
    expect((await load(keys, 'ins_main', NOW_MS + 61 * SECOND)).ok).toBe(true)
  })

  it('fails when fetch throws', async () => {
    const keys = createKeys(toKeySource(keyPolicy), { ...fakePorts().ports, fetch: boom })
    expect(await load(keys, 'ins_main', NOW_MS)).toMatchObject({ failure: { reason: 'jwk-remote-failed-to-load' } })
  })
})
