/**
 * The handle of a guard → the one that routes hold. Waits for what they ask.
 *
 * Behind the guard nobody catches core's signal, so a refusal becomes what Hono users expect: an `HTTPException` that carries the
 * response. A `protect()` that nobody awaits must not let its request through; it is settled before the response leaves.
 *
 * @see api.md; rulings.md D14
 */
import {
  createPromiseWatch,
  readStop,
  toAwaitedOnly,
  type AuthHandle,
  type AuthObject,
  type Deny,
  type HandleOptions,
  type Redirect,
} from '@postern/core'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { readStandingHeaders } from './standing-headers.ts'
import type { ContextState } from './context-state.ts'
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

/** Two ways of asking about one request. */
interface Questions {
  /** As a route: a refusal is one. */
  readonly handle: AuthHandle
  /** As something that stands in front of routes: what it cannot judge rejects with a pass, untranslated. */
  readonly policy: AuthHandle
}

export interface RouteAuth {
  readonly questions: Questions
  /** @param error What Hono's error handler was given, or threw on, if anything. @returns A promise only where a route has asked. */
  readonly settle: (error: unknown) => Settlement | Promise<Settlement>
}

const NOTHING: Settlement = { thrown: null, forgotten: null }

/** Wraps the handle. What keeps track of refusals is made when a route first asks; many never do. */
export function createRouteAuth(state: Pick<ContextState, 'policy' | 'toBehind'>, c: Context): RouteAuth {
  let asked: RouteAuth | null = null
  const ask = (): RouteAuth => (asked ??= createAskedAuth(state, c))
  const toLater = (name: keyof Questions): AuthHandle => {
    const read = (options?: HandleOptions): Promise<AuthObject> => toAwaitedOnly(ask().questions[name](options))
    const protect = (...args: Parameters<AuthHandle['protect']>): Promise<AuthObject> =>
      ask().questions[name].protect(...args)
    // The one place where the overloads meet their implementation.
    return Object.assign(read, { protect }) as unknown as AuthHandle
  }
  return {
    questions: { handle: toLater('handle'), policy: toLater('policy') },
    settle: (error) => (asked === null ? NOTHING : asked.settle(error)),
  }
}

function createAskedAuth({ policy, toBehind }: Pick<ContextState, 'policy' | 'toBehind'>, c: Context): RouteAuth {
  const refusals = new Map<unknown, Redirect | Deny>()
  const standing = readStandingHeaders(c)
  const watch = createPromiseWatch()

  function toException(decision: Redirect | Deny, response: Response): HTTPException {
    const exception = new HTTPException(decision.status, { res: response, message: decision.reason })
    refusals.set(exception, decision)
    return exception
  }

  async function read(auth: AuthHandle, options?: HandleOptions): Promise<AuthObject> {
    return toThrowingRedirects(await auth(options), (error) => {
      const stop = readStop(error)
      return stop === null ? error : toException(stop, toBareResponse(stop))
    })
  }

  async function protect(auth: AuthHandle, args: Parameters<AuthHandle['protect']>): Promise<AuthObject> {
    try {
      return await auth.protect(...args)
    } catch (error) {
      const stop = readStop(error)
      if (stop === null) throw error
      throw toException(stop, await toBareRefusal(stop, c))
    }
  }

  function toTranslated(auth: AuthHandle): AuthHandle {
    const remember = (...args: Parameters<AuthHandle['protect']>): Promise<AuthObject> =>
      watch.track(protect(auth, args))
    // As above.
    return Object.assign((options?: HandleOptions) => read(auth, options), {
      protect: remember,
    }) as unknown as AuthHandle
  }

  return {
    questions: { handle: toTranslated(toBehind()), policy: toTranslated(policy) },
    async settle(error) {
      const failed = (await watch.readForgotten()).map((lost) => refusals.get(lost.error))
      const toStanding = (decision: Redirect | Deny | undefined): Standing | null =>
        decision === undefined ? null : { decision, standing }
      const thrown = toCauses(error).map((cause) => refusals.get(cause))
      return { thrown: toStanding(thrown.find(isPresent)), forgotten: toStanding(failed.find(isPresent)) }
    },
  }
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

const REDIRECTS = ['redirectToSignIn', 'redirectToSignUp']

/** Translates what the redirects of a session object throw, without reading the object's lazy fields. */
function toThrowingRedirects(auth: AuthObject, translate: (error: unknown) => unknown): AuthObject {
  const copy = Object.defineProperties({}, Object.getOwnPropertyDescriptors(auth)) as AuthObject
  for (const name of REDIRECTS) {
    const redirect: unknown = Object.getOwnPropertyDescriptor(auth, name)?.value
    if (typeof redirect !== 'function') continue
    const value = (...args: readonly unknown[]): unknown => {
      try {
        return redirect(...args)
      } catch (error) {
        throw translate(error)
      }
    }
    Object.defineProperty(copy, name, { value })
  }
  return copy
}
