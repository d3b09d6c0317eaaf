/**
 * Verification room. Ports → where key sets are kept: in a store of their own, or in the one that everything shares. Waits for either when asked.
 *
 * @see rulings.md D5; record 027
 */
import type { CachedKeySet, Ports, StoreAddress } from '../foundation/ports.ts'
import { readShared, writeShared } from '../provider/read-shared.ts'
import { KEYS_FRESH_MS } from '../wire/limits.ts'
import type { PublishedKeys } from './key-source.ts'

/** A key store whose answers are yet to be looked at. */
export interface UncheckedKeyStore {
  /** Whatever stands there. May reject. */
  read(id: string): Promise<unknown>
  /** May reject. */
  write(id: string, keys: CachedKeySet): Promise<void>
}

/** @returns Null where key sets are kept nowhere. */
export function findKeyStore(source: PublishedKeys, ports: Ports): UncheckedKeyStore | null {
  const { keys, store } = ports
  // A member that JavaScript gave as undefined is none.
  if (keys || !store) return keys ?? null
  const lifetimeMs = Math.max(source.staleIfErrorMs, KEYS_FRESH_MS)
  const toAddress = (id: string): StoreAddress => ({ purpose: 'key-set', id, secret: source.storeSecret })
  return {
    read: async (id) => JSON.parse((await readShared(store, toAddress(id), ports))?.text ?? 'null'),
    write: (id, entry) => writeShared(store, toAddress(id), JSON.stringify(entry), lifetimeMs, ports),
  }
}
