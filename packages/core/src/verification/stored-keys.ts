/**
 * Verification room. Key store port ↔ public keys. Waits for the store, never longer than `STORE_WAIT_MS`.
 *
 * A store is not trusted: its answer goes through the same parser as the provider's, and its age counts.
 *
 * @see decisions.md D5, D14; security.md 28
 */
import { parseKeySet } from './parse-key-set.ts'
import { waitAtMost } from '../wait-at-most.ts'
import type { CachedKeySet, KeySetId, Ports } from '../ports.ts'
import type { KeyPolicy } from '../settings/settings.ts'
import type { PublicKeys } from './parse-key-set.ts'

/** How long a cold start waits for the store before it asks the provider. */
const STORE_WAIT_MS = 250

/** Keys from the store, and their age. */
export interface StoredKeys {
  readonly keys: PublicKeys
  /** When the provider gave them, in milliseconds since the Unix epoch. Not in the future. */
  readonly fetchedAtMs: number
}

/** Names this instance's key set without giving the secret key away. */
async function toKeySetId(policy: KeyPolicy): Promise<KeySetId> {
  const name = `${policy.apiUrl}|${policy.apiVersion}|${policy.secretKey ?? ''}`
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(name))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function readStore(policy: KeyPolicy, ports: Ports): Promise<{ readonly stored: CachedKeySet | null }> {
  return { stored: (await ports.keys?.read(await toKeySetId(policy))) ?? null }
}

/** What the store holds; null when it holds nothing, is slow, fails, or its answer does not parse. */
export async function readStoredKeys(policy: KeyPolicy, ports: Ports, nowMs: number): Promise<StoredKeys | null> {
  if (ports.keys === null) return null
  try {
    const stored = (await waitAtMost(readStore(policy, ports), STORE_WAIT_MS))?.stored ?? null
    if (stored === null) return null
    const { fetchedAtMs } = stored
    if (!Number.isFinite(fetchedAtMs) || fetchedAtMs < 0 || fetchedAtMs > nowMs) return null
    const keys = parseKeySet(stored.keys)
    return keys.ok ? { keys: keys.value, fetchedAtMs } : null
  } catch {
    return null
  }
}

/** Hands keys to the store. Never rejects; a store that fails is asked again after the next fetch. */
export async function writeStoredKeys(
  policy: KeyPolicy,
  ports: Ports,
  keys: PublicKeys,
  fetchedAtMs: number,
): Promise<void> {
  if (ports.keys === null) return
  try {
    const list = Array.from(keys, ([kid, jwk]) => ({ kid, use: 'sig', ...jwk }))
    await ports.keys.write(await toKeySetId(policy), { keys: list, fetchedAtMs })
  } catch {
    // The next cold start asks the provider instead.
  }
}
