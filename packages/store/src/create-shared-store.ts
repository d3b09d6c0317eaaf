/**
 * A store of texts → a store that processes share. Waits for that store, and for the platform's cryptography.
 *
 * Whoever runs the store, or can write to it, is a stranger: entries are encrypted, and one that does not open does not exist. So a store can
 * forget, delay and repeat what it was given, and nothing else. Core judges the age of what it repeats, and does not wait for long.
 *
 * @see rulings.md D5, D11; threats.md 28
 */
import type { SharedStore, StoreAddress } from '@postern/core'
import { deriveEntryKey, openEntry, sealEntry, type EntryKey } from './seal-entry.ts'

/** A store of texts by name: a `Map`, Redis, a file. Both may answer at once or later; a failure counts as an empty store. */
export interface TextStore {
  /** The text that was set under this name; null or undefined where there is none. Anything but a text counts as none. */
  readonly get: (name: string) => unknown
  /** @param lifetimeSec How long the text may be of use, in whole seconds from now, 1 or more. A store may forget it earlier, or keep it. */
  readonly set: (name: string, text: string, lifetimeSec: number) => unknown
}

/** What a store is used for. */
export interface StoreOptions {
  /**
   * Whether answers about machine tokens are kept too, and not only key sets. They are believed for `machineTokenCacheInMs`, 10 s: a store that
   * shows late what was written costs a write for each, and helps nobody. Default true.
   */
  readonly machineTokens?: boolean
}

/** The longest text of each sort, in characters. Key sets are at most 256 kB, and an answer is the size of a token's claims. */
const MAX_TEXT_CHARS = { 'key-set': 400_000, 'machine-token': 40_000 } as const

/**
 * Makes a shared store of a store of texts.
 *
 * What it holds is sealed with the secret key of the instance that writes it. Processes share what is theirs if they have the same keys and options;
 * everybody else may use the same store, and neither sees nor changes anything.
 */
export function createSharedStore(texts: TextStore, { machineTokens = true }: StoreOptions = {}): SharedStore {
  // What is read in vain is written a moment later, under the same address.
  const derived = new WeakMap<StoreAddress, EntryKey>()
  async function derive(address: StoreAddress): Promise<EntryKey> {
    const entryKey = derived.get(address) ?? (await deriveEntryKey(address))
    derived.set(address, entryKey)
    return entryKey
  }
  return {
    async read(address) {
      if (address.purpose === 'machine-token' && !machineTokens) return null
      const entryKey = await derive(address)
      const sealed = await texts.get(entryKey.name)
      if (typeof sealed !== 'string' || sealed.length > MAX_TEXT_CHARS[address.purpose]) return null
      return openEntry(entryKey, sealed)
    },
    async write(address, text, lifetimeMs) {
      if (address.purpose === 'machine-token' && !machineTokens) return
      const entryKey = await derive(address)
      const sealed = await sealEntry(entryKey, text)
      if (sealed.length > MAX_TEXT_CHARS[address.purpose]) return
      await texts.set(entryKey.name, sealed, Math.max(1, Math.ceil(lifetimeMs / 1_000)))
    },
  }
}
