/**
 * Verification room. Key policy → keys of the provider, remembered. Waits for the network, through `loadKeySet`.
 *
 * @see rulings.md D5; protocol.md 4.3
 */
import { fail } from '../foundation/result.ts'
import { begin, Later } from '../foundation/soon.ts'
import { KEYS_ATTEMPTS, KEYS_TIMEOUT_MS } from '../wire/limits.ts'
import { createFlights } from '../foundation/flights.ts'
import { createKeyMemory } from './key-memory.ts'
import { createKeysReporter } from './keys-reporter.ts'
import { loadKeySet } from './load-key-set.ts'
import { isKeyId } from './parse-key-set.ts'
import { readStoredKeys, writeStoredKeys } from './stored-keys.ts'
import { createUnknownKids } from './unknown-kids.ts'
import type { Ports } from '../foundation/ports.ts'
import type { Result } from '../foundation/result.ts'
import type { KeyPolicy } from '../settings/settings.ts'
import type { TokenFailure } from '../claims/token-failure.ts'
import type { Keys } from './keys.ts'
import type { KeyMemory } from './key-memory.ts'
import type { UnknownKids } from './unknown-kids.ts'
import type { VerificationKey } from './verification-key.ts'

/** A little longer than a flight can take: whoever waits longer waits for a request that was cancelled. */
const FLIGHT_WAIT_MS = KEYS_ATTEMPTS * KEYS_TIMEOUT_MS + 1_000
const FLIGHT = 'keys'

export const KID_MISMATCH: TokenFailure = {
  reason: 'jwk-kid-mismatch',
  message:
    'The token names a signing key that this instance does not have. Check that the keys belong to the same instance.',
}
const NOT_LOADED: TokenFailure = {
  reason: 'jwk-remote-failed-to-load',
  message: 'The signing keys could not be loaded.',
}

/** Who answered a flight. `none`: the provider gave no good answer. */
interface Landing {
  readonly from: 'store' | 'provider' | 'none'
}

/** Milliseconds by the clock port, or 0 when it throws or answers nonsense. Used for differences only. */
function readClock(ports: Ports): number {
  try {
    const nowMs = ports.clock.nowMs()
    return Number.isFinite(nowMs) ? nowMs : 0
  } catch {
    return 0
  }
}

/** Tells the platform about work that outlives the response. The work never rejects. */
function keepAlive(ports: Ports, work: Promise<unknown>): void {
  try {
    ports.waitUntil(work)
  } catch {
    // Without the platform's help the work may be cut off; the next request does it again.
  }
}

/**
 * Takes the store's keys where they are newer than those at hand: one process asks the provider for all that share the store.
 *
 * @returns Whether the provider need not be asked now.
 */
async function askStore(policy: KeyPolicy, ports: Ports, memory: KeyMemory, nowMs: number): Promise<boolean> {
  const stored = await readStoredKeys(policy, ports, nowMs)
  const heldFromMs = memory.fetchedAtMs()
  if (stored === null || (heldFromMs !== null && stored.fetchedAtMs <= heldFromMs)) return false
  memory.accept(stored.keys, stored.fetchedAtMs)
  // At a cold start somebody waits; later there is time to have newer ones.
  return memory.usable(nowMs) !== null && (heldFromMs === null || !memory.isRefreshDue(nowMs))
}

/** Asks store and provider, and remembers what they say. */
function createRefresher(
  policy: KeyPolicy,
  ports: Ports,
  memory: KeyMemory,
  kids: UnknownKids,
): (nowMs: number, cause: 'age' | 'kid') => Promise<Landing> {
  const report = createKeysReporter(ports)
  return async (nowMs, cause) => {
    if (cause === 'age' && ports.keys !== null && (await askStore(policy, ports, memory, nowMs)))
      return { from: 'store' }
    const startedAtMs = readClock(ports)
    const answer = await loadKeySet(policy, ports)
    // The request's own time plus what passed meanwhile, so that ages count from the answer.
    const answeredAtMs = nowMs + Math.max(0, readClock(ports) - startedAtMs)
    report(answer.ok ? null : answer.failure)
    if (!answer.ok) {
      memory.reject(answer.failure, answeredAtMs)
      return { from: 'none' }
    }
    memory.accept(answer.value, answeredAtMs)
    if (cause === 'age') kids.noteLoad()
    keepAlive(ports, writeStoredKeys(policy, ports, { keys: answer.value, fetchedAtMs: answeredAtMs }))
    return { from: 'provider' }
  }
}

/** Keys of the provider: one flight at a time, fresh for a while, old ones while the provider is away. */
export function createRemoteKeys(policy: KeyPolicy, ports: Ports): Keys {
  const memory = createKeyMemory(policy.staleIfErrorMs)
  const kids = createUnknownKids()
  const flights = createFlights<Landing>(FLIGHT_WAIT_MS)
  const ask = createRefresher(policy, ports, memory, kids)

  function refresh(nowMs: number, cause: 'age' | 'kid'): Promise<Landing> {
    return flights.join(FLIGHT, () => {
      const flight = ask(nowMs, cause)
      keepAlive(ports, flight)
      return flight
    })
  }

  function refreshInBackground(nowMs: number): void {
    if (memory.isRefreshDue(nowMs) && !flights.has(FLIGHT)) void refresh(nowMs, 'age')
  }

  /** Asks because of a `kid` that is in no set, where that is due; or waits for an answer that is under way. */
  async function askForKid(kid: string, nowMs: number): Promise<TokenFailure> {
    if (!flights.has(FLIGHT)) {
      if (memory.pause(nowMs) !== null || !kids.isAskable(kid, nowMs)) return KID_MISMATCH
      kids.noteAttempt(nowMs)
    }
    const { from } = await refresh(nowMs, 'kid')
    if (from === 'none') return memory.failure() ?? NOT_LOADED
    if (memory.usable(nowMs)?.has(kid) !== true) kids.noteMissing(kid, nowMs)
    return KID_MISMATCH
  }

  async function load(kid: string, nowMs: number, alg: string): Promise<Result<VerificationKey, TokenFailure>> {
    let from: Landing['from'] = 'store'
    if (memory.usable(nowMs) === null) {
      const pause = memory.pause(nowMs)
      if (pause !== null) return fail(pause)
      from = (await refresh(nowMs, 'age')).from
    }
    const keys = memory.usable(nowMs)
    if (keys === null) return fail(memory.failure() ?? NOT_LOADED)
    const entry = keys.get(kid)
    if (entry !== undefined) return begin(entry.find(alg))
    // Whoever made the keys load has had its answer; the next unknown one waits for its turn.
    if (from === 'provider') kids.noteAttempt(nowMs)
    const failure = from === 'store' ? await askForKid(kid, nowMs) : KID_MISMATCH
    const late = memory.usable(nowMs)?.get(kid)
    return late === undefined ? fail(failure) : begin(late.find(alg))
  }

  return {
    find(kid, nowMs, alg = 'RS256') {
      refreshInBackground(nowMs)
      if (!isKeyId(kid)) return fail(KID_MISMATCH)
      return memory.usable(nowMs)?.get(kid)?.find(alg) ?? new Later(() => load(kid, nowMs, alg))
    },
    kids: () => memory.kids(),
    isCurrent(key, nowMs) {
      refreshInBackground(nowMs)
      return memory.isCurrent(key, nowMs)
    },
  }
}
