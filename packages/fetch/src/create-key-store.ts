/**
 * Any store of texts → a key store that many isolates or processes share. Waits for the store.
 *
 * Whoever can write to the store could plant keys and sign tokens of their own, so entries are authenticated: one that was not written
 * with the same secret for the same instance does not exist. Core waits for a slow store no longer than a moment, judges the age of an
 * entry by itself, and asks the provider wherever this answers null.
 *
 * @see rulings.md D5; threats.md 28
 */
import { AuthError, type CachedKeySet, type KeySetId, type KeyStore } from '@postern/core'
import { CACHE_CONTROL_HEADER } from '@postern/core/wire'

/** A store of texts by name: a `Map`, Redis, KV. Both may answer at once or later; a failure counts as an empty store. */
export interface TextStore {
  /** The text that was set under this name; null or undefined where there is none. */
  readonly get: (name: string) => string | null | undefined | Promise<string | null | undefined>
  /** @param lifetimeSec How long the text may be of use, in seconds from now. A store may forget it earlier, or keep it. */
  readonly set: (name: string, text: string, lifetimeSec: number) => unknown
}

/** As long as core may fall back on old keys. @see rulings.md D5 */
const LIFETIME_SEC = 86_400
/** A longer text cannot be one of ours: key sets are at most 256 kB. */
const MAX_TEXT_CHARS = 400_000
const NAME_PREFIX = 'postern-keys-'

/**
 * Makes a key store of a text store.
 *
 * @param secret Authenticates the entries. The instance's secret key will do; everybody who shares the store needs the same.
 * @throws AuthError `ERR_AUTH_OPTION_INVALID` when the secret is shorter than 16 characters.
 */
export function createKeyStore(store: TextStore, secret: string): KeyStore {
  if (typeof secret !== 'string' || secret.length < 16) {
    throw new AuthError(
      'ERR_AUTH_OPTION_INVALID',
      'A key store needs a secret of at least 16 characters, which authenticates its entries. Pass the secret key of the instance.',
    )
  }
  let imported: Promise<CryptoKey> | null = null
  const importOnce = (): Promise<CryptoKey> => (imported ??= importSecret(secret))
  return {
    async read(id) {
      const text = await store.get(NAME_PREFIX + id)
      return typeof text === 'string' && text.length <= MAX_TEXT_CHARS ? open(id, text, await importOnce()) : null
    },
    async write(id, keys) {
      await store.set(NAME_PREFIX + id, await seal(id, keys, await importOnce()), LIFETIME_SEC)
    },
  }
}

const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const

function importSecret(secret: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', encode(`postern-key-store-v1|${secret}`), HMAC, false, ['sign', 'verify'])
}

/** Authentication code, dot, entry. */
async function seal(id: KeySetId, keys: CachedKeySet, key: CryptoKey): Promise<string> {
  const entry = JSON.stringify(keys)
  const code = await crypto.subtle.sign(HMAC, key, encode(`${id}|${entry}`))
  return `${btoa(String.fromCharCode(...new Uint8Array(code)))}.${entry}`
}

/** @returns Null for everything that was not sealed with this key for this instance. */
async function open(id: KeySetId, text: string, key: CryptoKey): Promise<CachedKeySet | null> {
  const end = text.indexOf('.')
  if (end < 0) return null
  try {
    const code = Uint8Array.from(atob(text.slice(0, end)), (character) => character.charCodeAt(0))
    const entry = text.slice(end + 1)
    const isOurs = await crypto.subtle.verify(HMAC, key, code, encode(`${id}|${entry}`))
    return isOurs ? (JSON.parse(entry) as CachedKeySet) : null
  } catch {
    return null
  }
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

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
 * Makes a key store of a Workers KV namespace, which all data centres share.
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
 * Makes a key store of the Cache API: shared by the isolates of a data centre on Workers, kept on disk by Deno.
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
