/**
 * Guard room. Visit + AuthState + the developer's guard → AuthDecision. Waits for the guard.
 *
 * `await auth.protect()` has to stop the developer's code, so it throws one private signal, which is caught in this file and nowhere
 * else. A refusal also stands when the guard forgot to await it, or swallowed the signal and let the request on as if nothing had happened.
 *
 * @see protocol.md 15.3-15.5; rulings.md D14, section 8; apps/docs/decisions/006, 019
 */
import { toPass } from '../decision/to-pass.ts'
import type { AuthDecision, Behind } from '../decision/auth-decision.ts'
import { toSetCookies, type AuthState } from '../decision/auth-state.ts'
import type { AuthHandle } from '../session/auth-handle.ts'
import type { Visit } from '../walk/visit.ts'
import { createAuthAccess } from './auth-access.ts'
import { explain } from './explain.ts'
import { GuardRun, type MarkStop } from './guard-run.ts'
import { toEnd } from './settle-refusal.ts'

/**
 * The developer's rule. What it returns stands in the decision as `guarded`. What it throws propagates, except that `protect()` and the
 * redirects end it with a decision.
 *
 * @param setCookies Those that go along with the answer. Where the guard is the application itself, they tell it what the request's cookies
 *   are from now on: see `renewCookieHeader`.
 * @param toBehind Gives the same questions to the application behind a guard that stands in front of it: there a refusal is one, also of a
 *   preflight, unless `Behind` says otherwise.
 */
export type Guard<T, R = Request> = (
  auth: AuthHandle,
  request: R,
  setCookies: readonly string[],
  toBehind: (behind?: Behind) => AuthHandle,
) => T | Promise<T>

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
  readonly markStop?: MarkStop
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
  const run = new GuardRun(visit, access, terms.markStop)
  let decision: AuthDecision<T | undefined> | null = null
  try {
    const guarded = await guard(run.toHandle(terms.isInFront === true), request, toSetCookies(state), run.toBehind)
    const reading = run.readPreflight(guarded === undefined || terms.letsOn?.(guarded) === true)
    const isPreflight = reading instanceof Promise ? await reading : reading
    decision = toPass(access.state(), run, guarded, visit, isPreflight)
  } catch (error) {
    decision = toEnd(visit, error)
  } finally {
    run.end()
    explain(visit, state, decision)
  }
  return decision
}
