/**
 * What core does about the keys of an isolate, written down a second time without promises, HTTP and cryptography, for fleets that are too large to
 * run core itself. A test compares it with core, decision by decision.
 *
 * @see core: verification/keys.ts, key-memory.ts, key-refresher.ts
 */
import {
  DEFAULT_KEYS_STALE_IF_ERROR_MS,
  KEYS_ATTEMPTS,
  KEYS_FRESH_MS,
  KEYS_OUTAGE_MS,
  KEYS_REFRESH_AFTER_MS,
  KEYS_RETRY_AFTER_MS,
  KEYS_TIMEOUT_MS,
  UNKNOWN_KID_COOLDOWN_MS,
} from '@postern/core/wire'
import { callWithin } from './call-within.ts'
import type { Settle, Surroundings } from './isolate.ts'

/** Keys, and when the provider gave them. */
interface KeySet {
  readonly kids: readonly string[]
  readonly fetchedAtMs: number
}

type Landing = 'store' | 'provider' | 'none'

const ENTRY = 'keys'

export interface ModelKeys {
  /** A token that this key signed. */
  find(kid: string, settle: Settle): void
}

/** Knows no key yet. */
export function createModelKeys({ time, provider, store }: Surroundings): ModelKeys {
  let live: KeySet | null = null
  let failedAtMs = -Infinity
  let askedAtMs = -Infinity
  let flight: ((landing: Landing) => void)[] | null = null
  let missing: Map<string, number> | null = null
  const askKeys = (done: (kids: readonly string[]) => void): void => provider.askKeys(done)

  const isWithin = (thenMs: number, nowMs: number, limitMs: number): boolean => Math.abs(nowMs - thenMs) < limitMs
  const isPaused = (nowMs: number): boolean => isWithin(failedAtMs, nowMs, KEYS_RETRY_AFTER_MS)

  function usable(nowMs: number): KeySet | null {
    if (live === null || isWithin(live.fetchedAtMs, nowMs, KEYS_FRESH_MS)) return live
    const isOutage = isWithin(failedAtMs, nowMs, KEYS_OUTAGE_MS)
    return isOutage && isWithin(live.fetchedAtMs, nowMs, DEFAULT_KEYS_STALE_IF_ERROR_MS) ? live : null
  }

  const has = (nowMs: number, kid: string): boolean => usable(nowMs)?.kids.includes(kid) === true

  function isRefreshDue(nowMs: number): boolean {
    return live !== null && !isWithin(live.fetchedAtMs, nowMs, KEYS_REFRESH_AFTER_MS) && !isPaused(nowMs)
  }

  function accept(keys: KeySet): void {
    live = keys
    failedAtMs = -Infinity
  }

  function land(landing: Landing): void {
    const waiting = flight ?? []
    flight = null
    for (const done of waiting) done(landing)
  }

  function askProvider(nowMs: number, cause: 'age' | 'kid', startedAtMs: number, attempts: number): void {
    callWithin<readonly string[]>(time, KEYS_TIMEOUT_MS, askKeys, (kids) => {
      const answeredAtMs = nowMs + (time.now() - startedAtMs)
      if (kids === null && attempts > 1) {
        askProvider(nowMs, cause, startedAtMs, attempts - 1)
      } else if (kids === null) {
        failedAtMs = answeredAtMs
        land('none')
      } else {
        accept({ kids, fetchedAtMs: answeredAtMs })
        if (cause === 'age') askedAtMs = -Infinity
        store?.write(ENTRY, { kids, fetchedAtMs: answeredAtMs })
        land('provider')
      }
    })
  }

  function takeStored(stored: KeySet | null, nowMs: number): boolean {
    const heldFromMs = live?.fetchedAtMs ?? null
    if (stored === null || stored.fetchedAtMs > nowMs || stored.fetchedAtMs <= (heldFromMs ?? -Infinity)) return false
    accept(stored)
    return usable(nowMs) !== null && (heldFromMs === null || !isRefreshDue(nowMs))
  }

  function join(nowMs: number, cause: 'age' | 'kid', done: (landing: Landing) => void): void {
    if (flight !== null) {
      flight.push(done)
      return
    }
    flight = [done]
    const ask = (): void => askProvider(nowMs, cause, time.now(), KEYS_ATTEMPTS)
    if (cause === 'kid' || store === null) ask()
    // Nobody else writes there. Its own bound on waiting is longer than these stores take.
    else store.read(ENTRY, (found) => (takeStored(found as KeySet | null, nowMs) ? land('store') : ask()))
  }

  function askForKid(kid: string, nowMs: number, settle: Settle): void {
    if (flight === null) {
      const isAskable =
        !isWithin(askedAtMs, nowMs, UNKNOWN_KID_COOLDOWN_MS) &&
        !isWithin(missing?.get(kid) ?? -Infinity, nowMs, UNKNOWN_KID_COOLDOWN_MS)
      if (isPaused(nowMs) || !isAskable) {
        settle(false)
        return
      }
      askedAtMs = nowMs
    }
    join(nowMs, 'kid', (landing) => {
      if (landing !== 'none' && !has(nowMs, kid)) (missing ??= new Map<string, number>()).set(kid, nowMs)
      settle(has(nowMs, kid))
    })
  }

  function choose(landing: Landing, kid: string, nowMs: number, settle: Settle): void {
    const keys = usable(nowMs)
    if (keys === null || keys.kids.includes(kid)) {
      settle(keys !== null)
      return
    }
    if (landing === 'provider') askedAtMs = nowMs
    if (landing === 'store') askForKid(kid, nowMs, settle)
    else settle(false)
  }

  return {
    find(kid, settle) {
      const nowMs = time.now()
      if (isRefreshDue(nowMs) && flight === null) join(nowMs, 'age', () => {})
      if (has(nowMs, kid)) settle(true)
      else if (usable(nowMs) !== null) choose('store', kid, nowMs, settle)
      else if (isPaused(nowMs)) settle(false)
      else join(nowMs, 'age', (landing) => choose(landing, kid, nowMs, settle))
    },
  }
}
