/**
 * The handle of a guard → the one that routes hold. Waits for what they ask.
 *
 * Behind the guard nobody catches core's signal, so a refusal becomes what Hono users expect: an `HTTPException` that carries the
 * response. A `protect()` that nobody awaits must not let its request through; it is settled before the response leaves.
 *
 * @see api.md; decisions.md D14
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
import { toBareRefusal, toBareResponse } from './to-refusal.ts'

/** What stands against the response that Hono made. */
export interface Settlement {
  /** The refusal whose exception reached Hono; the response is the answer to it, perhaps in the application's own words. */
  readonly thrown: Redirect | Deny | null
  /** A refusal that a route asked for and never looked at, or did not wait for. */
  readonly forgotten: Forgotten | null
}

/** A refusal, and the headers that stood on the context when the route first asked: those that an awaited one shows too. */
export interface Forgotten {
  readonly decision: Redirect | Deny
  readonly standing: Headers
}

export interface RouteAuth {
  readonly handle: AuthHandle
  /** @param error What Hono's error handler was given, if it was. @returns A promise only where a route has asked. */
  readonly settle: (error: Error | undefined) => Settlement | Promise<Settlement>
}

const NOTHING: Settlement = { thrown: null, forgotten: null }

/** Wraps the handle. What keeps track of refusals is made when a route first asks; many never do. */
export function createRouteAuth(auth: AuthHandle, c: Context): RouteAuth {
  let asked: RouteAuth | null = null
  const ask = (): AuthHandle => (asked ??= createAskedAuth(auth, c)).handle
  const read = (options?: HandleOptions): Promise<AuthObject> => toAwaitedOnly(ask()(options))
  const protect = (...args: Parameters<AuthHandle['protect']>): Promise<AuthObject> => ask().protect(...args)
  return {
    // The one place where the overloads meet their implementation.
    handle: Object.assign(read, { protect }) as unknown as AuthHandle,
    settle: (error) => (asked === null ? NOTHING : asked.settle(error)),
  }
}

function createAskedAuth(auth: AuthHandle, c: Context): RouteAuth {
  const refusals = new Map<unknown, Redirect | Deny>()
  const standing = readStandingHeaders(c)
  const watch = createPromiseWatch()

  function toException(decision: Redirect | Deny, response: Response): HTTPException {
    const exception = new HTTPException(decision.status, { res: response, message: decision.reason })
    refusals.set(exception, decision)
    return exception
  }

  async function read(options?: HandleOptions): Promise<AuthObject> {
    return toThrowingRedirects(await auth(options), (error) => {
      const stop = readStop(error)
      return stop === null ? error : toException(stop, toBareResponse(stop))
    })
  }

  async function protect(...args: Parameters<AuthHandle['protect']>): Promise<AuthObject> {
    try {
      return await auth.protect(...args)
    } catch (error) {
      const stop = readStop(error)
      if (stop === null) throw error
      throw toException(stop, await toBareRefusal(stop, c))
    }
  }

  const remember = (...args: Parameters<typeof protect>): Promise<AuthObject> => watch.track(protect(...args))

  return {
    // As above.
    handle: Object.assign(read, { protect: remember }) as unknown as AuthHandle,
    async settle(error) {
      const failed = (await watch.readForgotten()).map((lost) => refusals.get(lost.error))
      const decision = failed.find(isPresent)
      const forgotten = decision === undefined ? null : { decision, standing }
      return { thrown: refusals.get(error) ?? null, forgotten }
    },
  }
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
