/**
 * What core does about API keys, written down a second time as in `model-keys.ts`: answers that are remembered, one question at a time for each
 * key, and the budget of calls.
 *
 * Left out, since a silent provider has no mood: what a 429 or a 5xx would change.
 *
 * @see core: provider/token-inspector.ts, call-budget.ts
 */
import {
  KNOWN_TOKEN_MS,
  MACHINE_TOKEN_NEGATIVE_CACHE_MS,
  PROVIDER_SAVINGS_SEC,
  PROVIDER_TIMEOUT_MS,
} from '@postern/core/wire'
import { callWithin } from './call-within.ts'
import type { FleetSettings, Settle, Surroundings } from './isolate.ts'
import type { StoreLine } from './virtual-store.ts'

interface Remembered {
  readonly isGood: boolean
  readonly answeredAtMs: number
  readonly untilMs: number
}

/** What stands in a shared store. */
interface SharedAnswer {
  readonly isGood: boolean
  readonly answeredAtMs: number
}

export interface ModelTokens {
  /** A request with this API key. */
  inspect(name: string, settle: Settle): void
}

/** The part of the limits that each of the two shares has. */
const PART = 0.5

/** Knows no API key yet. */
export function createModelTokens({ time, provider, store, settings }: Surroundings): ModelTokens {
  const answers = new Map<string, Remembered>()
  const knownUntilMs = new Map<string, number>()
  const questions = new Map<string, Settle[]>()
  const calls = createBudget(settings)
  const reads = createBudget(settings)
  const cacheMs = settings.machineTokenCacheInMs

  const isKnown = (name: string): boolean => (knownUntilMs.get(name) ?? 0) > time.now()

  function recall(name: string): Remembered | null {
    const found = answers.get(name)
    return found !== undefined && time.now() < found.untilMs ? found : null
  }

  /** @returns Whether others may be told. */
  function remember(name: string, isGood: boolean, answeredAtMs: number): boolean {
    const isOurs = isGood || knownUntilMs.has(name)
    if (isOurs) knownUntilMs.set(name, isGood ? answeredAtMs + KNOWN_TOKEN_MS : 0)
    if (cacheMs === 0) return false
    const forMs = isGood ? cacheMs : MACHINE_TOKEN_NEGATIVE_CACHE_MS
    answers.set(name, { isGood, answeredAtMs, untilMs: answeredAtMs + forMs })
    return isOurs
  }

  function land(name: string, isGood: boolean): void {
    const waiting = questions.get(name) ?? []
    questions.delete(name)
    for (const settle of waiting) settle(isGood)
  }

  function askProvider(name: string): void {
    const share = isKnown(name) ? calls.known : calls.strangers
    if (!share.begin(time.now())) {
      land(name, false)
      return
    }
    const call = (done: (isGood: boolean) => void): void => provider.askToken(name, done)
    callWithin(time, PROVIDER_TIMEOUT_MS, call, (isGood) => {
      share.end()
      if (isGood !== null && remember(name, isGood, time.now()))
        store?.write(name, { isGood, answeredAtMs: time.now() })
      land(name, isGood === true)
    })
  }

  function askStore(name: string, line: StoreLine): void {
    const share = isKnown(name) ? reads.known : reads.strangers
    if (!share.begin(time.now())) {
      askProvider(name)
      return
    }
    line.read(name, (value) => {
      share.end()
      // Nobody else writes there.
      const found = value as SharedAnswer | null
      const heardAtMs = answers.get(name)?.answeredAtMs ?? 0
      if (found !== null && found.answeredAtMs >= heardAtMs) remember(name, found.isGood, found.answeredAtMs)
      const recalled = recall(name)
      if (recalled === null) askProvider(name)
      else land(name, recalled.isGood)
    })
  }

  return {
    inspect(name, settle) {
      const found = recall(name)
      if (found !== null) {
        settle(found.isGood)
        return
      }
      const waiting = questions.get(name)
      if (waiting !== undefined) {
        waiting.push(settle)
        return
      }
      questions.set(name, [settle])
      if (store === null || cacheMs === 0) askProvider(name)
      else askStore(name, store)
    },
  }
}

interface Share {
  /** Whether one more call may begin; it then has. */
  begin(nowMs: number): boolean
  end(): void
}

function createBudget(settings: FleetSettings): Readonly<Record<'known' | 'strangers', Share>> {
  return { known: createShare(settings), strangers: createShare(settings) }
}

function createShare({ providerCallsPerSecond, providerCallsInFlight }: FleetSettings): Share {
  const perSecond = providerCallsPerSecond * PART
  const mostInFlight = Math.max(1, Math.floor(providerCallsInFlight * PART))
  let left = perSecond * PROVIDER_SAVINGS_SEC
  let countedAtMs = 0
  let inFlight = 0
  return {
    begin(nowMs) {
      left = Math.min(perSecond * PROVIDER_SAVINGS_SEC, left + ((nowMs - countedAtMs) * perSecond) / 1_000)
      countedAtMs = nowMs
      if (left < 1 || inFlight >= mostInFlight) return false
      left -= 1
      inFlight += 1
      return true
    },
    end() {
      inFlight -= 1
    },
  }
}
