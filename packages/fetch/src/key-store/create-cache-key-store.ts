/** The Cache API → a key store: shared by the isolates of a data centre on Workers, kept on disk by Deno. Waits for the cache. */
import type { KeyStore } from '@postern/core'
import { CACHE_CONTROL_HEADER } from '@postern/core/wire'
import { createKeyStore } from './create-key-store.ts'

/** What is used of a `Cache`. */
export interface CacheLike {
  /** The answer that is kept under a URL, or undefined. */
  match(url: string): Promise<Response | undefined>
  /** Keeps an answer under a URL. */
  put(url: string, response: Response): Promise<void>
}

/** Requests to this host are never made; the Cache API names its entries by URLs. */
const ORIGIN = 'https://keys.postern.invalid/'

/**
 * Makes a key store of a cache.
 *
 * @param secret Authenticates the entries; see `createKeyStore`.
 * @param openCache Default: `caches.default` of Workers, else the cache named `postern`.
 */
export function createCacheKeyStore(secret: string, openCache: () => Promise<CacheLike> = openPlatformCache): KeyStore {
  return createKeyStore(
    {
      get: async (name) => (await (await openCache()).match(ORIGIN + name))?.text(),
      async set(name, text, lifetimeSec) {
        const headers = { [CACHE_CONTROL_HEADER]: `max-age=${lifetimeSec}` }
        await (await openCache()).put(ORIGIN + name, new Response(text, { headers }))
      },
    },
    secret,
  )
}

async function openPlatformCache(): Promise<CacheLike> {
  const platform: CacheStorage & { readonly default?: CacheLike } = caches
  return platform.default ?? platform.open('postern')
}
