import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { liveOptions } from '../../test/fakes.ts'
import { fakePorts, fakeSharedStore, NOW_MS, type FakeWorld } from '../../test/mint.ts'
import { toPorts, type SharedStore, type StoreAddress } from '../foundation/ports.ts'
import { fail, ok } from '../foundation/result.ts'
import type { AuthOptions } from '../settings/auth-options.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import type { MachineTokenType } from '../wire/token-types.ts'
import type { IdentityProvider } from './identity-provider.ts'
import { parseMachineToken } from './parse-machine-token.ts'
import { createProviderMemory, type Introspection } from './provider-memory.ts'
import { createTokenInspector } from './token-inspector.ts'

const SECOND = 1_000
const KEY = 'ak_genuine'
const ANSWER = { id: 'key_1', subject: 'user_1', name: 'laptop', scopes: ['read'], expiration: null }

/** What the provider says of tokens, for all processes of a test. */
interface Provider {
  readonly asked: string[]
  answers: Readonly<Record<string, object>>
}

function startProvider(): Provider {
  return { asked: [], answers: { [KEY]: ANSWER } }
}

/** A process with a memory of its own. */
function startProcess(provider: Provider, store: SharedStore | null, options: Partial<AuthOptions> = {}) {
  const world: FakeWorld = fakePorts({ store })
  const settings = resolveSettings({ ...liveOptions, secretKey: 'sk_live_a', ...options })
  const call: IdentityProvider['call'] = async (_kind, { body }) => {
    const [token = ''] = Object.values(Object(body) as Record<string, string>)
    provider.asked.push(token)
    const answer = provider.answers[token]
    return answer === undefined ? fail({ status: 404, fault: null } as never) : ok(answer)
  }
  const memory = createProviderMemory()
  const inspector = createTokenInspector(settings, { versioned: '/v1/', call }, toPorts(world.ports), memory)
  return {
    world,
    ask: async (token = KEY, type: MachineTokenType = 'api_key'): Promise<Introspection> => {
      const answer = await inspector.introspect(token, type, world.nowMs)
      await Promise.all(world.waited.splice(0))
      return answer
    },
  }
}
const outcomeOf = (answer: Introspection): string => (answer.ok ? answer.value.subject : answer.failure.reason)

afterEach(() => {
  vi.useRealTimers()
})

