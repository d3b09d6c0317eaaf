/**
 * Guard room. Visit + AuthAccess → what becomes of the questions of one guard: the handles that it asks with, the error that stops it, and
 * refusals that got lost. Waits for promises that the guard forgot.
 *
 * @see protocol.md 15.3-15.5; rulings.md D14, section 8; apps/docs/decisions/006, 019
 */
import type { Behind, Deny, Redirect } from '../decision/auth-decision.ts'
import type { Passing } from '../decision/to-pass.ts'
import { firstOutcome } from '../foundation/rule.ts'
import { lossRules } from '../protection/refusal-rules.ts'
import type { AuthHandle } from '../session/auth-handle.ts'
import type { AuthObject } from '../session/auth-object.ts'
import type { Visit } from '../walk/visit.ts'
import type { AuthAccess } from './auth-access.ts'
import { createAuthHandle, type HandlePort, type Subject } from './create-auth-handle.ts'
import { createPromiseWatch, type PromiseWatch } from './create-promise-watch.ts'
import { createVisitSubject } from './create-visit-subject.ts'
import { explainAgain } from './explain.ts'
import { settlePass, ProtectSignal, toLoss, toLost, settleRefusal, type Refusal } from './settle-refusal.ts'

/** Is shown the error that is about to stop the guard, to mark it as the framework marks its own. */
export type MarkStop = (stop: Error, decision: Redirect | Deny) => void

/** The questions of whoever stands behind a request that no guard was asked about. */
export function createBehind(visit: Visit, access: AuthAccess): GuardRun['toBehind'] {
  const run = new GuardRun(visit, access, undefined)
  run.end()
  return run.toBehind
}

/** What becomes of the questions of one guard. A class, as the visit is: a guard that lets on needs little of it. */
export class GuardRun implements Passing {
  readonly #visit: Visit
  readonly #access: AuthAccess
  readonly #markStop: MarkStop | undefined
  readonly #subject: Subject<Refusal>
  /** Made when something has to be watched: whoever is let through at once needs none. */
  #watch: PromiseWatch | null = null
  readonly #failures: unknown[] = []
  #isOver = false

  constructor(visit: Visit, access: AuthAccess, markStop: MarkStop | undefined) {
    this.#visit = visit
    this.#access = access
    this.#markStop = markStop
    this.#subject = createVisitSubject(visit, access)
  }

  session(isPendingSignedOut: boolean): AuthObject {
    return this.#access.session(isPendingSignedOut)
  }

  toHandle(isInFront: boolean): AuthHandle {
    return createAuthHandle(new RunPort(this, this.#subject, isInFront))
  }

  /** A function of its own, because the guard is given it apart from the run. */
  readonly toBehind = (behind?: Behind): AuthHandle =>
    behind === undefined ? this.toHandle(false) : createBehindHandle(this, this.#subject, behind)

  toSignal(refusal: Refusal, isInFront: boolean): ProtectSignal {
    const { decision, warning } = settleRefusal(this.#visit, this.#access, refusal, { isInFront, passing: this })
    const signal = new ProtectSignal(decision, () => {
      if (warning !== null) this.#visit.instance.reportOnce(warning)
    })
    // Nobody tells us whether it was a question.
    if (this.#isOver) {
      explainAgain(this.#visit, this.#access.state(), decision)
      signal.warn()
    }
    // By what the rule said: whoever sorts stops by their marks lets a sign-in page through as the redirect that would lead there.
    this.#markStop?.(signal, refusal.decision)
    this.#failures.push(signal)
    return signal
  }

  track<P>(work: Promise<P>): Promise<P> {
    work.catch((error: unknown) => void this.#failures.push(error))
    return (this.#watch ??= createPromiseWatch()).track(work)
  }

  /**
   * Looks for refusals that got lost, when the guard has returned.
   *
   * @returns Whether a pass stands that was made for a preflight.
   * @throws What got lost: neither a refusal nor an exception is lost behind a pass.
   */
  readPreflight(isLetOn: boolean): boolean | Promise<boolean> {
    if (this.#watch === null && this.#failures.length === 0) return false
    return readPreflight(this.#visit, this.#watch, this.#failures, isLetOn)
  }

  /** From here on the handle lives on in the routes, which may refuse what the guard let through. */
  end(): void {
    this.#isOver = true
  }
}

/** Where a guard asks: core's own error stops it. */
class RunPort implements HandlePort<Refusal> {
  readonly #run: GuardRun
  readonly #subject: Subject<Refusal>
  readonly #isInFront: boolean

  constructor(run: GuardRun, subject: Subject<Refusal>, isInFront: boolean) {
    this.#run = run
    this.#subject = subject
    this.#isInFront = isInFront
  }

  get isThrown(): boolean {
    return false
  }

  find(): Subject<Refusal> {
    return this.#subject
  }

  peek(): Subject<Refusal> {
    return this.#subject
  }

  toError(refusal: Refusal): unknown {
    return this.#run.toSignal(refusal, this.#isInFront)
  }

  toProtectError(refusal: Refusal): unknown {
    return this.toError(refusal)
  }

  track<P>(work: Promise<P>): Promise<P> {
    return this.#run.track(work)
  }
}

function createBehindHandle(
  run: GuardRun,
  subject: Subject<Refusal>,
  { isInFront = false, onAsk, toError, toProtectError, track }: Behind,
): AuthHandle {
  const find = (): typeof subject => {
    onAsk?.()
    return subject
  }
  const translate = (refusal: Refusal, translator: Behind['toError']): unknown => {
    const signal = run.toSignal(refusal, isInFront)
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
