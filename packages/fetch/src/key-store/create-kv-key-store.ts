/** A Workers KV namespace → a key store that all data centres share. Waits for KV. */
import type { KeyStore } from '@postern/core'
import { createKeyStore } from './create-key-store.ts'

/** What is used of a KV namespace. */
export interface KvNamespaceLike {
  /** The text that was put under this name, or null. */
  get(name: string): Promise<string | null>
  /** Keeps a text under a name. */
  put(
    name: string,
    text: string,
    options: {
      /** Seconds from now until it may be forgotten. */
      readonly expirationTtl: number
    },
  ): Promise<void>
}

/**
 * Makes a key store of a KV namespace.
 *
 * @param secret Authenticates the entries; see `createKeyStore`.
 */
export function createKvKeyStore(kv: KvNamespaceLike, secret: string): KeyStore {
  return createKeyStore(
    {
      get: (name) => kv.get(name),
      set: (name, text, lifetimeSec) => kv.put(name, text, { expirationTtl: lifetimeSec }),
    },
    secret,
  )
}
