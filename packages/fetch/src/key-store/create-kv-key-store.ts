/** A Workers KV namespace → a key store that all data centres share. Waits for KV. */
import type { KeyStore } from '@postern/core'
import { createKeyStore } from './create-key-store.ts'

/** What is used of a KV namespace. */
export interface KvNamespaceLike {
  get(name: string): Promise<string | null>
  put(name: string, text: string, options: { readonly expirationTtl: number }): Promise<void>
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
