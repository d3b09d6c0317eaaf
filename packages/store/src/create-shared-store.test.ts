import { describe, expect, it } from 'vitest'
import { describeStore, toAddress } from '../test/describe-store.ts'
import { createSharedStore } from './create-shared-store.ts'
import { deriveEntryKey, sealEntry } from './seal-entry.ts'

const texts = new Map<string, string>()
describeStore(
  'createSharedStore',
  () => createSharedStore(texts),
  () => ({
    list: () => Promise.resolve(new Map(texts)),
    plant: (name, text) => Promise.resolve(texts.set(name, text)),
  }),
)

describe('createSharedStore', () => {
  it('hands on how long a text is of use, in whole seconds, and at least one', async () => {
    const lifetimes: number[] = []
    const store = createSharedStore({
      get: () => null,
      set: (_name, _text, lifetimeSec) => lifetimes.push(lifetimeSec),
    })
    for (const lifetimeMs of [10_000, 9_001, 1, 0]) await store.write(toAddress(), 'text', lifetimeMs)
    expect(lifetimes).toEqual([10, 10, 1, 1])
  })

  it('answers an entry that is put back, which is the reader’s to judge by its age', async () => {
    const kept = new Map<string, string>()
    const store = createSharedStore(kept)
    const address = toAddress()
    await store.write(address, 'older', 10_000)
    const old = new Map(kept)
    await store.write(address, 'newer', 10_000)
    for (const [name, text] of old) kept.set(name, text)
    expect(await store.read(address)).toBe('older')
  })

  it.each([undefined, null, 7, {}, ['v1.x'], new Uint8Array(40), '', 'v1.', '__proto__', 'x'.repeat(400_001)])(
    'finds nothing in a store that answers %.30j',
    async (answer) => {
      expect(await createSharedStore({ get: () => answer, set: () => {} }).read(toAddress())).toBeNull()
    },
  )

  it('neither writes nor opens an answer that is too long to be one', async () => {
    const kept = new Map<string, string>()
    const store = createSharedStore(kept)
    await store.write(toAddress({ purpose: 'machine-token' }), 'x'.repeat(30_000), 10_000)
    expect(kept.size).toBe(0)
    const address = toAddress({ purpose: 'machine-token' })
    const entryKey = await deriveEntryKey(address)
    kept.set(entryKey.name, await sealEntry(entryKey, 'x'.repeat(30_000)))
    expect(await store.read(address)).toBeNull()
    kept.set(entryKey.name, await sealEntry(entryKey, 'x'))
    expect(await store.read(address)).toBe('x')
  })

  it('keeps no answers about machine tokens where it is told so', async () => {
    const kept = new Map<string, string>()
    const address = toAddress({ purpose: 'machine-token' })
    await createSharedStore(kept, { machineTokens: false }).write(address, 'text', 10_000)
    expect(kept.size).toBe(0)
    await createSharedStore(kept).write(address, 'text', 10_000)
    expect(await createSharedStore(kept, { machineTokens: false }).read(address)).toBeNull()
    expect(await createSharedStore(kept).read(address)).toBe('text')
  })

  it('rejects when the store behind it does, which is for core to survive', async () => {
    const fail = (): Promise<never> => Promise.reject(new Error('away'))
    const store = createSharedStore({ get: fail, set: fail })
    await expect(store.read(toAddress())).rejects.toThrow('away')
    await expect(store.write(toAddress(), 'text', 10_000)).rejects.toThrow('away')
  })
})
