/**
 * Verification room. Key source → what its issuer, or the key store, says of the keys now. Waits for both, for the store no longer than
 * `KEY_STORE_WAIT_MS`; all who ask at once share one answer.
 *
 * A store is not trusted: whoever can write to it could plant a key and sign tokens with it. So an entry counts only with a code that
 * nobody can make without the secret key; then it goes through the same parser as the issuer's answer, and its age counts.
 *
 * @see rulings.md D5, D14; protocol.md 4.3; record 027; threats.md 28
 */
import { parseBase64Url, toBase64Url, toHex, toUtf8Bytes } from '../foundation/bytes.ts'
import { createFlights, waitAtMost } from '../foundation/flights.ts'
import { isRecord } from '../foundation/is-record.ts'
import { readNowMs, type KeySetId, type Ports } from '../foundation/ports.ts'
import { KEY_STORE_WAIT_MS, KEYS_FLIGHT_WAIT_MS } from '../wire/limits.ts'
import { findKeyStore, type UncheckedKeyStore } from './find-key-store.ts'
import type { KeyMemory } from './key-memory.ts'
import { createKeysReporter, loadKeySet, parseKeySet, type PublicKeys, type PublishedKeys } from './key-source.ts'

const FLIGHT = 'keys'

/** Who answered a flight. `none`: the issuer gave no good answer. */
export interface Landing {
  readonly from: 'store' | 'provider' | 'none'
}

/** Asks, and has the memory know what was answered. */
export interface KeyRefresher {
  /** Waits for the answer that is under way, or asks store and issuer. @param cause The age of the keys, or a `kid` that is in no set. */
  join(nowMs: number, cause: 'age' | 'kid'): Promise<Landing>
  /** Whether an answer is under way. */
  readonly isUnderWay: () => boolean
}

export function createKeyRefresher(source: PublishedKeys, ports: Ports, memory: KeyMemory): KeyRefresher {
  const report = createKeysReporter(ports)
  const flights = createFlights<Landing>(KEYS_FLIGHT_WAIT_MS)

  async function ask(nowMs: number, cause: 'age' | 'kid'): Promise<Landing> {
    const store = findKeyStore(source, ports)
    if (cause === 'age' && store !== null && (await askStore(source, store, memory, nowMs))) return { from: 'store' }
    const startedAtMs = readNowMs(ports)
    const answer = await loadKeySet(source, ports)
    // The request's own time plus what passed meanwhile, so that ages count from the answer. A clock that fails says that nothing passed.
    const answeredAtMs = nowMs + (Math.max(0, readNowMs(ports) - startedAtMs) || 0)
    report(answer.ok ? null : answer.failure)
    if (!answer.ok) {
      memory.reject(answer.failure, answeredAtMs)
      return { from: 'none' }
    }
    memory.accept(answer.value, answeredAtMs)
    if (cause === 'age') memory.noteKeysLoaded()
    const found = { keys: answer.value, fetchedAtMs: answeredAtMs }
    if (store !== null) ports.waitUntil(writeStoredKeys(source, store, found))
    return { from: 'provider' }
  }

  return {
    join: (nowMs, cause) =>
      flights.join(FLIGHT, () => {
        const flight = ask(nowMs, cause)
        ports.waitUntil(flight)
        return flight
      }),
    isUnderWay: () => flights.has(FLIGHT),
  }
}

/** Takes the store's keys where they are newer: one process asks for all that share the store. True: nobody else need be asked now. */
async function askStore(
  source: PublishedKeys,
  store: UncheckedKeyStore,
  memory: KeyMemory,
  nowMs: number,
): Promise<boolean> {
  const stored = await readStoredKeys(source, store, nowMs)
  const heldFromMs = memory.fetchedAtMs()
  if (stored === null || (heldFromMs !== null && stored.fetchedAtMs <= heldFromMs)) return false
  memory.accept(stored.keys, stored.fetchedAtMs)
  // At a cold start somebody waits; later there is time to have newer ones.
  return memory.usable(nowMs) !== null && (heldFromMs === null || !memory.isRefreshDue(nowMs))
}

/** Keys from the store, and their age. */
interface StoredKeys {
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
  store: UncheckedKeyStore,
  nowMs: number,
): Promise<{ readonly found: StoredKeys | null }> {
  const id = await toKeySetId(source)
  const stored = await store.read(id)
  if (!isRecord(stored) || typeof stored['seal'] !== 'string') return { found: null }
  const fetchedAtMs = stored['fetchedAtMs']
  if (typeof fetchedAtMs !== 'number' || !(fetchedAtMs >= 0 && fetchedAtMs <= nowMs)) return { found: null }
  const keys = parseKeySet(stored['keys'])
  const code = parseBase64Url(stored['seal'])
  if (!keys.ok || code === null) return { found: null }
  const found = { keys: keys.value, fetchedAtMs }
  const isOurs = await crypto.subtle.verify(HMAC, await importSecret(source), code, toSealed(id, found))
  return { found: isOurs ? found : null }
}

/** What the store holds; null when it holds nothing, is slow, fails, or its answer was not written with this secret key. */
async function readStoredKeys(
  source: PublishedKeys,
  store: UncheckedKeyStore,
  nowMs: number,
): Promise<StoredKeys | null> {
  try {
    return (await waitAtMost(readStore(source, store, nowMs), KEY_STORE_WAIT_MS))?.found ?? null
  } catch {
    return null
  }
}

/** Hands keys to the store. Never rejects; a store that fails is asked again after the next fetch. */
async function writeStoredKeys(source: PublishedKeys, store: UncheckedKeyStore, stored: StoredKeys): Promise<void> {
  try {
    const id = await toKeySetId(source)
    const code = await crypto.subtle.sign(HMAC, await importSecret(source), toSealed(id, stored))
    const keys = Array.from(stored.keys, ([kid, jwk]) => ({ kid, use: 'sig', ...jwk }))
    await store.write(id, { keys, fetchedAtMs: stored.fetchedAtMs, seal: toBase64Url(new Uint8Array(code)) })
  } catch {
    // The next cold start asks the provider instead.
  }
}
