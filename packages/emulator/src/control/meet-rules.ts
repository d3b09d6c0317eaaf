/** Rules and a call → what becomes of the call, and the rules as they are afterwards. Does not wait. */
import type { TroubleRule } from './trouble.ts'

/** A rule in force, with what it needs to know of the calls before. */
export interface StandingRule {
  readonly rule: TroubleRule
  readonly fits: (path: string) => boolean
  /** Who put it in force: a rule, `failNext`, or `setKeysDelayMs`. */
  readonly source: 'rule' | 'failure' | 'keys'
  /** The window that a limit counts in; null before the first call. */
  readonly window: Window | null
}

interface Window {
  readonly startMs: number
  readonly calls: number
}

/** The rule that answers in place of the endpoint. */
export interface TroubleAnswer {
  readonly rule: TroubleRule
  readonly retryAfterSec: number | null
}

/** What becomes of a call. */
export interface Encounter {
  /** How long it waits first, in real milliseconds. */
  readonly delayMs: number
  readonly answer: TroubleAnswer | null
}

interface Meeting {
  readonly path: string
  readonly method: string
  readonly nowMs: number
}

/** @param next The next random fraction, from 0 to 1. */
export function meetRules(
  rules: readonly StandingRule[],
  call: Meeting,
  next: () => number,
): { readonly rules: readonly StandingRule[]; readonly encounter: Encounter } {
  let encounter: Encounter = { delayMs: 0, answer: null }
  const after = rules.flatMap((standing) => {
    if (encounter.answer !== null || !isMeant(standing, call)) return [standing]
    const { counted, answer, isUsed } = meet(standing, call.nowMs)
    encounter = { delayMs: encounter.delayMs + chooseDelayMs(standing.rule, next), answer }
    return isUsed ? useUp(counted) : [counted]
  })
  return { rules: after, encounter }
}

/** The rule after it has worked once more; nothing when that was the last time. */
export function useUp(standing: StandingRule): readonly StandingRule[] {
  const { timesLeft, timesUsed } = standing.rule
  const left = timesLeft === null ? null : timesLeft - 1
  return left === 0 ? [] : [{ ...standing, rule: { ...standing.rule, timesLeft: left, timesUsed: timesUsed + 1 } }]
}

function isMeant({ rule, fits }: StandingRule, { path, method }: Meeting): boolean {
  if (rule.tokens !== null || !fits(path)) return false
  const asked = method === 'HEAD' ? 'GET' : method
  return rule.methods.length === 0 || rule.methods.some((one) => one === asked)
}

interface Met {
  readonly counted: StandingRule
  readonly answer: TroubleAnswer | null
  /** Whether this counts as one of its times. */
  readonly isUsed: boolean
}

function meet(standing: StandingRule, nowMs: number): Met {
  const { rule } = standing
  if (rule.limit === null || rule.windowSec === null)
    return {
      counted: standing,
      answer: rule.status === null ? null : { rule, retryAfterSec: rule.retryAfterSec },
      isUsed: true,
    }
  const window = countCall(standing.window, nowMs, rule.windowSec * 1000)
  const counted = { ...standing, window }
  if (window.calls <= rule.limit) return { counted, answer: null, isUsed: false }
  const untilEndSec = Math.max(1, Math.ceil((window.startMs + rule.windowSec * 1000 - nowMs) / 1000))
  return { counted, answer: { rule, retryAfterSec: rule.retryAfterSec ?? untilEndSec }, isUsed: true }
}

/** A clock that was moved back begins a window too: nobody waits for a time that was undone. */
function countCall(window: Window | null, nowMs: number, lengthMs: number): Window {
  if (window === null || nowMs >= window.startMs + lengthMs || nowMs < window.startMs)
    return { startMs: nowMs, calls: 1 }
  return { ...window, calls: window.calls + 1 }
}

function chooseDelayMs({ delayMs, delayUpToMs }: TroubleRule, next: () => number): number {
  return delayUpToMs > delayMs ? Math.round(delayMs + next() * (delayUpToMs - delayMs)) : delayMs
}
