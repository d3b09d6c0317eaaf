/** What every store does, whatever is behind it. */
import type { SharedStore, StoreAddress } from '@postern/core'
import { describe, expect, it } from 'vitest'

let count = 0
/** An address that no other test uses. */
export function toAddress(change: Partial<StoreAddress> = {}): StoreAddress {
  count += 1
  return { purpose: 'key-set', id: `entry ${count}`, secret: 'sk_test_one', ...change }
}

/** The raw side of a store: what somebody sees who runs it. */
export interface Backdoor {
  /** Every text by name. */
  readonly list: () => Promise<ReadonlyMap<string, string>>
  /** Plants a text. */
  readonly plant: (name: string, text: string) => Promise<unknown>
}

/**
 * Runs the cases.
 *
 * @param open Gives the store. It may be the same each time.
 * @param findBackdoor Null where nobody can look behind it.
 */
export function describeStore(name: string, open: () => SharedStore, findBackdoor: (() => Backdoor) | null): void {
  describe(name, () => {
    it('gives back what was written, and null where nothing was', async () => {
      const address = toAddress()
      expect(await open().read(address)).toBeNull()
      await open().write(address, '["grüße"]', 10_000)
      expect(await open().read(address)).toBe('["grüße"]')
    })

    it('keeps the later of two texts', async () => {
      const address = toAddress()
      await open().write(address, 'one', 10_000)
      await open().write(address, 'two', 60_000)
      expect(await open().read(address)).toBe('two')
    })

    it('keeps a key set of 256 kB', async () => {
      const address = toAddress()
      const text = 'k'.repeat(262_144)
      await open().write(address, text, 60_000)
      expect((await open().read(address)) === text).toBe(true)
    })

    it.each<[string, Partial<StoreAddress>]>([
      ['another secret', { secret: 'sk_test_two' }],
      ['another purpose', { purpose: 'machine-token' }],
      ['another id', { id: 'another' }],
    ])('answers nothing for %s', async (_name, change) => {
      const address = toAddress()
      await open().write(address, 'mine', 10_000)
      expect(await open().read({ ...address, ...change })).toBeNull()
    })

    if (findBackdoor === null) return
    it('shows nothing to whoever looks at it, and believes nothing of what they put there', async () => {
      const { list, plant } = findBackdoor()
      const [mine, other] = [toAddress(), toAddress({ secret: 'sk_test_two' })]
      const before = new Set((await list()).keys())
      await open().write(mine, 'mine', 60_000)
      await open().write(other, 'other', 60_000)
      const entries = [...(await list())].filter(([entryName]) => !before.has(entryName))
      expect(entries).toHaveLength(2)
      expect(JSON.stringify(entries)).not.toMatch(/mine|other|sk_test|entry /)
      const [first, second] = entries
      if (first === undefined || second === undefined) return expect.fail('Two entries were written.')
      await plant(first[0], second[1])
      await plant(second[0], first[1])
      expect([await open().read(mine), await open().read(other)]).toEqual([null, null])
    })
  })
}
