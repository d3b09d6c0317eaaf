/** What is counted while a fleet runs, and what that comes to. Does not wait. */
import { END_MS, REVOKED_AT_MS, STRETCHES, TIMELINE, type StretchName } from './scenario.ts'
import { PROVIDER_FLOOR_MS, type Asked } from './virtual-provider.ts'

/** Requests of users in a stretch of time, by what they carry. */
interface Counts {
  requests: number
  refused: number
  waited: number
}

/** Of a stretch of time. */
export interface StretchFigures {
  /** Calls a second. */
  readonly keyCalls: Rate
  readonly tokenCalls: Rate
  /** Parts of the users' requests that waited for the provider: as long as its quickest answer takes, or longer. */
  readonly waitedSessions: number
  readonly waitedApiKeys: number
  /** The longest time that a user's request took, in seconds. */
  readonly longestWaitSec: number
  /** Parts of the users' requests that were refused. */
  readonly refusedSessions: number
  readonly refusedApiKeys: number
  /** Isolates that were made, in a second. */
  readonly births: number
}

/** Calls in a second. */
export interface Rate {
  readonly mean: number
  /** Of a hundred seconds one has more. */
  readonly p99: number
  readonly most: number
}

/** How long something revoked went on being accepted, in seconds from the revocation. */
export interface Staleness {
  /** Over the isolates that accepted something after it was revoked. */
  readonly p99: number
  readonly most: number
}

export interface FleetFigures {
  readonly stretches: Readonly<Record<StretchName, StretchFigures>>
  readonly staleKey: Staleness
  readonly staleApiKey: Staleness
}

export interface Tally {
  call(asked: Asked, nowMs: number): void
  birth(nowMs: number): void
  /** A user's request was decided. */
  request(carried: 'session' | 'apiKey', arrivedMs: number, decidedMs: number, isAccepted: boolean): void
  /** Something stolen was accepted. @param theft Which of the stolen things. */
  theft(carried: 'session' | 'apiKey', theft: number, slot: number, nowMs: number): void
  toFigures(): FleetFigures
}

/** @param size How many isolates there are. */
export function createTally(size: number): Tally {
  const seconds = { keys: createSeconds(), token: createSeconds(), births: createSeconds() }
  const stretches = STRETCHES.map((name) => createStretch(name))
  const accepted = { session: new Float64Array(size), apiKey: new Float64Array(size) }

  return {
    call: (asked, nowMs) => countSecond(seconds[asked], nowMs),
    birth: (nowMs) => countSecond(seconds.births, nowMs),
    request(carried, arrivedMs, decidedMs, isAccepted) {
      const stretch = stretches.find(({ fromMs, toMs }) => arrivedMs >= fromMs && arrivedMs < toMs)
      if (stretch === undefined) return
      stretch[carried].requests += 1
      if (!isAccepted) stretch[carried].refused += 1
      if (decidedMs - arrivedMs >= PROVIDER_FLOOR_MS) stretch[carried].waited += 1
      stretch.longestWaitMs = Math.max(stretch.longestWaitMs, decidedMs - arrivedMs)
    },
    theft(carried, theft, slot, nowMs) {
      const forMs = nowMs - (REVOKED_AT_MS[theft] ?? 0)
      if (forMs > 0) accepted[carried][slot] = forMs
    },
    toFigures: () => ({
      stretches: Object.fromEntries(
        stretches.map((stretch) => [stretch.name, toStretchFigures(stretch, seconds)]),
      ) as FleetFigures['stretches'],
      staleKey: toStaleness(accepted.session),
      staleApiKey: toStaleness(accepted.apiKey),
    }),
  }
}

type Seconds = Float64Array

/** Room for calls that end after the last request. */
const createSeconds = (): Seconds => new Float64Array(END_MS / 1_000 + 60)

function countSecond(seconds: Seconds, nowMs: number): void {
  const second = Math.floor(nowMs / 1_000)
  seconds[second] = (seconds[second] ?? 0) + 1
}

interface StretchCounts {
  readonly name: StretchName
  readonly fromMs: number
  readonly toMs: number
  readonly session: Counts
  readonly apiKey: Counts
  longestWaitMs: number
}

function createStretch(name: StretchName): StretchCounts {
  const createCounts = (): Counts => ({ requests: 0, refused: 0, waited: 0 })
  return { name, ...TIMELINE[name], session: createCounts(), apiKey: createCounts(), longestWaitMs: 0 }
}

function toStretchFigures(
  stretch: StretchCounts,
  seconds: Readonly<Record<Asked | 'births', Seconds>>,
): StretchFigures {
  const { session, apiKey, fromMs, toMs } = stretch
  const cut = (all: Seconds): Seconds => all.slice(fromMs / 1_000, toMs / 1_000)
  return {
    keyCalls: toRate(cut(seconds.keys)),
    tokenCalls: toRate(cut(seconds.token)),
    waitedSessions: divide(session.waited, session.requests),
    waitedApiKeys: divide(apiKey.waited, apiKey.requests),
    longestWaitSec: stretch.longestWaitMs / 1_000,
    refusedSessions: divide(session.refused, session.requests),
    refusedApiKeys: divide(apiKey.refused, apiKey.requests),
    births: toRate(cut(seconds.births)).mean,
  }
}

const divide = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

function toRate(seconds: Seconds): Rate {
  const sorted = seconds.toSorted()
  const sum = sorted.reduce((total, calls) => total + calls, 0)
  return { mean: divide(sum, sorted.length), p99: toQuantile(sorted, 0.99), most: sorted.at(-1) ?? 0 }
}

function toStaleness(acceptedMs: Float64Array): Staleness {
  const sorted = acceptedMs.filter((forMs) => forMs > 0).toSorted()
  return { p99: toQuantile(sorted, 0.99) / 1_000, most: (sorted.at(-1) ?? 0) / 1_000 }
}

function toQuantile(sorted: Float64Array, part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
}
