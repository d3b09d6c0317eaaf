/**
 * Provider room. What the provider was asked, and how it took it → whether one more call may begin. Does not wait; time is an argument.
 *
 * Anybody can invent tokens and nonces that look genuine, and each costs a call. Without a bound a single client drives the provider into
 * refusing the whole instance. Keys are fetched under rules of their own, so no session that can be verified waits for this.
 *
 * @see rulings.md D11; record 027; RFC 9110 §10.2.3 (Retry-After)
 */
import { parseDateMs } from '../foundation/ports.ts'
import {
  MAX_FORGIVEN_FAILURES,
  MAX_PROVIDER_BACK_OFF_MS,
  MAX_RETRY_AFTER_MS,
  PROVIDER_BACK_OFF_MS,
  PROVIDER_CALL_LOST_MS,
  PROVIDER_SAVINGS_SEC,
} from '../wire/limits.ts'

/** What a call is for. `known-token`: a machine token that the provider accepted a while ago. */
export type CallKind = 'token' | 'known-token' | 'nonce' | 'renewal' | 'minting'

/** Bounds of a whole share. */
export interface CallLimits {
  /** Calls that may begin in a second, on the average of `PROVIDER_SAVINGS_SEC`. 1 or more. */
  readonly callsPerSecond: number
  /** Calls in the air at a time. 1 or more. */
  readonly callsInFlight: number
}

/** What came of a call. */
export interface CallOutcome {
  /** HTTP status, or null when there was no answer. */
  readonly status: number | null
  /** How long the provider wants to be left alone, in milliseconds; null where it does not say. */
  readonly retryAfterMs: number | null
}

/** To be called once, when the call has ended. */
type EndCall = (outcome: CallOutcome, nowMs: number) => void

export interface CallBudget {
  /** @returns How to end the call, which has begun; or `paused` while the provider is left alone, `spent` beyond the budget: then make none. */
  begin(kind: CallKind, nowMs: number): EndCall | 'paused' | 'spent'
}

/** Who pays for a kind, and how much of the limits that share has. */
const SHARES: Readonly<Record<CallKind, readonly [name: string, part: number]>> = {
  // Whoever showed something good before is not pushed out by those who never did.
  token: ['strangers', 0.5],
  nonce: ['strangers', 0.5],
  'known-token': ['known', 0.5],
  renewal: ['renewals', 1],
  minting: ['minting', 1],
}

interface Share {
  left: number
  countedAtMs: number
  readonly calls: Set<{ readonly kind: CallKind; readonly atMs: number }>
}

/** How the provider took the last calls of a kind. */
interface Mood {
  strikes: number
  atMs: number
  forMs: number
}

/** Makes a budget that nobody has drawn on. */
export function createCallBudget(limits: CallLimits): CallBudget {
  const shares = new Map<string, Share>()
  const moods = new Map<CallKind, Mood>()

  return {
    begin(kind, nowMs) {
      // Without a clock nothing can be counted.
      if (!Number.isFinite(nowMs)) return 'spent'
      const [name, part] = SHARES[kind]
      const perSecond = limits.callsPerSecond * part
      const share = shares.get(name) ?? { left: Number.MAX_VALUE, countedAtMs: nowMs, calls: new Set() }
      const mood = moods.get(kind) ?? { strikes: 0, atMs: 0, forMs: 0 }
      shares.set(name, share)
      moods.set(kind, mood)
      refill(share, perSecond, nowMs)
      // After a pause one call at a time finds out whether it is over.
      const isProbing = mood.forMs > 0 && [...share.calls].some((call) => call.kind === kind)
      if (isProbing || isPaused(mood, nowMs)) return 'paused'
      if (share.left < 1 || share.calls.size >= Math.max(1, Math.floor(limits.callsInFlight * part))) return 'spent'
      const call = { kind, atMs: nowMs }
      share.left -= 1
      share.calls.add(call)
      return (outcome, endedAtMs) => {
        share.calls.delete(call)
        note(mood, outcome, endedAtMs)
      }
    },
  }
}

function refill(share: Share, perSecond: number, nowMs: number): void {
  const passedMs = Math.max(0, nowMs - share.countedAtMs)
  share.left = Math.min(perSecond * PROVIDER_SAVINGS_SEC, share.left + (passedMs * perSecond) / 1_000)
  // Also when the clock jumped back, or nothing would be given until it is where it was.
  share.countedAtMs = nowMs
  for (const call of share.calls) if (Math.abs(nowMs - call.atMs) > PROVIDER_CALL_LOST_MS) share.calls.delete(call)
}

function isPaused({ atMs, forMs }: Mood, nowMs: number): boolean {
  return nowMs >= atMs && nowMs - atMs < forMs
}

function note(mood: Mood, { status, retryAfterMs }: CallOutcome, nowMs: number): void {
  // No answer says nothing about the provider's mood, and calls in the air are bounded. During a pause, calls end that began before it.
  if (status === null || isPaused(mood, nowMs)) return
  const isWelcome = status !== 429 && status < 500
  mood.strikes = isWelcome ? 0 : mood.strikes + 1
  mood.atMs = nowMs
  mood.forMs = isWelcome ? 0 : toPauseMs(status, mood.strikes, retryAfterMs)
}

function toPauseMs(status: number, strikes: number, retryAfterMs: number | null): number {
  const step = status === 429 ? strikes - 1 : strikes - MAX_FORGIVEN_FAILURES - 1
  if (step < 0) return 0
  if (retryAfterMs !== null) return Math.min(MAX_RETRY_AFTER_MS, Math.max(PROVIDER_BACK_OFF_MS, retryAfterMs))
  return Math.min(MAX_PROVIDER_BACK_OFF_MS, PROVIDER_BACK_OFF_MS * 2 ** step)
}

/**
 * How long a `Retry-After` says to wait.
 *
 * @returns Milliseconds, 0 or more; null for what is neither a number of seconds nor a date.
 * @see RFC 9110 §10.2.3
 */
export function readRetryAfterMs(text: string | null, nowMs: number): number | null {
  if (text === null) return null
  const afterMs = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : parseDateMs(text) - nowMs
  return Number.isFinite(afterMs) ? Math.max(0, afterMs) : null
}
