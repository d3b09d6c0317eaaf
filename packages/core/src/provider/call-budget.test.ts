import { describe, expect, it } from 'vitest'
import { MAX_PROVIDER_BACK_OFF_MS, MAX_RETRY_AFTER_MS, PROVIDER_BACK_OFF_MS } from '../wire/limits.ts'
import {
  createCallBudget,
  readRetryAfterMs,
  type CallBudget,
  type CallKind,
  type CallLimits,
  type CallOutcome,
} from './call-budget.ts'

const NOW_MS = 1_767_225_600_000
const limits: CallLimits = { callsPerSecond: 20, callsInFlight: 50 }
const good: CallOutcome = { status: 200, retryAfterMs: null }

/** Makes calls that end at once. @returns How many began. */
function callMany(budget: CallBudget, kind: CallKind, count: number, nowMs: number, outcome = good): number {
  let begun = 0
  for (let call = 0; call < count; call += 1) {
    const end = budget.begin(kind, nowMs)
    if (typeof end === 'string') continue
    begun += 1
    end(outcome, nowMs)
  }
  return begun
}

/** Begins calls that do not end. @returns How many began. */
function hangMany(budget: CallBudget, kind: CallKind, count: number, nowMs: number): number {
  return Array.from({ length: count }, () => budget.begin(kind, nowMs)).filter((end) => typeof end !== 'string').length
}

describe('createCallBudget', () => {
  it('lets tokens and nonces that were never good have half of a share, five seconds of it at once (H4)', () => {
    const budget = createCallBudget(limits)
    expect(callMany(budget, 'token', 1_000, NOW_MS) + callMany(budget, 'nonce', 1_000, NOW_MS)).toBe(50)
    expect(budget.begin('nonce', NOW_MS)).toBe('spent')
  })

  it('keeps the other half for tokens that were good, and shares of their own for renewals and minting (H4)', () => {
    const budget = createCallBudget(limits)
    callMany(budget, 'token', 1_000, NOW_MS)
    expect(callMany(budget, 'known-token', 1_000, NOW_MS)).toBe(50)
    expect(callMany(budget, 'renewal', 1_000, NOW_MS)).toBe(100)
    expect(callMany(budget, 'minting', 1_000, NOW_MS)).toBe(100)
    expect(callMany(budget, 'nonce', 1_000, NOW_MS + 1_000)).toBe(10)
    expect(callMany(budget, 'nonce', 1_000, NOW_MS + 3_600_000)).toBe(50)
  })

  it('lets no more begin over ten minutes of a storm than the budget, and none of the known ones less (H4)', () => {
    const budget = createCallBudget(limits)
    let strangers = 0
    let known = 0
    for (let ms = 0; ms < 600_000; ms += 5) {
      strangers += callMany(budget, 'token', 3, NOW_MS + ms)
      if (ms % 100 === 0) known += callMany(budget, 'known-token', 1, NOW_MS + ms)
    }
    expect(known).toBe(6_000)
    expect(strangers).toBeLessThanOrEqual(50 + 10 * 600)
  })

  it('bounds the calls in the air: a silent provider holds 25 strangers and 50 in all (H4)', () => {
    const budget = createCallBudget(limits)
    expect(hangMany(budget, 'token', 1_000, NOW_MS)).toBe(25)
    expect(hangMany(budget, 'nonce', 1_000, NOW_MS)).toBe(0)
    expect(hangMany(budget, 'known-token', 1_000, NOW_MS)).toBe(25)
    expect(hangMany(budget, 'renewal', 1_000, NOW_MS)).toBe(50)
  })

  it('forgets calls that were cut off with their request', () => {
    const budget = createCallBudget(limits)
    hangMany(budget, 'token', 1_000, NOW_MS)
    expect(hangMany(budget, 'token', 1_000, NOW_MS + 5_000)).toBe(0)
    expect(hangMany(budget, 'token', 1_000, NOW_MS + 10_001)).toBe(25)
  })

  it.each([
    [1, 2],
    [2, 5],
    [3, 7],
  ])('lets strangers in with a budget of %i', (callsPerSecond, expected) => {
    const budget = createCallBudget({ callsPerSecond, callsInFlight: 1 })
    expect(callMany(budget, 'token', 10, NOW_MS)).toBe(expected)
    expect(callMany(budget, 'token', 10, NOW_MS + 5_000)).toBe(expected)
  })

  it('gives nothing more because the clock jumps back, and nothing at all without a clock', () => {
    const budget = createCallBudget(limits)
    callMany(budget, 'token', 1_000, NOW_MS)
    expect(callMany(budget, 'token', 1_000, NOW_MS - 3_600_000)).toBe(0)
    expect(callMany(budget, 'token', 1_000, NOW_MS - 3_595_000)).toBe(50)
    expect(budget.begin('token', Number.NaN)).toBe('spent')
    expect(callMany(budget, 'token', 1_000, NOW_MS)).toBe(50)
  })
})

