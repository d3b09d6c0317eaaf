/** A Workers KV namespace → a store that all data centres share. Waits for the namespace. */
import type { SharedStore } from '@postern/core'
import { createSharedStore, type StoreOptions } from './create-shared-store.ts'

/** What is used of a KV namespace. */
export interface KvNamespaceLike {
  /** The text that was put under this name, or null. */
  get(name: string): Promise<string | null>
  /** Keeps a text under a name. */
  put(
    name: string,
    text: string,
    options: {
      /** Seconds from now until it may be forgotten, 60 or more. */
      readonly expirationTtl: number
    },
  ): Promise<void>
}

/** KV refuses a shorter time. Entries hold when they were made, so a text that stays longer is believed no longer. */
const MIN_LIFETIME_SEC = 60

/**
 * Makes a store of a Workers KV namespace.
 *
 * @param options KV shows a write in other data centres up to a minute later, so answers about machine tokens, which hold for seconds, would cost a
 *   write each and hardly be read. They are not kept unless `machineTokens` is true. A Durable Object keeps them for everybody.
 */
export function createKvStore(kv: KvNamespaceLike, options: StoreOptions = {}): SharedStore {
  return createSharedStore(
    {
      get: (name) => kv.get(name),
      set: (name, text, lifetimeSec) => kv.put(name, text, { expirationTtl: Math.max(MIN_LIFETIME_SEC, lifetimeSec) }),
    },
    { machineTokens: false, ...options },
  )
}
