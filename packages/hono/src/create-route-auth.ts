/**
 * Questions about one request, as routes and the middleware in front of them ask. Waits for what they ask.
 *
 * Behind the guard nobody catches core's signal, so a refusal becomes what Hono users expect: an `HTTPException` that carries the
 * response. A `protect()` that nobody awaits must not let its request through; it is settled before the response leaves.
 *
 * @see api.md; rulings.md D14
 */
import {
  createPromiseWatch,
  type AuthHandle,
  type Behind,
  type Deny,
  type Pass,
  type PromiseWatch,
  type Redirect,
} from '@postern/core'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContextState } from './context-state.ts'
import type { ReadAuth } from './read-auth.ts'
import { readStandingHeaders } from './to-answer.ts'
import { toBareRefusal, toBareResponse } from './to-refusal.ts'

/** What stands against the response that Hono made. */
export interface Settlement {
  /** The refusal whose exception reached Hono; the response is the answer to it, perhaps in the application's own words. */
  readonly thrown: Standing | null
  /** A refusal that a route asked for and never looked at, or did not wait for. */
  readonly forgotten: Standing | null
}

/** A refusal, and the headers that stood on the context when the route first asked: those that an awaited one shows too. */
export interface Standing {
  readonly decision: Redirect | Deny
  readonly standing: Headers
}

/** What stands on the context of routes: two ways of asking about one request, and what came of it. */
export interface RouteAuth extends ContextState {
  /** @param error What Hono's error handler was given, or threw on, if anything. @returns A promise only where a route has asked. */
  settle(error: unknown): Settlement | Promise<Settlement>
}

const NOTHING: Settlement = { thrown: null, forgotten: null }

/** @param readAuth What `getAuth` reads. */
export function createRouteAuth(pass: Pass<unknown>, readAuth: ReadAuth, c: Context): RouteAuth {
  return new LazyRouteAuth(pass, readAuth, c)
}

/** A class, since its handles are made when a route wants one, and many never do. */
class LazyRouteAuth implements RouteAuth {
  readonly readAuth: ReadAuth
  readonly #pass: Pass<unknown>
  readonly #c: Context
  #questions: Questions | null = null

  constructor(pass: Pass<unknown>, readAuth: ReadAuth, c: Context) {
    this.#pass = pass
    this.readAuth = readAuth
    this.#c = c
  }

  get #open(): Questions {
    return (this.#questions ??= createQuestions(this.#pass, this.#c))
  }

  toHandle(): AuthHandle {
    return this.#open.handle
  }

  toPolicy(): AuthHandle {
    return this.#open.policy
  }

  settle(error: unknown): Settlement | Promise<Settlement> {
    return this.#questions?.settle(error) ?? NOTHING
  }
}

interface Questions {
  readonly handle: AuthHandle
  readonly policy: AuthHandle
  readonly settle: (error: unknown) => Settlement | Promise<Settlement>
}

/** What keeps track of refusals, from the first question on. */
interface Asked {
  readonly refusals: Map<unknown, Redirect | Deny>
  readonly standing: Headers
  readonly watch: PromiseWatch
}

function createQuestions(pass: Pass<unknown>, c: Context): Questions {
  let asked: Asked | null = null
  const ask = (): Asked =>
    (asked ??= { refusals: new Map(), standing: readStandingHeaders(c), watch: createPromiseWatch() })

  function toException(decision: Redirect | Deny, response: Response): HTTPException {
    const exception = new HTTPException(decision.status, { res: response, message: decision.reason })
    ask().refusals.set(exception, decision)
    return exception
  }

  const behind: Behind = {
    onAsk: ask,
    toError: (refusal) => toException(refusal, toBareResponse(refusal)),
    toProtectError: async (refusal) => toException(refusal, await toBareRefusal(refusal, c)),
    track: (work) => ask().watch.track(work),
  }
  return {
    handle: pass.toBehind(behind),
    policy: pass.toBehind({ ...behind, isInFront: true }),
    settle: (error) => (asked === null ? NOTHING : settle(asked, error)),
  }
}

async function settle({ watch, refusals, standing }: Asked, error: unknown): Promise<Settlement> {
  const failed = (await watch.readForgotten()).map((lost) => refusals.get(lost.error))
  const toStanding = (decision: Redirect | Deny | undefined): Standing | null =>
    decision === undefined ? null : { decision, standing }
  const thrown = toCauses(error).map((cause) => refusals.get(cause))
  return { thrown: toStanding(thrown.find(isPresent)), forgotten: toStanding(failed.find(isPresent)) }
}

/** Somebody who names a refusal as the cause of another error hands it on. */
const MAX_CAUSES = 8

function toCauses(error: unknown): readonly unknown[] {
  const causes: unknown[] = []
  for (let cause = error; cause instanceof Error && causes.length < MAX_CAUSES; cause = cause.cause) causes.push(cause)
  return causes
}

function isPresent(decision: Redirect | Deny | undefined): decision is Redirect | Deny {
  return decision !== undefined
}