describe('createCallBudget: back-off', () => {
  const tooMany = (retryAfterMs: number | null): CallOutcome => ({ status: 429, retryAfterMs })
  const broken = { status: 503, retryAfterMs: null }

  it('leaves the provider alone for as long as a 429 says, and at most a minute (H4)', () => {
    const budget = createCallBudget(limits)
    expect(callMany(budget, 'token', 10, NOW_MS, tooMany(7_000))).toBe(1)
    expect(budget.begin('token', NOW_MS + 6_999)).toBe('paused')
    expect(callMany(budget, 'token', 10, NOW_MS + 7_000, tooMany(86_400_000))).toBe(1)
    expect(budget.begin('token', NOW_MS + 7_000 + MAX_RETRY_AFTER_MS - 1)).toBe('paused')
    expect(callMany(budget, 'token', 1, NOW_MS + 7_000 + MAX_RETRY_AFTER_MS)).toBe(1)
  })

  it('waits twice as long after each further 429 that says no time, up to a bound; a good answer ends it (H4)', () => {
    const budget = createCallBudget(limits)
    let nowMs = NOW_MS
    const waits: number[] = []
    for (let count = 0; count < 8; count += 1) {
      expect(callMany(budget, 'token', 1, nowMs, tooMany(null))).toBe(1)
      const from = nowMs
      while (budget.begin('token', nowMs) === 'paused') nowMs += 500
      waits.push(nowMs - from)
      // The call that found out was not ended: it is lost.
      nowMs += 10_001
    }
    expect(waits.slice(0, 5)).toEqual([1, 2, 4, 8, 16].map((factor) => factor * PROVIDER_BACK_OFF_MS))
    expect(waits.at(-1)).toBe(MAX_PROVIDER_BACK_OFF_MS)
    expect(callMany(budget, 'token', 10, nowMs)).toBe(10)
  })

  it('forgives two answers of 500 and above in a row, and backs off from the third (H4)', () => {
    const budget = createCallBudget(limits)
    expect(callMany(budget, 'nonce', 1_000, NOW_MS, broken)).toBe(3)
    expect(callMany(budget, 'nonce', 1_000, NOW_MS + PROVIDER_BACK_OFF_MS, broken)).toBe(1)
    const again = NOW_MS + 3 * PROVIDER_BACK_OFF_MS
    expect(budget.begin('nonce', again - 1)).toBe('paused')
    expect(callMany(budget, 'nonce', 10, again)).toBe(10)
  })

  it('honours the time that an answer of 500 and above says, once the forgiven ones are over (H4)', () => {
    const budget = createCallBudget(limits)
    const away: CallOutcome = { status: 503, retryAfterMs: 3_600_000 }
    expect(callMany(budget, 'known-token', 2, NOW_MS, away)).toBe(2)
    expect(callMany(budget, 'known-token', 1, NOW_MS)).toBe(1)
    expect(callMany(budget, 'known-token', 40, NOW_MS, away)).toBe(3)
    expect(budget.begin('known-token', NOW_MS + MAX_RETRY_AFTER_MS - 1)).toBe('paused')
    expect(callMany(budget, 'known-token', 40, NOW_MS + MAX_RETRY_AFTER_MS, away)).toBe(1)
  })

  it('asks with one call at a time after a pause', () => {
    const budget = createCallBudget(limits)
    callMany(budget, 'token', 1, NOW_MS, tooMany(1_000))
    const first = budget.begin('token', NOW_MS + 1_000)
    expect(budget.begin('token', NOW_MS + 1_000)).toBe('paused')
    if (typeof first !== 'string') first(good, NOW_MS + 1_100)
    expect(hangMany(budget, 'token', 10, NOW_MS + 1_100)).toBe(10)
  })

  it('is not ended by answers to calls that began before it, and harms no other kind (H4)', () => {
    const budget = createCallBudget(limits)
    const early = budget.begin('token', NOW_MS)
    callMany(budget, 'token', 1, NOW_MS, tooMany(5_000))
    if (typeof early !== 'string') early(good, NOW_MS + 10)
    expect(budget.begin('token', NOW_MS + 20)).toBe('paused')
    for (const kind of ['known-token', 'nonce', 'renewal', 'minting'] as const) {
      expect(callMany(budget, kind, 1, NOW_MS + 20)).toBe(1)
    }
  })
})

describe('readRetryAfterMs', () => {
  it.each([
    ['120', 120_000],
    ['0', 0],
    [new Date(NOW_MS + 30_000).toUTCString(), 30_000],
    [new Date(NOW_MS - 30_000).toUTCString(), 0],
    ['soon', null],
    ['', null],
    [null, null],
  ])('reads %j', (text, ms) => {
    expect(readRetryAfterMs(text, NOW_MS)).toBe(ms)
  })
})
