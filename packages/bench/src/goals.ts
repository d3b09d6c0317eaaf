/** Bench. What each figure has to come to: the gates that must hold, and the targets where we want to be. Pure. */

/** One figure that has a goal, as it was measured. */
export interface Goal {
  readonly name: string
  readonly value: number
  /** The same from the best rounds; null where there are no rounds. */
  readonly best?: number | null
  /** What must hold. */
  readonly gate: number
  /** Where we want to be. */
  readonly target: number
  /** Whether less is better. */
  readonly isAtMost: boolean
}

type Bound = Pick<Goal, 'gate' | 'target' | 'isAtMost'>

const atMost = (gate: number, target: number): Bound => ({ gate, target, isAtMost: true })
const atLeast = (gate: number, target: number): Bound => ({ gate, target, isAtMost: false })

/** In the order in which they are shown. `--all` measures each of them, and says so where it did not. */
export const BOUNDS = {
  'new token ÷ raw verify': atMost(2, 1.7),
  'new token: peer ÷ ours': atLeast(11, 14),
  'workerd, new token: peer ÷ ours': atLeast(11, 14),
  'seen token: peer ÷ ours': atLeast(180, 300),
  'workerd, seen token: peer ÷ ours': atLeast(150, 300),
  'policy, seen token: peer ÷ ours': atLeast(120, 200),
  'signed out: peer ÷ ours': atLeast(60, 120),
  'workerd, signed out: peer ÷ ours': atLeast(50, 100),
  'handshake: peer ÷ ours': atLeast(25, 40),
  'Hono over HTTP: protected ÷ open route, %': atLeast(65, 80),
  'Next in process, new token: share of peer, %': atMost(8, 4),
  'Next in process, one token: share of peer, %': atMost(4, 2),
  'Next over HTTP: share of peer, %': atMost(10, 5),
  'garbage, new token, KiB': atMost(11, 6),
  'garbage, seen token, KiB': atMost(1.5, 0.8),
  'workerd, cold start over empty: peer ÷ ours': atLeast(2.5, 5),
  'Node, cold start to the first decision, ms': atMost(9, 5),
  'bundle of @postern/core with a matcher, KiB': atMost(25, 20),
  'bundle of @postern/hono, KiB': atMost(27, 22),
  'bundle of @postern/next middleware, KiB': atMost(33, 27),
  '20 requests, one new token: verifies': atMost(1, 1),
  'matcher at 1,000 patterns: peer ÷ ours': atLeast(500, 2_500),
  'matcher: 1,000 patterns ÷ 10': atMost(2, 1.5),
} as const satisfies Readonly<Record<string, Bound>>

export type GoalName = keyof typeof BOUNDS

export const GOAL_NAMES = Object.keys(BOUNDS) as readonly GoalName[]

/** @param best The same from the best rounds. */
export function toGoal(name: GoalName, value: number, best: number | null = null): Goal {
  return { name, value, best, ...BOUNDS[name] }
}

/** Whether a value is on the right side of a bound. What is no number is not. */
export function isWithin({ isAtMost }: Pick<Goal, 'isAtMost'>, value: number, bound: number): boolean {
  return isAtMost ? value <= bound : value >= bound
}

/** Whether it is what must be. */
export function isHeld(goal: Goal): boolean {
  return isWithin(goal, goal.value, goal.gate)
}
