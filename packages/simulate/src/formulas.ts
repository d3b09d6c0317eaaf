/**
 * What a fleet should come to by a calculation on the back of an envelope, beside what the simulation says. Does not wait.
 *
 * Every formula is a sum over isolates of one over the time between two calls. That time is the time for which an answer holds, plus the time
 * until somebody asks again.
 */
import {
  KEYS_ATTEMPTS,
  KEYS_FRESH_MS,
  KEYS_REFRESH_AFTER_MS,
  KEYS_RETRY_AFTER_MS,
  KEYS_TIMEOUT_MS,
  PROVIDER_SAVINGS_SEC,
  UNKNOWN_KID_COOLDOWN_MS,
} from '@postern/core/wire'
import { toRates } from './fleet.ts'
import { API_KEY_PART, API_KEY_WEIGHTS, ATTACK_FACTOR, LIFE_SPREAD, TIMELINE, type FleetPlan } from './scenario.ts'
import type { Variant } from './variants.ts'
import { PROVIDER_FLOOR_MS, PROVIDER_MEAN_MS } from './virtual-provider.ts'
import { CENTRE_MS, KEEPS_TOKENS, SHARED_STORE_MS } from './virtual-store.ts'

/** What is calculated of a fleet. Calls a second, seconds, or a part of 1. */
export interface Estimate {
  readonly calmKeyCalls: number
  readonly calmTokenCalls: number
  readonly deploymentKeyCalls: number
  readonly staleKeySec: number
  readonly staleApiKeySec: number
  readonly outageKeyCalls: number
  readonly outageRefusedSessions: number
  readonly recoveryKeyCalls: number
  readonly attackKeyCalls: number
  readonly attackTokenCalls: number
}

/** How long an answer of the provider takes, in seconds. */
const ANSWER = PROVIDER_MEAN_MS / 1_000
/** One answer in a hundred thousand takes longer. What is revoked in that time is still on its way as good. */
const SLOWEST_ANSWER = (PROVIDER_FLOOR_MS + Math.log(100_000) * (PROVIDER_MEAN_MS - PROVIDER_FLOOR_MS)) / 1_000
const REFRESH_AFTER = KEYS_REFRESH_AFTER_MS / 1_000
const FRESH = KEYS_FRESH_MS / 1_000
/** From the first of the attempts that fail to the next one that is made. */
const OUTAGE_CYCLE = (KEYS_ATTEMPTS * KEYS_TIMEOUT_MS + KEYS_RETRY_AFTER_MS) / 1_000
const COOLDOWN = UNKNOWN_KID_COOLDOWN_MS / 1_000

export function toEstimate(plan: FleetPlan, variant: Variant, seed: number): Estimate {
  const rates = toRates(plan, seed)
  const settings = variant.toSettings(plan.size)
  const sessions = rates.map((rate) => rate * (1 - API_KEY_PART))
  const invented = rates.map((rate) => (rate * ATTACK_FACTOR) / 2)
  const tokenCalls = toTokenCalls(rates, settings.machineTokenCacheInMs / 1_000, KEEPS_TOKENS[variant.store])
  const outageKeyCalls = sum(sessions, (rate) => KEYS_ATTEMPTS / (OUTAGE_CYCLE + 1 / rate))
  const strangersPerSecond = (settings.providerCallsPerSecond / 2) * (1 + PROVIDER_SAVINGS_SEC / toSeconds('attack'))
  return {
    calmKeyCalls: toKeyCalls(plan, sessions, variant),
    calmTokenCalls: tokenCalls,
    deploymentKeyCalls: variant.store === 'none' ? sum(sessions, askWithin(1)) : toAskers(plan, sessions, variant),
    staleKeySec: FRESH + SLOWEST_ANSWER,
    staleApiKeySec: settings.machineTokenCacheInMs / 1_000 + SLOWEST_ANSWER,
    outageKeyCalls,
    outageRefusedSessions: variant.store === 'none' ? toNewcomers(plan) : 0,
    recoveryKeyCalls: outageKeyCalls + 4 * Math.sqrt(outageKeyCalls),
    attackKeyCalls: sum(invented, toInventedCalls) + (variant.store === 'none' ? toAgedCalls(sessions, invented) : 0),
    attackTokenCalls: tokenCalls + sum(invented, (rate) => Math.min(rate, strangersPerSecond)),
  }
}

const sum = (rates: Float64Array, toCalls: (rate: number) => number): number =>
  rates.reduce((total, rate) => total + toCalls(rate), 0)
/** How likely it is that an isolate with this rate is asked within a time. */
const askWithin =
  (seconds: number) =>
  (rate: number): number =>
    1 - Math.exp(-rate * seconds)
