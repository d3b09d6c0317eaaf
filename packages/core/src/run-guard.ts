/**
 * Corridor. Visit + AuthState + the developer's guard → AuthDecision. Waits for the guard.
 *
 * `await auth.protect()` has to stop the developer's code, so it throws one private signal, which is caught in this file and nowhere
 * else. A refusal also stands when the guard forgot to await it, or swallowed the signal and let the request on as if nothing had happened.
 *
 * @see protocol.md 15.3-15.5; decisions.md D14, section 8; apps/docs/decisions/006, 019
 */
import { createAuthAccess } from './auth-access.ts'
import { createAuthHandle } from './create-auth-handle.ts'
import { createPromiseWatch } from './create-promise-watch.ts'
import type { AuthState } from './decision/auth-state.ts'
import { toRefusal, toSetCookies } from './decision/decide.ts'
import type { AuthDecision, Deny, Pass, Redirect } from './decision/decision.ts'
import { toPass } from './decision/to-pass.ts'
import { explainAgain } from './explain.ts'
import type { AuthHandle } from './session/auth-handle.ts'
import type { AuthObject } from './session/auth-object.ts'
import type { Visit } from './visit.ts'

/**
 * The developer's rule. What it returns stands in the decision as `guarded`. What it throws propagates, except that `protect()` and the
 * redirects end it with a decision. Where it is the application itself, `setCookies` (those that go along with the answer) tells it what
 * the request's cookies are from now on: see `renewCookieHeader`.
 */
export type Guard<T, R = Request> = (auth: AuthHandle, request: R, setCookies: readonly string[]) => T | Promise<T>

/** What the adapter knows of its guards that core cannot. */
export interface GuardTerms<T> {
  /** Whether what the guard returned lets the request on, so that a refusal it swallowed stands. Returning nothing always does. */
  readonly letsOn?: (guarded: T) => boolean
  /** Is shown the error that is about to stop the guard, to mark it as the framework marks its own. */
  readonly markStop?: (stop: Error, decision: Redirect | Deny) => void
}

/** Ends a guard. Never leaves this file as an exception, except to the guard. */
class ProtectSignal extends Error {
  override readonly name = 'ProtectSignal'
  readonly decision: Redirect | Deny
  constructor(decision: Redirect | Deny) {
    super('A request was stopped by protect() or a redirect. Let this propagate.')
    this.decision = decision
  }
}

/** The decision that an error thrown by `protect()` or a redirect carries, or null for every other error. */
export function readStop(error: unknown): Redirect | Deny | null {
  return error instanceof ProtectSignal ? error.decision : null
}

/** Lets the guard decide. */
export async function runGuard<T, R>(
  visit: Visit,
  state: AuthState,
  guard: Guard<T, R>,
  request: R,
  terms: GuardTerms<T> = {},
): Promise<AuthDecision<T>> {
  const access = createAuthAccess(visit, state)
  const watch = createPromiseWatch()
  const failures: unknown[] = []
  let isDecided = false
  const stop = (decision: Redirect | Deny): never => {
    // The handle lives on in the routes, which may refuse what the guard let through.
    if (isDecided) explainAgain(visit, access.state(), decision)
    const signal = new ProtectSignal(decision)
    terms.markStop?.(signal, decision)
    failures.push(signal)
    throw signal
  }
  const note = (error: unknown): void => void failures.push(error)
  const track = <P>(work: Promise<P>): Promise<P> => {
    work.catch(note)
    return watch.track(work)
  }
  try {
    const guarded = await guard(createAuthHandle(visit, access, stop, track), request, toSetCookies(state))
    const [forgotten] = await watch.readForgotten()
    if (forgotten !== undefined) throwLost(forgotten.error, 'protect-not-awaited', visit)
    // A guard that caught the refusal and answers by itself may do so; one that went on as if nothing had happened may not.
    if (failures.length > 0 && (guarded === undefined || terms.letsOn?.(guarded) === true)) {
      const swallowed = failures.find((error) => readStop(error) === null || !watch.isAnswered(error))
      if (swallowed !== undefined) throwLost(swallowed, 'protect-swallowed', visit)
    }
    isDecided = true
    return toGuardedPass(visit, access.state(), () => access.session(true), guarded)
  } catch (error) {
    const stopped = readStop(error)
    if (stopped !== null) return { ...stopped, trace: visit.trace }
    if (isAmbiguousUrl(error)) return toRefusal('url-ambiguous', visit.facts, [...visit.trace, 'url-ambiguous'])
    throw error
  }
}

/** The refusal that got lost on its way, or whatever else `protect()` rejected with. */
function throwLost(error: unknown, rule: string, visit: Visit): never {
  visit.trace.push(rule)
  throw error
}

/** The pass of a request whose guard had nothing against it. */
export function toGuardedPass<T>(visit: Visit, state: AuthState, readAuth: () => AuthObject, guarded: T): Pass<T> {
  const { facts, instance, trace, bearer, mark } = visit
  const context = { facts, settings: instance.settings, mark, isOAuthShown: bearer?.type === 'oauth_token' }
  return toPass(state, readAuth, guarded, context, trace)
}

/** By its code, not its class: the matcher may come from another copy of the package. */
function isAmbiguousUrl(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_AUTH_URL_AMBIGUOUS'
}
