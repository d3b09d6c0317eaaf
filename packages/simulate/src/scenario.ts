/** What happens to a fleet, and when; and how large and how busy fleets are. Data only. */
import { ISSUED_PREFIX } from './virtual-provider.ts'

/** A stretch of virtual time that is looked at by itself, in milliseconds from the beginning: from, and up to but without the end. */
export interface Stretch {
  readonly fromMs: number
  readonly toMs: number
}

const minutes = (count: number): number => count * 60_000

/** The day of a fleet. One thing at a time, with a pause after each. */
export const TIMELINE = {
  /** Nothing special. What comes before is the start, and is not counted. */
  calm: { fromMs: minutes(2), toMs: minutes(5) },
  /** At its beginning every isolate is replaced at once. */
  deployment: { fromMs: minutes(5), toMs: minutes(6) },
  /** One after the other, signing keys leave the set and API keys are revoked. Whoever has stolen them goes on using them. */
  revocation: { fromMs: minutes(7), toMs: minutes(9) },
  /** The provider answers nobody. */
  outage: { fromMs: minutes(9), toMs: minutes(19) },
  /** The provider is back. */
  recovery: { fromMs: minutes(19), toMs: minutes(20) },
  /** Somebody sends tokens of invented keys and API keys that were never issued. */
  attack: { fromMs: minutes(21), toMs: minutes(22) },
} as const satisfies Readonly<Record<string, Stretch>>

export type StretchName = keyof typeof TIMELINE

export const STRETCHES = Object.keys(TIMELINE) as readonly StretchName[]
/** When the last request arrives. */
export const END_MS: number = TIMELINE.attack.toMs
/** How many signing keys and API keys are stolen. */
export const THEFTS = 8
/** Time between the revocation of one and of the next: together as long as keys are used without asking for them. */
export const THEFT_STEP_MS = 5_000
const thefts = Array.from({ length: THEFTS }, (_one, index) => index)
/** Isolates that the stolen API keys are used in. */
export const STICKY_ISOLATES = 32
/** When each is revoked. */
export const REVOKED_AT_MS: readonly number[] = thefts.map(
  (index) => TIMELINE.revocation.fromMs + index * THEFT_STEP_MS,
)
/** The signing key of all users. */
export const USERS_KID = 'ins_users'
export const STOLEN_KIDS: readonly string[] = thefts.map((index) => `ins_stolen${index}`)
/** All that the provider publishes at the beginning. */
export const KIDS: readonly string[] = [USERS_KID, ...STOLEN_KIDS]
export const STOLEN_API_KEYS: readonly string[] = thefts.map((index) => `${ISSUED_PREFIX}_stolen${index}`)
/** From when on the thief uses what he stole: isolates know it before it is revoked. */
export const THEFT_FROM_MS: number = TIMELINE.revocation.fromMs - minutes(1)

/** Part of the requests that carry an API key; the others carry a session token. */
export const API_KEY_PART = 0.1
/** How often each of the API keys is used: the first twice as often as the second, three times as often as the third, and so on (Zipf). */
export const API_KEY_WEIGHTS: Float64Array = Float64Array.from({ length: 1_000 }, (_one, index) => 1 / (index + 1))
/** Part of the requests that are the thief's, while there is one. */
export const THEFT_PART = 0.5
/** Requests of the attacker for each request of a user. Half of them carry tokens, half API keys. */
export const ATTACK_FACTOR = 3

/** A fleet, before chance. */
export interface FleetPlan {
  /** Isolates that exist at a time. */
  readonly size: number
  /** Requests a second that one of them has on the average. */
  readonly requestsPerSecond: number
  /** How unlike they are: 0 is alike; at 1 one in six has more than 2.7 times what is usual. */
  readonly spread: number
  /** Half of them live shorter than this, in milliseconds. `Infinity`: they live until they are replaced. */
  readonly medianLifeMs: number
  /** Places that they run in, for a store that has a cache in each. */
  readonly places: number
}

/** From one container to the edge of the whole world. The larger the fleet, the less each isolate has to do, and the shorter it lives. */
export const FLEETS: readonly FleetPlan[] = [
  { size: 1, requestsPerSecond: 20, spread: 0, medianLifeMs: Infinity, places: 1 },
  { size: 10, requestsPerSecond: 5, spread: 0.3, medianLifeMs: Infinity, places: 1 },
  { size: 100, requestsPerSecond: 1, spread: 0.5, medianLifeMs: minutes(60), places: 3 },
  { size: 1_000, requestsPerSecond: 0.1, spread: 1, medianLifeMs: minutes(30), places: 30 },
  { size: 10_000, requestsPerSecond: 0.05, spread: 1, medianLifeMs: minutes(15), places: 100 },
  { size: 100_000, requestsPerSecond: 0.02, spread: 1, medianLifeMs: minutes(15), places: 300 },
]

/** How unlike their lives are. */
export const LIFE_SPREAD = 1
/** The largest fleet that is simulated with core itself. Larger ones follow the model. */
export const MAX_REAL_SIZE = 1_000
