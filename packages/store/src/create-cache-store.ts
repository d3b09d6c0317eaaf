/** The Cache API → a store that the isolates of a data centre share on Workers, and that Deno keeps on disk. Waits for the cache. */
import type { SharedStore } from '@postern/core'
import { CACHE_CONTROL_HEADER } from '@postern/core/wire'
import { createSharedStore, type StoreOptions } from './create-shared-store.ts'

/** What is used of a `Cache`. */
export interface CacheLike {
  /** The answer that is kept under a URL, or undefined. */
  match(url: string): Promise<Response | undefined>
  /** Keeps an answer under a URL. */
  put(url: string, response: Response): Promise<void>
}

/** Requests to this host are never made; the Cache API names its entries by URLs. */
const ORIGIN = 'https://store.postern.invalid/'

/** What a store of the Cache API can be told. */
export interface CacheStoreOptions extends StoreOptions {
  /** Gives the cache. Default: `caches.default` of Workers, else the cache named `postern`. */
  readonly openCache?: () => CacheLike | Promise<CacheLike>
}

/**
 * Makes a store of the Cache API.
 *
 * Workers forget an entry when its time is over. Deno keeps it on disk: one for each machine token, unless `machineTokens` is false.
 */
export function createCacheStore({ openCache = openPlatformCache, ...options }: CacheStoreOptions = {}): SharedStore {
  return createSharedStore(
    {
      get: async (name) => (await (await openCache()).match(ORIGIN + name))?.text(),
      async set(name, text, lifetimeSec) {
        const headers = { [CACHE_CONTROL_HEADER]: `max-age=${lifetimeSec}` }
        await (await openCache()).put(ORIGIN + name, new Response(text, { headers }))
      },
    },
    options,
  )
}

async function openPlatformCache(): Promise<CacheLike> {
  const platform: CacheStorage & { readonly default?: CacheLike } = caches
  return platform.default ?? platform.open('postern')
}
