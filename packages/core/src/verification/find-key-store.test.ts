import { describe, expect, it } from 'vitest'
import { fakeKeyStore, fakePorts, fakeSharedStore, keyPolicy, type FakeWorld } from '../../test/mint.ts'
import type { SharedStore } from '../foundation/ports.ts'
import { begin } from '../foundation/soon.ts'
import { createKeys } from './keys.ts'
import { toKeySource } from './key-source.ts'

/** Has one process find the key of the provider. @returns Whether it did, once everything that this began has ended. */
async function findMain(world: FakeWorld, policy = keyPolicy): Promise<boolean> {
  const found = await begin(createKeys(toKeySource(policy), world.ports).find('ins_main', world.nowMs))
  await Promise.all(world.waited)
  return found.ok
}

describe('findKeyStore', () => {
  it('keeps key sets in the store that everything shares, for as long as old keys may be used', async () => {
    const store = fakeSharedStore()
    expect(await findMain(fakePorts({ store }))).toBe(true)
    expect([store.entries.size, store.lifetimes]).toEqual([1, [86_400_000]])
    const second = fakePorts({ store })
    expect(await findMain(second)).toBe(true)
    expect(second.fetches).toEqual([])
  })

  it('falls back on old keys while the provider is away, and no longer than they may be used', async () => {
    const store = fakeSharedStore()
    await findMain(fakePorts({ store }))
    const startWithoutProvider = (afterMs: number): Promise<boolean> => {
      const world = fakePorts({ store })
      world.respond = () => new Response(null, { status: 503 })
      world.nowMs += afterMs
      return findMain(world)
    }
    expect(await startWithoutProvider(86_399_999)).toBe(true)
    expect(await startWithoutProvider(86_400_000)).toBe(false)
  })

  it('prefers the store for key sets where both are given', async () => {
    const [keys, store] = [fakeKeyStore(), fakeSharedStore()]
    await findMain(fakePorts({ keys, store }))
    expect([keys.sets.size, store.entries.size]).toEqual([1, 0])
  })

  it.each([
    ['another secret key', { secretKey: 'sk_test_other' }],
    ['another API URL', { apiUrl: 'https://api.other.example' }],
    ['another version', { apiVersion: 'v2' }],
  ])('never answers for %s, also where an entry is copied', async (_name, change) => {
    const store = fakeSharedStore()
    await findMain(fakePorts({ store }))
    const [text = ''] = store.entries.values()
    const everywhere: SharedStore = { ...store, read: () => Promise.resolve(text) }
    const other = fakePorts({ store: everywhere })
    expect(await findMain(other, { ...keyPolicy, ...change })).toBe(true)
    expect(other.fetches.length).toBe(1)
  })

  it.each(['', '{', '7', 'null', '[]', '{"keys":[],"fetchedAtMs":0,"seal":""}', 'x'.repeat(400_000)])(
    'asks the provider when the store says %.40j',
    async (text) => {
      const world = fakePorts({ store: { ...fakeSharedStore(), read: () => Promise.resolve(text) } })
      expect(await findMain(world)).toBe(true)
      expect(world.fetches.length).toBe(1)
    },
  )

  it('says that the store does not answer, and asks the provider', async () => {
    const world = fakePorts({ store: { ...fakeSharedStore(), read: () => Promise.reject(new Error('away')) } })
    expect(await findMain(world)).toBe(true)
    expect(world.events.map(({ event }) => event)).toEqual(['store-failed'])
  })
})
