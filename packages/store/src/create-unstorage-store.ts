/** A storage of `unstorage` → a store that processes share, whatever driver is behind it. Waits for the driver. */
import type { SharedStore } from '@postern/core'
import { createSharedStore, type StoreOptions } from './create-shared-store.ts'

/** What is used of a storage. */
export interface UnstorageLike {
  /** What was set under this name, or null. */
  getItem(name: string): Promise<unknown>
  /** Sets a text under a name. */
  setItem(
    name: string,
    text: string,
    options: {
      /** Seconds from now until it may be forgotten. */
      readonly ttl: number
    },
  ): Promise<void>
}

/**
 * Makes a store of a storage of `unstorage`.
 *
 * @param options Drivers that ignore `ttl`, as those for memory and files do, keep entries for ever. They are not believed for longer, but they stay:
 *   one for each machine token. Set `machineTokens: false` there, or clear the storage from time to time.
 */
export function createUnstorageStore(storage: UnstorageLike, options: StoreOptions = {}): SharedStore {
  return createSharedStore(
    {
      get: (name) => storage.getItem(name),
      set: (name, text, lifetimeSec) => storage.setItem(name, text, { ttl: lifetimeSec }),
    },
    options,
  )
}