const toSeconds = (name: keyof typeof TIMELINE): number => (TIMELINE[name].toMs - TIMELINE[name].fromMs) / 1_000

/** The first invented key is asked about at once, each further one after the pause. The attack is two pauses long. */
function toInventedCalls(rate: number): number {
  const seconds = toSeconds('attack')
  const left = rate * (seconds - COOLDOWN)
  return (1 - Math.exp(-rate * seconds) + (1 - Math.exp(-left) * (1 + left))) / seconds
}

/** Where no invented key comes before keys are due, they are fetched as ever. When the attack begins, that is half of their time away. */
function toAgedCalls(sessions: Float64Array, invented: Float64Array): number {
  return sum(
    sessions.map(
      (rate, index) => Math.exp(-(invented[index] ?? 0) * (REFRESH_AFTER / 2)) / (REFRESH_AFTER + ANSWER + 1 / rate),
    ),
    (calls) => calls,
  )
}

/** Without a store each isolate asks by itself, and one that starts asks at once: half a cycle early on the average. */
function toKeyCalls(plan: FleetPlan, sessions: Float64Array, variant: Variant): number {
  if (variant.store !== 'none') {
    return toAskers(plan, sessions, variant) / (REFRESH_AFTER + ANSWER + 1 / sum(sessions, (rate) => rate))
  }
  const meanLife = (plan.medianLifeMs / 1_000) * Math.exp(LIFE_SPREAD ** 2 / 2)
  const births = plan.size / meanLife
  return sum(sessions, (rate) => 1 / (REFRESH_AFTER + ANSWER + 1 / rate)) + births / 2
}

/**
 * With a store all keys have one age, so all isolates are due at the same time. The first asks, and so does everybody who has a request until
 * its answer is in the store; in a regional store one more asks in each place, which still shows the old answer.
 */
function toAskers({ size, places }: FleetPlan, sessions: Float64Array, { store }: Variant): number {
  const first = store === 'regional' ? places : 1
  const writtenAfter = store === 'regional' ? CENTRE_MS : SHARED_STORE_MS
  // The quickest of several answers is sooner than an answer is on the average.
  const early = sum(sessions, askWithin(PROVIDER_FLOOR_MS / 1_000))
  const answer = (PROVIDER_FLOOR_MS + (PROVIDER_MEAN_MS - PROVIDER_FLOOR_MS) / (1 + early / 2)) / 1_000
  // Those who are first are isolates of the fleet too.
  const others = Math.max(0, 1 - first / size)
  return first + others * sum(sessions, askWithin(answer + writtenAfter / 1_000))
}

/** Isolates without a store ask each by itself about each API key that they meet; with one, the fleet asks as one process. */
function toTokenCalls(rates: Float64Array, cacheSec: number, isShared: boolean): number {
  const weights = sum(API_KEY_WEIGHTS, (weight) => weight)
  const toCalls = (rate: number): number =>
    sum(API_KEY_WEIGHTS, (weight) => 1 / (cacheSec + ANSWER + weights / (weight * rate * API_KEY_PART)))
  return isShared
    ? toCalls(sum(rates, (rate) => rate))
    : sum(toGroups(rates), toCalls) * (rates.length / toGroups(rates).length)
}

/** A few hundred isolates that stand for all: a sum over each API key of each isolate would be the longest part of the simulation. */
function toGroups(rates: Float64Array): Float64Array {
  const step = Math.max(1, Math.floor(rates.length / 500))
  return rates.toSorted().filter((_rate, index) => index % step === Math.floor(step / 2))
}

/** The part of the isolates that started while the provider was away, on the average of that time. All of them started with the deployment. */
function toNewcomers({ medianLifeMs }: FleetPlan): number {
  const { deployment, outage } = TIMELINE
  const survive = (ageMs: number): number => 1 - toNormal(Math.log(ageMs / medianLifeMs) / LIFE_SPREAD)
  const alive = survive(outage.fromMs - deployment.fromMs)
  const steps = 100
  const gone = Array.from({ length: steps }, (_one, index) => {
    const ageMs = outage.fromMs - deployment.fromMs + ((index + 0.5) / steps) * (outage.toMs - outage.fromMs)
    return 1 - survive(ageMs) / alive
  })
  return medianLifeMs === Infinity ? 0 : gone.reduce((total, part) => total + part, 0) / steps
}

/** Part of a normal distribution below a value (Abramowitz and Stegun 26.2.17). */
function toNormal(value: number): number {
  if (value < 0) return 1 - toNormal(-value)
  const t = 1 / (1 + 0.2316419 * value)
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return 1 - (Math.exp((-value * value) / 2) / Math.sqrt(2 * Math.PI)) * series
}
