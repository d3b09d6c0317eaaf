import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deriveEntryKey, openEntry, sealEntry } from './seal-entry.ts'

const address = { purpose: 'machine-token', id: 'digest', secret: 'sk_test_one' } as const
const mine = await deriveEntryKey(address)
/** Made with OpenSSL, by the description of the format. */
const NAME = 'postern-machine-token-3ae13f082b586c4637079abbdd571f46c7a259a12d49049eb28c5d98bc92b5c1'
const SEALED = 'v1.AAECAwQFBgcICQoLYyvQYyUtOzTd9Y1R++y1Y4PkVr8i+8Me'

describe('deriveEntryKey', () => {
  it('gives names and keys that stay what they are, as another implementation derives them', async () => {
    expect(mine.name).toBe(NAME)
    expect(await openEntry(mine, SEALED)).toBe('["kept"]')
  })

  it.each([
    ['secret', { secret: 'sk_test_two' }],
    ['purpose', { purpose: 'key-set' } as const],
    ['id', { id: 'other' }],
  ])('gives another name and another key for another %s', async (_name, change) => {
    const other = await deriveEntryKey({ ...address, ...change })
    expect(other.name).not.toBe(mine.name)
    // Also under the same name.
    expect(await openEntry({ ...other, name: mine.name }, await sealEntry(mine, 'text'))).toBeNull()
  })

  it('shows neither secret nor id in a name', () => {
    expect(mine.name).toMatch(/^postern-machine-token-[0-9a-f]{64}$/)
  })

  it('rejects where there is no secret', async () => {
    await expect(deriveEntryKey({ ...address, secret: '' })).rejects.toThrow('needs a secret')
  })
})

describe('openEntry', () => {
  it('reads back any text', () =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        expect(await openEntry(mine, await sealEntry(mine, text))).toBe(text)
      }),
      { numRuns: 50 },
    ))

  it('shows nothing of a text, and seals it differently each time', async () => {
    const sealed = [await sealEntry(mine, 'user_ada'), await sealEntry(mine, 'user_ada')]
    expect(sealed[0]).not.toBe(sealed[1])
    expect(sealed.join()).not.toContain(btoa('user_ada').slice(0, 6))
  })

  it('opens under no other name', async () => {
    expect(await openEntry({ ...mine, name: `${mine.name}0` }, await sealEntry(mine, 'text'))).toBeNull()
  })

  it('refuses a text of which any bit was turned', async () => {
    const sealed = await sealEntry(mine, 'text')
    const bytes = Uint8Array.from(atob(sealed.slice(3)), (character) => character.charCodeAt(0))
    for (let bit = 0; bit < 8 * bytes.length; bit += 1) {
      const turned = bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
      expect(await openEntry(mine, `v1.${btoa(String.fromCharCode(...turned))}`)).toBeNull()
    }
  })

  it('refuses every part of a text', async () => {
    const sealed = await sealEntry(mine, 'text')
    for (let length = 0; length < sealed.length; length += 1) {
      expect(await openEntry(mine, sealed.slice(0, length))).toBeNull()
    }
  })

  it('never rejects, and opens nothing that it did not seal', () =>
    fc.assert(
      fc.asyncProperty(fc.string(), fc.boolean(), async (text, hasPrefix) => {
        expect(await openEntry(mine, hasPrefix ? `v1.${text}` : text)).toBeNull()
      }),
      { numRuns: 200 },
    ))
})
