/**
 * Session room. How fresh a sign-in must be: the question, its answer from the ages of both factors, and the error that says it is too old.
 * Pure.
 *
 * @see protocol.md 13
 */
import { isObject } from '../foundation/is-record.ts'
import { REVERIFICATION_ERROR_MEMBER, REVERIFICATION_ERROR_REASON, REVERIFICATION_ERROR_TYPE } from '../wire/reasons.ts'

/** How fresh a sign-in must be. `afterMinutes` counts from the last time the factor was used. @see protocol.md 13 */
export type ReverificationLevel = 'first_factor' | 'second_factor' | 'multi_factor'
/** Minutes and level by name: `strict_mfa` 10, both factors; `strict` 10, `moderate` 60, `lax` 1440, each the second factor. */
export type ReverificationPreset = 'strict_mfa' | 'strict' | 'moderate' | 'lax'
/** How fresh a sign-in must be: by the name of a preset, or in its own terms. */
export type Reverification =
  | ReverificationPreset
  | {
      /** Which factors must be fresh. */
      readonly level: ReverificationLevel
      /** How long they are, in minutes. Above 0. */
      readonly afterMinutes: number
    }

/** Minutes since the first and the second factor were used; -1: not enrolled. */
export type FactorAges = readonly [first: number, second: number]

interface FreshnessDemand {
  readonly level: ReverificationLevel
  readonly afterMinutes: number
}

/** What the presets stand for. A Map, because a lookup on an object would also find `constructor`. */
const PRESETS: ReadonlyMap<unknown, FreshnessDemand> = new Map([
  ['strict_mfa', { level: 'multi_factor', afterMinutes: 10 }],
  ['strict', { level: 'second_factor', afterMinutes: 10 }],
  ['moderate', { level: 'second_factor', afterMinutes: 60 }],
  ['lax', { level: 'second_factor', afterMinutes: 1440 }],
])

const LEVELS: readonly unknown[] = ['first_factor', 'second_factor', 'multi_factor'] satisfies ReverificationLevel[]

/**
 * Whether the sign-in is as fresh as asked. A factor is fresh when it is enrolled and was used less than `afterMinutes` ago.
 *
 * @param question A preset or `{ level, afterMinutes }`. Anything else is no.
 * @param ages Null when the token does not say: no.
 */
export function isFreshEnough(question: unknown, ages: FactorAges | null): boolean {
  const demand = readDemand(question)
  if (demand === null || ages === null) return false
  const [first, second] = ages
  const isFirstFresh = first !== -1 && demand.afterMinutes > first
  const isSecondFresh = second !== -1 && demand.afterMinutes > second
  if (demand.level === 'first_factor' || second === -1) return isFirstFresh
  if (demand.level === 'second_factor') return isSecondFresh
  return isFirstFresh && isSecondFresh
}

/**
 * Reads the `fva` claim.
 *
 * @returns Null unless it is a pair of which each entry is -1, or finite and 0 or more.
 */
export function parseFactorAges(claim: unknown): FactorAges | null {
  if (!Array.isArray(claim) || claim.length !== 2) return null
  const [first, second]: unknown[] = claim
  return isAge(first) && isAge(second) ? [first, second] : null
}

function isAge(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && (value === -1 || value >= 0)
}

function readDemand(question: unknown): FreshnessDemand | null {
  if (!isObject(question)) return PRESETS.get(question) ?? null
  const { level, afterMinutes }: { level?: unknown; afterMinutes?: unknown } = question
  if (!isLevel(level) || typeof afterMinutes !== 'number' || !(afterMinutes > 0)) return null
  return { level, afterMinutes }
}

function isLevel(value: unknown): value is ReverificationLevel {
  return LEVELS.includes(value)
}

/** What a server action answers, so that the browser asks for a fresh sign-in and calls again. */
export interface ReverificationError<C extends Reverification = Reverification> {
  /** Under the vendor's name. */
  readonly [REVERIFICATION_ERROR_MEMBER]: {
    /** Always the same: tells the browser what kind of refusal this is. */
    readonly type: typeof REVERIFICATION_ERROR_TYPE
    /** Always the same: the sign-in is too old. */
    readonly reason: typeof REVERIFICATION_ERROR_REASON
    /** What the browser shows the person. */
    readonly metadata: {
      /** What was asked for. Absent: the browser's default. */
      readonly reverification?: C
    }
  }
}

/**
 * The error for a server action: `if (!has({ reverification: 'strict' })) return reverificationError('strict')`.
 *
 * @param missing What did not hold. Default: the browser chooses.
 */
export function reverificationError<const C extends Reverification>(missing?: C): ReverificationError<C> {
  return {
    [REVERIFICATION_ERROR_MEMBER]: {
      type: REVERIFICATION_ERROR_TYPE,
      reason: REVERIFICATION_ERROR_REASON,
      metadata: missing === undefined ? {} : { reverification: missing },
    },
  }
}
