/**
 * Verification room. Key store port ↔ public keys. Waits for the store, never longer than `KEY_STORE_WAIT_MS`.
 *
 * A store is not trusted: whoever can write to it could plant a key and sign tokens with it. So an entry counts only with a code that
 * nobody can make without the secret key; then it goes through the same parser as the provider's answer, and its age counts.
 *
 * @see rulings.md D5, D14; record 027; threats.md 28
 */
import type { CachedKeySet, KeySetId, Ports } from '../foundation/ports.ts'
import { waitAtMost } from '../foundation/flights.ts'
import { parseBase64Url, toBase64Url, toHex, toUtf8Bytes } from '../foundation/bytes.ts'
import { KEY_STORE_WAIT_MS } from '../wire/limits.ts'
import type { PublishedKeys } from './key-source.ts'
import { parseKeySet, type PublicKeys } from './load-key-set.ts'

/** Keys from the store, and their age. */
export interface StoredKeys {
  readonly keys: PublicKeys
  /** When the provider gave them, in milliseconds since the Unix epoch. Not in the future. */
  readonly fetchedAtMs: number
}

const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const

/** Names the key set without giving the secret away. */
async function toKeySetId({ scope, storeSecret }: PublishedKeys): Promise<KeySetId> {
  const digest = await crypto.subtle.digest('SHA-256', toUtf8Bytes(`${scope}|${storeSecret}`))
  return toHex(new Uint8Array(digest))
}

/** What an entry's code is about: whose it is, its age, and what is used of each key. A store may keep the members in another order. */
function toSealed(id: KeySetId, { keys, fetchedAtMs }: StoredKeys): Uint8Array<ArrayBuffer> {
  return toUtf8Bytes(
    JSON.stringify([id, fetchedAtMs, Array.from(keys, ([kid, { n, e, alg }]) => [kid, n, e, alg ?? null])]),
  )
}

function importSecret({ storeSecret }: PublishedKeys): Promise<CryptoKey> {
  const secret = toUtf8Bytes(`postern-key-set-v1|${storeSecret}`)
  return crypto.subtle.importKey('raw', secret, HMAC, false, ['sign', 'verify'])
}

async function readStore(
  source: PublishedKeys,
  ports: Ports,
  nowMs: number,
): Promise<{ readonly found: StoredKeys | null }> {
  const id = await toKeySetId(source)
  const stored: CachedKeySet | null = (await ports.keys?.read(id)) ?? null
  if (stored === null || typeof stored.seal !== 'string') return { found: null }
  const { fetchedAtMs } = stored
  if (!Number.isFinite(fetchedAtMs) || fetchedAtMs < 0 || fetchedAtMs > nowMs) return { found: null }
  const keys = parseKeySet(stored.keys)
  const code = parseBase64Url(stored.seal)
  if (!keys.ok || code === null) return { found: null }
  const found = { keys: keys.value, fetchedAtMs }
  const isOurs = await crypto.subtle.verify(HMAC, await importSecret(source), code, toSealed(id, found))
  return { found: isOurs ? found : null }
}

/** What the store holds; null when it holds nothing, is slow, fails, or its answer was not written with this secret key. */
export async function readStoredKeys(source: PublishedKeys, ports: Ports, nowMs: number): Promise<StoredKeys | null> {
  if (ports.keys === null) return null
  try {
    return (await waitAtMost(readStore(source, ports, nowMs), KEY_STORE_WAIT_MS))?.found ?? null
  } catch {
    return null
  }
}

/** Hands keys to the store. Never rejects; a store that fails is asked again after the next fetch. */
export async function writeStoredKeys(source: PublishedKeys, ports: Ports, stored: StoredKeys): Promise<void> {
  if (ports.keys === null) return
  try {
    const id = await toKeySetId(source)
    const code = await crypto.subtle.sign(HMAC, await importSecret(source), toSealed(id, stored))
    const keys = Array.from(stored.keys, ([kid, jwk]) => ({ kid, use: 'sig', ...jwk }))
    await ports.keys.write(id, { keys, fetchedAtMs: stored.fetchedAtMs, seal: toBase64Url(new Uint8Array(code)) })
  } catch {
    // The next cold start asks the provider instead.
  }
}
