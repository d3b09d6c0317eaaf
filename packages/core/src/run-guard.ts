/**
 * Corridor. Visit + AuthState + the developer's guard → AuthDecision. Waits for the guard.
 *
 * `await auth.protect()` has to stop the developer's code, so it throws one private signal, which is caught in this file and nowhere
 * else. A refusal also stands when the guard forgot to await it, or swallowed the signal and went on as if nothing had happened.
 *
 * @see protocol.md 15.3-15.5; decisions.md D14
 */
import { createAuthAccess, type AuthAccess } from './auth-access.ts'
import { createAuthHandle } from './create-auth-handle.ts'
import type { AuthState } from './decision/auth-state.ts'
import { toPass, toRefusal } from './decision/decide.ts'
import type { AuthDecision, Deny, Pass, Redirect } from './decision/decision.ts'
import type { AuthHandle } from './session/auth-handle.ts'
import type { Visit } from './visit.ts'

/**
 * The developer's rule. What it returns stands in the decision as `guarded`. What it throws propagates, except that `protect()` and the
 * redirects end it with a decision.
 */
export type Guard<T, R = Request> = (auth: AuthHandle, request: R) => T | Promise<T>

/** Ends a guard. Private to the instance that threw it: a guard that catches everything still cannot get past the refusal. */
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
): Promise<AuthDecision<T>> {
  const access = createAuthAccess(visit, state)
  let refusal: Redirect | Deny | null = null
  const unsettled = new Set<Promise<unknown>>()
  const stop = (decision: Redirect | Deny): never => {
    refusal ??= decision
    throw new ProtectSignal(decision)
  }
  const track = <P>(work: Promise<P>): Promise<P> => {
    unsettled.add(work)
    const done = (): void => void unsettled.delete(work)
    work.then(done, done)
    return work
  }
  try {
    const guarded = await guard(createAuthHandle(visit, access, stop, track), request)
    const wasForgotten = unsettled.size > 0
    if (wasForgotten) await Promise.allSettled(unsettled)
    const standing = readRefusal(() => refusal)
    if (standing === null || (!wasForgotten && guarded !== undefined)) return toGuardedPass(visit, access, guarded)
    visit.trace.push(wasForgotten ? 'protect-not-awaited' : 'protect-swallowed')
    return { ...standing, trace: visit.trace }
  } catch (error) {
    const stopped = readStop(error)
    if (stopped !== null) return stopped
    if (isAmbiguousUrl(error)) return toRefusal('url-ambiguous', [...visit.trace, 'url-ambiguous'])
    throw error
  }
}

/** Read through a function, because the compiler does not see that `stop` assigns it. */
function readRefusal(read: () => Redirect | Deny | null): Redirect | Deny | null {
  return read()
}

/** The pass of a request whose guard had nothing against it. */
export function toGuardedPass<T>(visit: Visit, access: AuthAccess, guarded: T): Pass<T> {
  const { facts, instance, trace } = visit
  return toPass(access.state(), () => access.session(true), guarded, { facts, settings: instance.settings }, trace)
}

/** By its code, not its class: the matcher may come from another copy of the package. */
function isAmbiguousUrl(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_AUTH_URL_AMBIGUOUS'
}