describe('createSharedAnswers', () => {
  it('lets one process ask for all that share a store', async () => {
    const provider = startProvider()
    const store = fakeSharedStore()
    const first = await startProcess(provider, store).ask()
    expect(await startProcess(provider, store).ask()).toEqual(first)
    expect(provider.asked).toEqual([KEY])
  })

  it('sends a store no token, no secret and no answer under a name that shows them', async () => {
    const addresses: StoreAddress[] = []
    const store = fakeSharedStore()
    const spy: SharedStore = {
      ...store,
      write: (address, text, lifetimeMs) => {
        addresses.push(address)
        return store.write(address, text, lifetimeMs)
      },
    }
    await startProcess(startProvider(), spy).ask()
    expect(addresses).toEqual([{ purpose: 'machine-token', id: expect.any(String) as string, secret: 'sk_live_a' }])
    expect(addresses[0]?.id).toMatch(/^[A-Za-z0-9+/]{43}=$/)
    expect([...store.entries.values()].join()).not.toContain('genuine')
  })

  it('refuses a revoked key in every process once the time of the first answer is over, however late they read it', async () => {
    const provider = startProvider()
    const store = fakeSharedStore()
    await startProcess(provider, store).ask()
    provider.answers = {}
    const late = startProcess(provider, store)
    late.world.nowMs += 9_999
    expect(outcomeOf(await late.ask())).toBe('user_1')
    late.world.nowMs += 1
    expect(outcomeOf(await late.ask())).toBe('token-invalid')
  })

  it('never makes an entry younger by reading it', async () => {
    const provider = startProvider()
    const store = fakeSharedStore()
    await startProcess(provider, store).ask()
    const entries = new Map(store.entries)
    for (let sec = 1; sec < 10; sec += 1) {
      const other = startProcess(provider, store)
      other.world.nowMs += sec * SECOND
      await other.ask()
    }
    expect(store.entries).toEqual(entries)
    expect(store.lifetimes).toEqual([10 * SECOND])
  })

  it('believes no entry beyond its time that is put back', async () => {
    const provider = startProvider()
    const store = fakeSharedStore()
    await startProcess(provider, store).ask()
    const old = new Map(store.entries)
    provider.answers = {}
    const other = startProcess(provider, store)
    for (let sec = 10; sec < 60; sec += 10) {
      other.world.nowMs += 10 * SECOND
      for (const [name, text] of old) store.entries.set(name, text)
      expect(outcomeOf(await other.ask())).toBe('token-invalid')
    }
  })

  it('tells the others of a key that was good and is revoked, before their time is over', async () => {
    const provider = startProvider()
    const store = fakeSharedStore()
    const first = startProcess(provider, store)
    await first.ask()
    first.world.nowMs += 10 * SECOND
    provider.answers = {}
    expect(outcomeOf(await first.ask())).toBe('token-invalid')
    const other = startProcess(provider, store)
    other.world.nowMs += 10 * SECOND
    const calls = provider.asked.length
    expect(await other.ask()).toEqual({
      ok: false,
      failure: { reason: 'token-invalid', message: 'API key not found.', status: 404 },
    })
    expect(provider.asked.length).toBe(calls)
    other.world.nowMs += 5 * SECOND
    provider.answers = { [KEY]: ANSWER }
    expect(outcomeOf(await other.ask())).toBe('user_1')
  })

  it.each([
    ['revoked', { revoked: true }],
    ['expired', { expired: true }],
  ])('refuses a token that an entry calls %s', async (_name, change) => {
    const provider = startProvider()
    const text = JSON.stringify([NOW_MS, { ...ANSWER, ...change }])
    const store: SharedStore = { ...fakeSharedStore(), read: () => Promise.resolve(text) }
    expect(outcomeOf(await startProcess(provider, store).ask())).toBe('token-invalid')
  })

  it('takes no answer from the store that is older than its own', async () => {
    const provider = startProvider()
    const store = fakeSharedStore()
    await startProcess(provider, store).ask()
    const old = new Map(store.entries)
    const other = startProcess(provider, store)
    other.world.nowMs += 1
    store.entries.clear()
    await other.ask()
    other.world.nowMs += 10 * SECOND
    provider.answers = {}
    expect(outcomeOf(await other.ask())).toBe('token-invalid')
    // A clock that was set back makes the first answer young again.
    other.world.nowMs -= 5 * SECOND
    for (const [name, text] of old) store.entries.set(name, text)
    expect(outcomeOf(await other.ask())).toBe('token-invalid')
  })

  it('lets nobody in again whom it refused, on an answer that it was late to hear of', async () => {
    const provider = startProvider()
    const store = fakeSharedStore()
    await startProcess(provider, store).ask()
    const old = new Map(store.entries)
    store.entries.clear()
    provider.answers = {}
    const other = startProcess(provider, store)
    other.world.nowMs += 1 * SECOND
    expect(outcomeOf(await other.ask())).toBe('token-invalid')
    for (const [name, text] of old) store.entries.set(name, text)
    other.world.nowMs += 5 * SECOND
    expect(outcomeOf(await other.ask())).toBe('token-invalid')
    expect(provider.asked.length).toBe(3)
  })

  it('keeps a token no longer than until it ends', async () => {
    const provider = startProvider()
    const store = fakeSharedStore()
    const first = startProcess(provider, store)
    const endsAtMs = first.world.nowMs + 3 * SECOND
    provider.answers = { [KEY]: { ...ANSWER, expiration: endsAtMs } }
    await first.ask()
    expect(store.lifetimes).toEqual([3 * SECOND])
    provider.answers = {}
    const other = startProcess(provider, store)
    other.world.nowMs = endsAtMs - 1
    expect(outcomeOf(await other.ask())).toBe('user_1')
    other.world.nowMs = endsAtMs
    expect(outcomeOf(await other.ask())).toBe('token-invalid')
  })

  it('counts an entry that is dated ahead of its own clock as none, also where the token ends soon', async () => {
    const provider = startProvider()
    const store = fakeSharedStore()
    const fast = startProcess(provider, store)
    fast.world.nowMs += 1
    provider.answers = { [KEY]: { ...ANSWER, expiration: fast.world.nowMs + SECOND } }
    await fast.ask()
    await startProcess(provider, store).ask()
    expect(provider.asked.length).toBe(2)
  })

  it.each<[string, Partial<AuthOptions>]>([
    ['another secret key', { secretKey: 'sk_live_b' }],
    ['another API URL', { apiUrl: 'https://api.other.example' }],
    ['another version', { apiVersion: 'v2' }],
    ['another audience', { audience: 'https://other.example' }],
  ])('never answers for %s', async (_name, change) => {
    const provider = startProvider()
    const store = fakeSharedStore()
    await startProcess(provider, store).ask()
    await startProcess(provider, store, change).ask()
    expect(provider.asked.length).toBe(2)
    expect(new Set(store.entries.keys()).size).toBe(2)
  })

  it('never answers for another kind of token, nor from an entry of a longer cache', async () => {
    const provider = startProvider()
    const store = fakeSharedStore()
    await startProcess(provider, store, { machineTokenCacheInMs: 30_000 }).ask()
    const strict = startProcess(provider, store, { machineTokenCacheInMs: 1_000 })
    strict.world.nowMs += 5 * SECOND
    provider.answers = {}
    expect(outcomeOf(await strict.ask())).toBe('token-invalid')
  })

  it('writes nothing of 1,000 invented tokens, and reads no more often than they may cause calls', async () => {
    const provider = startProvider()
    const store = fakeSharedStore()
    const { ask } = startProcess(provider, store, { providerCallsPerSecond: 10 })
    await Promise.all(Array.from({ length: 1_000 }, (_, count) => ask(`ak_junk${count}`)))
    expect(store.entries.size).toBe(0)
    expect(store.reads()).toBeLessThanOrEqual(5 * 5)
  })

  it('asks no store about a token that cannot be genuine, nor with the cache switched off', async () => {
    const store = fakeSharedStore()
    const { ask } = startProcess(startProvider(), store)
    for (const token of ['ak_', 'ak_ä', `ak_${'x'.repeat(5_000)}`, 'mt_x']) await ask(token)
    await startProcess(startProvider(), store, { machineTokenCacheInMs: 0 }).ask()
    expect([store.reads(), store.entries.size]).toEqual([0, 0])
  })

  it('reads once for all who show one token at the same time', async () => {
    const provider = startProvider()
    const store = fakeSharedStore()
    const { ask } = startProcess(provider, store)
    await Promise.all(Array.from({ length: 20 }, () => ask()))
    expect([store.reads(), provider.asked.length]).toEqual([1, 1])
  })

  it('takes reads out of no budget for calls', async () => {
    const provider = startProvider()
    const tokens = Array.from({ length: 25 }, (_, count) => `ak_${count}`)
    provider.answers = Object.fromEntries(tokens.map((token) => [token, ANSWER]))
    const { ask } = startProcess(provider, fakeSharedStore(), { providerCallsPerSecond: 10 })
    const answers = await Promise.all(tokens.map((token) => ask(token)))
    expect(answers.map(outcomeOf)).toEqual(tokens.map(() => 'user_1'))
  })

  it('keeps from nobody an answer that an engine reads, and is perhaps not able to write', async () => {
    const provider = startProvider()
    const claims: unknown = JSON.parse(`{"deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)
    provider.answers = { [KEY]: { ...ANSWER, claims } }
    expect(outcomeOf(await startProcess(provider, fakeSharedStore()).ask())).toBe('user_1')
  })

  it('reads back whatever the provider said as it was said', () =>
    fc.assert(
      fc.asyncProperty(
        fc.record(
          {
            scopes: fc.array(fc.string()),
            expiration: fc.option(fc.integer({ min: NOW_MS / SECOND + 1, max: 4_000_000_000 })),
            claims: fc.option(fc.dictionary(fc.string(), fc.jsonValue())),
            name: fc.string(),
            client_id: fc.string(),
            aud: fc.oneof(fc.string(), fc.array(fc.string())),
            act: fc.option(fc.record({ sub: fc.string(), extra: fc.jsonValue() })),
          },
          { requiredKeys: [] },
        ),
        fc.constantFrom<MachineTokenType>('api_key', 'm2m_token', 'oauth_token'),
        async (rest, type) => {
          const token = { api_key: 'ak_x', m2m_token: 'mt_x', oauth_token: 'oat_x' }[type]
          const answer = JSON.parse(JSON.stringify({ id: 'id_1', subject: 'user_1', ...rest })) as object
          const provider: Provider = { asked: [], answers: { [token]: answer } }
          const store = fakeSharedStore()
          const said = await startProcess(provider, store).ask(token, type)
          expect(said).toEqual(parseMachineToken(answer, type, []))
          expect(JSON.stringify(await startProcess(provider, store).ask(token, type))).toBe(JSON.stringify(said))
          expect(provider.asked.length).toBe(1)
        },
      ),
      { numRuns: 50 },
    ))
})

describe('createSharedAnswers: a store that', () => {
  const evil = '"id":"key_1","subject":"user_evil"'
  const texts: Readonly<Record<string, unknown>> = {
    'answers no JSON': 'v1.nonsense',
    'answers half an entry': `[${NOW_MS},{${evil}`,
    'answers an empty text': '',
    'answers a number': 7,
    'answers what is no text': [NOW_MS, { id: 'key_1', subject: 'user_evil' }],
    'answers a list of nothing': '[]',
    'answers an entry without time': `[null,{${evil}}]`,
    'answers an entry with a time that is a text': `["${NOW_MS}",{${evil}}]`,
    'answers an entry with no time at all': `[1e999,{${evil}}]`,
    'answers an entry from before all time': `[-1e999,{${evil}}]`,
    'answers an entry that nobody stands behind': `[${NOW_MS},{"id":"key_1"}]`,
    'answers an entry whose words are inherited': `[${NOW_MS},{"__proto__":{${evil}}}]`,
    'answers an entry of another shape': `{"0":${NOW_MS},"1":{${evil}}}`,
    'answers 400 kB': `[${NOW_MS},"${'x'.repeat(400_000)}"]`,
    'answers a failure that is never shared': `[${NOW_MS},{"reason":"provider-unavailable","message":"","status":503}]`,
  }
  it.each(Object.entries(texts))('%s counts as empty', async (_name, text) => {
    const provider = startProvider()
    const store: SharedStore = { read: () => Promise.resolve(text as string), write: () => Promise.resolve() }
    expect(outcomeOf(await startProcess(provider, store).ask())).toBe('user_1')
    expect(provider.asked.length).toBe(1)
  })

  const broken: Readonly<Record<string, () => Promise<never>>> = {
    rejects: () => Promise.reject(new Error('sk_live_a')),
    throws: () => {
      throw new Error('sk_live_a')
    },
    'rejects with nothing': () => Promise.reject(),
  }
  it.each(Object.entries(broken))('%s is survived, told of once, and left alone for a while', async (_name, read) => {
    const provider = startProvider()
    const tokens = Array.from({ length: 20 }, (_, count) => `ak_${count}`)
    provider.answers = Object.fromEntries(tokens.map((token) => [token, ANSWER]))
    let reads = 0
    const store: SharedStore = {
      read: () => {
        reads += 1
        return read()
      },
      write: read,
    }
    const { ask, world } = startProcess(provider, store)
    for (const token of tokens) expect(outcomeOf(await ask(token))).toBe('user_1')
    expect(reads).toBe(3)
    expect(world.events).toMatchObject([{ event: 'store-failed', details: { call: 'read' } }])
    expect(world.events).toHaveLength(1)
    expect(JSON.stringify(world.events)).not.toContain('sk_live')
  })

  it('takes nothing is told of once, and read all the same', async () => {
    const provider = startProvider()
    let reads = 0
    const store: SharedStore = {
      read: () => {
        reads += 1
        return Promise.resolve(null)
      },
      write: () => Promise.reject(new Error('full')),
    }
    const { ask, world } = startProcess(provider, store)
    for (let count = 0; count < 5; count += 1) {
      expect(outcomeOf(await ask())).toBe('user_1')
      world.nowMs += 10_000
    }
    expect(reads).toBe(5)
    expect(world.events).toMatchObject([{ event: 'store-failed', details: { call: 'write' } }])
    expect(world.events).toHaveLength(1)
  })

  it('does not answer is given nothing to keep, until it does', async () => {
    const provider = startProvider()
    const good = fakeSharedStore()
    let isAway = true
    const store: SharedStore = { ...good, read: (at) => (isAway ? Promise.reject(new Error('away')) : good.read(at)) }
    const { ask, world } = startProcess(provider, store)
    await ask()
    expect(good.lifetimes).toEqual([])
    isAway = false
    world.nowMs += 10_000
    await ask()
    expect(good.lifetimes).toEqual([10_000])
  })

  it('comes back is asked again, and told of anew when it fails anew', async () => {
    const provider = startProvider()
    const good = fakeSharedStore()
    let isAway = true
    const store: SharedStore = {
      read: (address) => (isAway ? Promise.reject(new Error('away')) : good.read(address)),
      write: (...given) => good.write(...given),
    }
    const { ask, world } = startProcess(provider, store)
    const askLater = async (afterMs: number): Promise<void> => {
      world.nowMs += afterMs
      await ask()
    }
    for (const afterMs of [0, 10_000, 10_000]) await askLater(afterMs)
    isAway = false
    await askLater(10_000)
    isAway = true
    await askLater(10_000)
    expect(world.events.map(({ event }) => event)).toEqual(['store-failed', 'store-failed'])
  })

  it.each(['read', 'write'] as const)('never settles a %s costs a moment', async (what) => {
    vi.useFakeTimers()
    const provider = startProvider()
    const store: SharedStore = { ...fakeSharedStore(), [what]: () => new Promise(() => {}) }
    const { ask, world } = startProcess(provider, store)
    const answer = ask()
    // The platform's cryptography takes real time; what waits for the store sets a timer.
    await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0))
    await vi.advanceTimersByTimeAsync(what === 'read' ? 250 : 5_000)
    vi.useRealTimers()
    expect(outcomeOf(await answer)).toBe('user_1')
    expect(world.events).toMatchObject([{ event: 'store-failed', details: { call: what } }])
  })
})
