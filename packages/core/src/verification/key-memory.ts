/**
 * Verification room. What is known of the provider's keys, and what may be believed at a given time. Does not wait.
 *
 * @see rulings.md D5; threats.md 24, 25
 */
import { KEYS_FRESH_MS, KEYS_REFRESH_AFTER_MS, KEYS_RETRY_AFTER_MS } from '../wire/limits.ts'
import { createKeyEntry } from './verification-key.ts'
import type { TokenFailure } from '../claims/token-failure.ts'
import type { PublicKeys } from './parse-key-set.ts'
import type { KeyEntry, VerificationKey } from './verification-key.ts'

/**
 * How long after a failure the provider counts as being away. Meanwhile old keys are used at once and the provider is asked in the
 * background, so that an outage costs no request any time after the first. Longer than a pause and one whole series of attempts.
 */
const OUTAGE_MS = 3 * KEYS_RETRY_AFTER_MS

export interface KeyMemory {
  /** Takes the keys of a good answer. Keys that are not in it are gone; keys that stay keep their identity. */
  accept(keys: PublicKeys, fetchedAtMs: number): void
  /** Remembers that the provider gave no good answer. Keys stay as they are. */
  reject(failure: TokenFailure, atMs: number): void
  /** The keys that may be used without asking: fresh ones; during an outage old ones too. Null: ask first. */
  usable(nowMs: number): ReadonlyMap<string, KeyEntry> | null
  /** Whether the provider should be asked in the background. */
  isRefreshDue(nowMs: number): boolean
  /** The last failure, while it is so recent that the provider must be left alone; else null. */
  pause(nowMs: number): TokenFailure | null
  /** The failure since the last good answer, or null. */
  failure(): TokenFailure | null
  /** When the provider gave the keys that are there, or null. */
  fetchedAtMs(): number | null
  /** Names of the keys of the last good answer. */
  kids(): readonly string[]
  /** Whether the key was made from an entry of `usable(nowMs)`. */
  isCurrent(key: VerificationKey, nowMs: number): boolean
}

interface LiveKeys {
  readonly entries: ReadonlyMap<string, KeyEntry>
  readonly identities: ReadonlySet<object>
  readonly fetchedAtMs: number
}

/** Counted either way, so that a clock that jumped back does not make keys fresh for ever. False when a time is not finite. */
function isWithin(thenMs: number, nowMs: number, limitMs: number): boolean {
  return Math.abs(nowMs - thenMs) < limitMs
}

/** The old entry where the key is the same, so that tokens verified by it stay verified. */
function toEntries(keys: PublicKeys, old: LiveKeys | null): ReadonlyMap<string, KeyEntry> {
  const entries = new Map<string, KeyEntry>()
  for (const [kid, jwk] of keys) {
    const known = old?.entries.get(kid)
    const isSame = known !== undefined && known.jwk.n === jwk.n && known.jwk.e === jwk.e && known.jwk.alg === jwk.alg
    entries.set(kid, isSame ? known : createKeyEntry(jwk))
  }
  return entries
}

/** @param staleIfErrorMs How long keys are used while the provider is away, counted from their fetch. */
export function createKeyMemory(staleIfErrorMs: number): KeyMemory {
  let live: LiveKeys | null = null
  let failed: { readonly failure: TokenFailure; readonly atMs: number } | null = null

  const isFailedWithin = (nowMs: number, limitMs: number): boolean =>
    failed !== null && isWithin(failed.atMs, nowMs, limitMs)

  function usableKeys(nowMs: number): LiveKeys | null {
    if (live === null || isWithin(live.fetchedAtMs, nowMs, KEYS_FRESH_MS)) return live
    return isFailedWithin(nowMs, OUTAGE_MS) && isWithin(live.fetchedAtMs, nowMs, staleIfErrorMs) ? live : null
  }

  return {
    accept(keys, fetchedAtMs) {
      const entries = toEntries(keys, live)
      live = { entries, identities: new Set([...entries.values()].map((entry) => entry.identity)), fetchedAtMs }
      failed = null
    },
    reject(failure, atMs) {
      failed = { failure, atMs }
    },
    usable: (nowMs) => usableKeys(nowMs)?.entries ?? null,
    isRefreshDue: (nowMs) =>
      live !== null &&
      !isWithin(live.fetchedAtMs, nowMs, KEYS_REFRESH_AFTER_MS) &&
      !isFailedWithin(nowMs, KEYS_RETRY_AFTER_MS),
    pause: (nowMs) => (failed !== null && isFailedWithin(nowMs, KEYS_RETRY_AFTER_MS) ? failed.failure : null),
    failure: () => failed?.failure ?? null,
    fetchedAtMs: () => live?.fetchedAtMs ?? null,
    kids: () => [...(live?.entries.keys() ?? [])],
    isCurrent: (key, nowMs) => usableKeys(nowMs)?.identities.has(key.keySet) === true,
  }
}
