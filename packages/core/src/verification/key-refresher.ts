/**
 * Verification room. Key source → what its issuer, or the store, says of the keys now. Waits for both; all who ask at once share one answer.
 *
 * @see rulings.md D5; protocol.md 4.3
 */
import { createFlights } from '../foundation/flights.ts'
import { readNowMs, type Ports } from '../foundation/ports.ts'
import { KEYS_FLIGHT_WAIT_MS } from '../wire/limits.ts'
import type { KeyMemory } from './key-memory.ts'
import type { PublishedKeys } from './key-source.ts'
import { createKeysReporter, loadKeySet } from './load-key-set.ts'
import { readStoredKeys, writeStoredKeys } from './stored-keys.ts'

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
    if (cause === 'age' && ports.keys !== null && (await askStore(source, ports, memory, nowMs)))
      return { from: 'store' }
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
    ports.waitUntil(writeStoredKeys(source, ports, { keys: answer.value, fetchedAtMs: answeredAtMs }))
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
async function askStore(source: PublishedKeys, ports: Ports, memory: KeyMemory, nowMs: number): Promise<boolean> {
  const stored = await readStoredKeys(source, ports, nowMs)
  const heldFromMs = memory.fetchedAtMs()
  if (stored === null || (heldFromMs !== null && stored.fetchedAtMs <= heldFromMs)) return false
  memory.accept(stored.keys, stored.fetchedAtMs)
  // At a cold start somebody waits; later there is time to have newer ones.
  return memory.usable(nowMs) !== null && (heldFromMs === null || !memory.isRefreshDue(nowMs))
}
