/**
 * Corridor. Visit + AuthState + the developer's guard → AuthDecision. Waits for the guard.
 *
 * `await auth.protect()` has to stop the developer's code, so it throws one private signal, which is caught in this file and nowhere
 * else. A refusal also stands when the guard forgot to await it, or swallowed the signal and let the request on as if nothing had happened.
 *
 * @see protocol.md 15.3-15.5; rulings.md D14, section 8; apps/docs/decisions/006, 019
 */
import { createAuthAccess } from './auth-access.ts'
import { createAuthHandle } from './create-auth-handle.ts'
import { createPromiseWatch } from './create-promise-watch.ts'
import { type AuthState, toSetCookies } from '../decision/auth-state.ts'
import { toRefusal } from '../decision/to-guard-deny.ts'
import type { AuthDecision, Deny, Pass, Redirect } from '../decision/auth-decision.ts'
import { explainAgain } from './explain.ts'
import { toGuardedPass } from './guarded-pass.ts'
import type { AuthHandle } from '../session/auth-handle.ts'
import { settleRefusal, type Refusal, type Settled } from './settle-refusal.ts'
import type { Visit } from '../walk/visit.ts'

/**
 * The developer's rule. What it returns stands in the decision as `guarded`. What it throws propagates, except that `protect()` and the
 * redirects end it with a decision.
 *
 * @param setCookies Those that go along with the answer. Where the guard is the application itself, they tell it what the request's cookies
 *   are from now on: see `renewCookieHeader`.
 * @param toBehind Gives the same questions to the application behind a guard that stands in front of it: there a refusal is one, also of a
 *   preflight.
 */
export type Guard<T, R = Request> = (
  auth: AuthHandle,
  request: R,
  setCookies: readonly string[],
  toBehind: () => AuthHandle,
) => T | Promise<T>

/** What ends a guard: a refusal, or a pass where refusing would help nobody. */
export type Stop = Redirect | Deny | Pass<undefined>

/** What the adapter knows of its guards that core cannot. */
export interface GuardTerms<T> {
  /**
   * The guard stands in front of an application and answers for none of its pages, as a middleware does. Then it lets on what it cannot judge:
   * a browser's preflight, as nobody, and the configured sign-in and sign-up pages. Default false: the guard is the application.
   */
  readonly isInFront?: boolean
  /** Whether what the guard returned lets the request on, so that a refusal it swallowed stands. Returning nothing always does. */
  readonly letsOn?: (guarded: T) => boolean
  /** Is shown the error that is about to stop the guard, to mark it as the framework marks its own. */
  readonly markStop?: (stop: Error, decision: Redirect | Deny) => void
}

/** Ends a guard. Never leaves this file as an exception, except to the guard. */
class ProtectSignal extends Error {
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

/** Lets the guard decide. */
export async function runGuard<T, R>(
  visit: Visit,
  state: AuthState,
  guard: Guard<T, R>,
  request: R,
  terms: GuardTerms<T> = {},
): Promise<AuthDecision<T | undefined>> {
  const access = createAuthAccess(visit, state)
  const watch = createPromiseWatch()
  const failures: unknown[] = []
  let isOver = false
  const toHandle = (isInFront: boolean): AuthHandle => {
    const stop = (refusal: Refusal): never => {
      const signal = toSignal(visit, settleRefusal(visit, access, refusal, isInFront))
      // The handle lives on in the routes, which may refuse what the guard let through, and nobody tells us whether it was a question.
      if (isOver) {
        explainAgain(visit, access.state(), signal.decision)
        signal.warn()
      }
      // By what the rule said: whoever sorts stops by their marks lets a sign-in page through as the redirect that would lead there.
      terms.markStop?.(signal, refusal.decision)
      failures.push(signal)
      throw signal
    }
    return createAuthHandle(visit, access, stop, track)
  }
  const note = (error: unknown): void => void failures.push(error)
  const track = <P>(work: Promise<P>): Promise<P> => {
    work.catch(note)
    return watch.track(work)
  }
  try {
    const guarded = await guard(toHandle(terms.isInFront === true), request, toSetCookies(state), () => toHandle(false))
    const isLetOn = guarded === undefined || terms.letsOn?.(guarded) === true
    const forgotten = (await watch.readForgotten()).map(({ error }) => error)
    throwLost(isLetOn ? forgotten.filter(isRefusal) : forgotten, 'protect-not-awaited', visit)
    // A guard that caught the refusal and answers by itself may do so; one that went on as if nothing had happened may not.
    const swallowed = isLetOn ? failures.filter((error) => !isStopSignal(error) || !watch.isAnswered(error)) : []
    throwLost(swallowed.filter(isRefusal), 'protect-swallowed', visit)
    const isPreflight = swallowed.map(endWithPass).some((pass) => pass?.isPreflight === true)
    return toGuardedPass(visit, access.state(), () => access.session(true), guarded, isPreflight)
  } catch (error) {
    return toEnd(visit, error)
  } finally {
    isOver = true
  }
}

function toSignal({ instance }: Visit, { decision, warning }: Settled): ProtectSignal {
  return new ProtectSignal(decision, () => {
    if (warning !== null) instance.reportOnce(warning)
  })
}

/** The decision that an exception of the guard's stands for. @throws Every other exception. */
function toEnd({ facts, trace }: Visit, error: unknown): Stop {
  if (isAmbiguousUrl(error)) return toRefusal('url-ambiguous', facts, [...trace, 'url-ambiguous'])
  if (!(error instanceof ProtectSignal)) throw error
  error.warn()
  const { decision } = error
  return decision.kind === 'pass' ? decision : { ...decision, trace }
}

/** A refusal that got lost on its way, or whatever else `protect()` rejected with. */
function throwLost(errors: readonly unknown[], rule: string, visit: Visit): void {
  // Counted, because a predicate may throw anything, `undefined` too.
  if (errors.length === 0) return
  visit.trace.push(rule)
  // Neither a refusal nor an exception is lost behind a pass.
  throw errors[Math.max(errors.findIndex(isRefusal), 0)]
}

function isStopSignal(error: unknown): boolean {
  return error instanceof ProtectSignal
}

/** Anything but a pass: that one and the guard say the same, and the guard may say more. */
function isRefusal(error: unknown): boolean {
  return readPass(error) === null
}

/** The pass that a guard let on with, in whatever words of its own. */
function endWithPass(error: unknown): Pass<undefined> | null {
  if (error instanceof ProtectSignal) error.warn()
  return readPass(error)
}

/** By its code, not its class: the matcher may come from another copy of the package. */
function isAmbiguousUrl(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_AUTH_URL_AMBIGUOUS'
}
