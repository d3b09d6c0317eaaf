/**
 * Guard room. Visit + AuthState + the developer's guard → AuthDecision. Waits for the guard.
 *
 * `await auth.protect()` has to stop the developer's code, so it throws one private signal, which is caught in this file and nowhere
 * else. A refusal also stands when the guard forgot to await it, or swallowed the signal and let the request on as if nothing had happened.
 *
 * @see protocol.md 15.3-15.5; rulings.md D14, section 8; apps/docs/decisions/006, 019
 */
import { toPass } from '../decision/to-pass.ts'
import type { AuthDecision, Behind, Deny, Redirect } from '../decision/auth-decision.ts'
import { toSetCookies, type AuthState } from '../decision/auth-state.ts'
import { firstOutcome } from '../foundation/rule.ts'
import { lossRules } from '../protection/refusal-rules.ts'
import type { AuthHandle } from '../session/auth-handle.ts'
import type { Visit } from '../walk/visit.ts'
import { createAuthAccess, type AuthAccess } from './auth-access.ts'
import { createAuthHandle, type Subject } from './create-auth-handle.ts'
import { createPromiseWatch, type PromiseWatch } from './create-promise-watch.ts'
import { createVisitSubject } from './create-visit-subject.ts'
import { explainAgain } from './explain.ts'
import { settlePass, ProtectSignal, toEnd, toLoss, toLost, settleRefusal, type Refusal } from './settle-refusal.ts'

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
  readonly markStop?: (stop: Error, decision: Redirect | Deny) => void
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
  const run = createRun(visit, access, terms.markStop)
  try {
    const guarded = await guard(run.toHandle(terms.isInFront === true), request, toSetCookies(state), run.toBehind)
    const reading = run.readPreflight(guarded === undefined || terms.letsOn?.(guarded) === true)
    const isPreflight = reading instanceof Promise ? await reading : reading
    return toPass(access.state(), { session: access.session, toBehind: run.toBehind }, guarded, visit, isPreflight)
  } catch (error) {
    return toEnd(visit, error)
  } finally {
    run.end()
  }
}

/** The questions of whoever stands behind a request that no guard was asked about. */
export function createBehind(visit: Visit, access: AuthAccess): Run['toBehind'] {
  const run = createRun(visit, access, undefined)
  run.end()
  return run.toBehind
}

/** What becomes of the questions of one guard. */
interface Run {
  readonly toHandle: (isInFront: boolean) => AuthHandle
  readonly toBehind: (behind?: Behind) => AuthHandle
  /**
   * Looks for refusals that got lost, when the guard has returned.
   *
   * @returns Whether a pass stands that was made for a preflight.
   * @throws What got lost: neither a refusal nor an exception is lost behind a pass.
   */
  readonly readPreflight: (isLetOn: boolean) => boolean | Promise<boolean>
  /** From here on the handle lives on in the routes, which may refuse what the guard let through. */
  readonly end: () => void
}

function createRun(visit: Visit, access: AuthAccess, markStop: GuardTerms<never>['markStop']): Run {
  // Made when something has to be watched: whoever is let through at once needs none.
  let watch: PromiseWatch | null = null
  const failures: unknown[] = []
  const subject = createVisitSubject(visit, access)
  const find = (): typeof subject => subject
  let isOver = false

  function toSignal(refusal: Refusal, isInFront: boolean): ProtectSignal {
    const { decision, warning } = settleRefusal(visit, access, refusal, { isInFront, toBehind })
    const signal = new ProtectSignal(decision, () => {
      if (warning !== null) visit.instance.reportOnce(warning)
    })
    // Nobody tells us whether it was a question.
    if (isOver) {
      explainAgain(visit, access.state(), decision)
      signal.warn()
    }
    // By what the rule said: whoever sorts stops by their marks lets a sign-in page through as the redirect that would lead there.
    markStop?.(signal, refusal.decision)
    failures.push(signal)
    return signal
  }

  function track<P>(work: Promise<P>): Promise<P> {
    work.catch((error: unknown) => void failures.push(error))
    return (watch ??= createPromiseWatch()).track(work)
  }

  function toHandle(isInFront: boolean): AuthHandle {
    const toError = (refusal: Refusal): ProtectSignal => toSignal(refusal, isInFront)
    return createAuthHandle({ find, peek: find, toError, toProtectError: toError, isThrown: false, track })
  }

  function toBehind(behind?: Behind): AuthHandle {
    return behind === undefined ? toHandle(false) : createBehindHandle(subject, toSignal, behind)
  }

  return {
    toHandle,
    toBehind,
    readPreflight: (isLetOn) =>
      watch === null && failures.length === 0 ? false : readPreflight(visit, watch, failures, isLetOn),
    end: () => void (isOver = true),
  }
}

function createBehindHandle(
  subject: Subject<Refusal>,
  toSignal: (refusal: Refusal, isInFront: boolean) => ProtectSignal,
  { isInFront = false, onAsk, toError, toProtectError, track }: Behind,
): AuthHandle {
  const find = (): typeof subject => {
    onAsk?.()
    return subject
  }
  const translate = (refusal: Refusal, translator: Behind['toError']): unknown => {
    const signal = toSignal(refusal, isInFront)
    return signal.decision.kind === 'pass' ? signal : translator(signal.decision)
  }
  return createAuthHandle({
    find,
    peek: find,
    toError: (refusal) => translate(refusal, toError),
    toProtectError: (refusal) => translate(refusal, toProtectError),
    isThrown: false,
    track,
  })
}

async function readPreflight(
  visit: Visit,
  watch: PromiseWatch | null,
  failures: readonly unknown[],
  isLetOn: boolean,
): Promise<boolean> {
  const forgotten = ((await watch?.readForgotten()) ?? []).map(({ error }) => error)
  // Nothing rejected: there is nothing to ask a table about, as with most guards.
  if (forgotten.length === 0 && failures.length === 0) return false
  const swallowed = failures.filter((error) => !(error instanceof ProtectSignal) || watch?.isAnswered(error) !== true)
  const facts = { isLetOn, forgotten: toLoss(forgotten), swallowed: toLoss(swallowed) }
  switch (firstOutcome(lossRules, facts, visit.trace)) {
    case 'end-forgotten':
      throw toLost(forgotten)
    case 'end-swallowed':
      throw toLost(swallowed)
    case 'pass':
      return isLetOn && swallowed.map(settlePass).some((pass) => pass?.isPreflight === true)
  }
}
