/**
 * Guard room. A refusal → the error that stops the developer's code, and what is read of such errors when the code has ended. Does not wait.
 *
 * @see rulings.md D14; apps/docs/decisions/006, 019
 */
import type { Deny, Pass, Redirect } from '../decision/auth-decision.ts'
import { toRefusal } from '../decision/to-guard-deny.ts'
import { firstOutcome } from '../foundation/rule.ts'
import { exceptionRules, type Loss } from '../protection/refusal-rules.ts'
import type { Visit } from '../walk/visit.ts'

/** What ends a guard: a refusal, or a pass where refusing would help nobody. */
export type Stop = Redirect | Deny | Pass<undefined>

/** Ends a guard. `runGuard` throws it at the guard and catches it, and nobody else does. */
export class ProtectSignal extends Error {
  override readonly name = 'ProtectSignal'
  // Private, because errors get printed, and a decision may hold cookies.
  readonly #decision: Stop
  readonly #warn: () => void
  constructor(decision: Stop, warn: () => void) {
    super('A request was stopped by protect() or a redirect. Let this propagate.')
    this.#decision = decision
    this.#warn = warn
  }

  get decision(): Stop {
    return this.#decision
  }

  /** Tells the developer. Not before the guard has ended with it: one that asked a question has done nothing wrong. */
  warn(): void {
    this.#warn()
  }
}

/** The refusal that an error thrown by `protect()` or a redirect carries, or null for every other error. */
export function readStop(error: unknown): Redirect | Deny | null {
  return error instanceof ProtectSignal && error.decision.kind !== 'pass' ? error.decision : null
}

/** The pass that an error thrown by `protect()` or a redirect in front of an application carries, or null for every other error. */
export function readPass(error: unknown): Pass<undefined> | null {
  return error instanceof ProtectSignal && error.decision.kind === 'pass' ? error.decision : null
}

/** Anything but a pass is a refusal: a pass and the guard say the same, and the guard may say more. */
function isRefusal(error: unknown): boolean {
  return readPass(error) === null
}

export function toLoss(errors: readonly unknown[]): Loss {
  // Counted, because a predicate may throw anything, `undefined` too.
  if (errors.length === 0) return 'none'
  return errors.some(isRefusal) ? 'refusal' : 'pass'
}

export function toLost(errors: readonly unknown[]): unknown {
  return errors[Math.max(errors.findIndex(isRefusal), 0)]
}

/** The pass that a guard let on with, in whatever words of its own. */
export function endWithPass(error: unknown): Pass<undefined> | null {
  if (error instanceof ProtectSignal) error.warn()
  return readPass(error)
}

/** The decision that an exception of the guard's stands for. @throws Every other exception. */
export function toEnd({ facts, trace }: Visit, error: unknown): Stop {
  if (error instanceof ProtectSignal) {
    error.warn()
    const { decision } = error
    return decision.kind === 'pass' ? decision : { ...decision, trace }
  }
  const outcome = firstOutcome(exceptionRules, { isOfGuard: true, isUrlAmbiguous: isAmbiguousUrl(error) }, trace)
  if (outcome.kind !== 'refuse') throw error
  return toRefusal(outcome.reason, facts, trace)
}

/** By its code, not its class: the matcher may come from another copy of the package. */
function isAmbiguousUrl(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_AUTH_URL_AMBIGUOUS'
}
