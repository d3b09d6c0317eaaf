/**
 * Verification room. What is known of an issuer's keys, what may be believed at a given time, and when it is worth asking again. Does not
 * wait.
 *
 * Without bounds on the asking, a stream of tokens with invented `kid`s is a stream of requests to the issuer.
 *
 * @see rulings.md D5; threats.md 22, 24, 25
 */
import { createRecent } from '../foundation/create-recent.ts'
import {
  KEYS_FRESH_MS,
  KEYS_OUTAGE_MS,
  KEYS_REFRESH_AFTER_MS,
  KEYS_RETRY_AFTER_MS,
  MAX_UNKNOWN_KIDS,
  UNKNOWN_KID_COOLDOWN_MS,
} from '../wire/limits.ts'
import type { TokenFailure } from '../claims/verified.ts'
import type { PublicKeys, PublishedKeys } from './key-source.ts'
import { createKeyEntry, type KeyEntry, type VerificationKey } from './verification-key.ts'

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
  /**
   * Whether to ask because of a `kid` that nobody knows: the first time after a load, and then once per cooldown, but not again for one that
   * was just missing.
   */
  isKidAskable(kid: string, nowMs: number): boolean
  /** The issuer is being asked because of an unknown `kid`. Starts the cooldown. */
  noteKidAsked(nowMs: number): void
  /** The issuer was asked for this `kid` and does not have it. */
  noteKidMissing(kid: string, nowMs: number): void
  /** Keys were loaded for another reason. The next unknown `kid` may ask at once. */
  noteKeysLoaded(): void
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
function toEntries(
  keys: PublicKeys,
  old: LiveKeys | null,
  algorithms: readonly string[],
): ReadonlyMap<string, KeyEntry> {
  const entries = new Map<string, KeyEntry>()
  for (const [kid, jwk] of keys) {
    const known = old?.entries.get(kid)
    const isSame = known !== undefined && known.jwk.n === jwk.n && known.jwk.e === jwk.e && known.jwk.alg === jwk.alg
    entries.set(kid, isSame ? known : createKeyEntry(jwk, algorithms))
  }
  return entries
}

/** Knows nothing yet. */
export function createKeyMemory({
  staleIfErrorMs,
  algorithms,
}: Pick<PublishedKeys, 'staleIfErrorMs' | 'algorithms'>): KeyMemory {
  let live: LiveKeys | null = null
  let failed: { readonly failure: TokenFailure; readonly atMs: number } | null = null

  const isFailedWithin = (nowMs: number, limitMs: number): boolean =>
    failed !== null && isWithin(failed.atMs, nowMs, limitMs)

  function usableKeys(nowMs: number): LiveKeys | null {
    if (live === null || isWithin(live.fetchedAtMs, nowMs, KEYS_FRESH_MS)) return live
    return isFailedWithin(nowMs, KEYS_OUTAGE_MS) && isWithin(live.fetchedAtMs, nowMs, staleIfErrorMs) ? live : null
  }

  return {
    ...createKidMemory(),
    accept(keys, fetchedAtMs) {
      const entries = toEntries(keys, live, algorithms)
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

/** Which unknown `kid`s were asked about, and when. */
function createKidMemory(): Pick<KeyMemory, 'isKidAskable' | 'noteKidAsked' | 'noteKidMissing' | 'noteKeysLoaded'> {
  const missing = createRecent<number>()
  let askedAtMs: number | null = null
  const isRecent = (atMs: number | null, nowMs: number): boolean =>
    atMs !== null && isWithin(atMs, nowMs, UNKNOWN_KID_COOLDOWN_MS)
  return {
    isKidAskable: (kid, nowMs) => !isRecent(askedAtMs, nowMs) && !isRecent(missing.read(kid), nowMs),
    noteKidAsked(nowMs) {
      askedAtMs = nowMs
    },
    noteKidMissing: (kid, nowMs) => missing.keep(kid, nowMs, MAX_UNKNOWN_KIDS),
    noteKeysLoaded() {
      askedAtMs = null
    },
  }
}
