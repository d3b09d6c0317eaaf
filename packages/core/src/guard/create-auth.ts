/**
 * Guard room. AuthOptions + Ports → Auth, the whole of core behind two functions. Waits.
 *
 * @see api.md
 */
import { isThenable } from '../foundation/is-record.ts'
import { createAuthAccess, toBrokenReason, type AuthAccess } from './auth-access.ts'
import { authenticate } from '../walk/authenticate.ts'
import { findInstance, findInstanceForRequest, type FoundInstance } from '../tenancy/find-instance.ts'
import { toSignedOut, type AuthState } from '../decision/auth-state.ts'
import { toRefusal, toTrip, toUncachedUrl } from '../decision/to-guard-deny.ts'
import type { AuthDecision } from '../decision/auth-decision.ts'
import { explain } from './explain.ts'
import type { AuthOptions } from '../settings/auth-options.ts'
import { Later, whenKnown, type Soon } from '../foundation/soon.ts'
import type { DebugView } from '../session/auth-object.ts'
import { toPorts, type Ports } from '../foundation/ports.ts'
import { runGuard, type Guard, type GuardTerms } from './run-guard.ts'
import { toUnguarded } from './to-unguarded.ts'
import { Visit } from '../walk/visit.ts'

/** Decides requests. */
export interface Auth<R extends Request = Request> {
  /**
   * Decides a request.
   *
   * @param guard The developer's rule; asked only when the request may reach it. Without one everything that authentication lets
   *   through passes.
   * @param terms What an adapter knows of its guards. Default: only a guard that returns nothing lets the request on.
   * @throws What the guard or an options callback throws, and an `AuthError` for options that do not fit together.
   */
  decide<T = void>(request: R, guard?: Guard<T, R>, terms?: GuardTerms<T>): Promise<AuthDecision<T | undefined>>
  /**
   * The same without a guard, where nothing has to be awaited: signed out, sent on a handshake, or a token seen before.
   *
   * @returns Null when a key, the provider or an options callback has to be waited for: then ask `decide`.
   */
  decideNow(request: R): AuthDecision<undefined> | null
}

/** Options, or a function that gives them for a request. */
export type OptionsInput<R> = AuthOptions | ((request: R) => AuthOptions | Promise<AuthOptions>)

/**
 * Prepares everything that does not depend on a request.
 *
 * @param options The options, or a function that gives them per request. Instances of a function's options are kept by their keys.
 * @param ports Parts of the outside world to replace; the rest is the platform's.
 * @throws AuthError when options given as a value do not fit together. Those of a function are checked when a request needs them.
 */
export function createAuth<R extends Request = Request>(options: OptionsInput<R>, ports: Partial<Ports> = {}): Auth<R> {
  if (typeof options !== 'function') return createDecider(findInstance(options, toPorts(ports)))
  const tenants = createTenants<R>(ports)
  return {
    async decide(request, ...rest) {
      const given = options(request)
      return tenants.find(isThenable(given) ? await given : given).decide(request, ...rest)
    },
    decideNow(request) {
      const given = options(request)
      return isThenable(given) ? null : tenants.find(given).decideNow(request)
    },
  }
}

/** For adapters: the tenants of an application, whose options come with the request. */
export interface Tenants<R extends Request = Request> {
  /**
   * Who decides requests with these options. Whoever has them for every request asks once.
   *
   * What was prepared is kept by the process and found again by all that the options hold: as many keys as `maxInstances` says, and a few other
   * options for each. Tenants share nothing.
   *
   * @throws AuthError for options that do not fit together, or are no plain object.
   */
  find(options: AuthOptions): Auth<R>
}

/** @param ports Parts of the outside world to replace; the rest is the platform's. */
export function createTenants<R extends Request = Request>(ports: Partial<Ports> = {}): Tenants<R> {
  const complete = toPorts(ports)
  return { find: (options) => createDecider(findInstanceForRequest(options, complete)) }
}

function createDecider<R extends Request>(found: FoundInstance): Auth<R> {
  return {
    decide<T>(request: R, guard?: Guard<T, R>, terms?: GuardTerms<T>): Promise<AuthDecision<T | undefined>> {
      try {
        const visit = new Visit(found.current(), request)
        const soon = walk(visit)
        // Waits only where there is something to wait for: every turn costs as much as a rule table.
        if (!(soon instanceof Later)) return settle(visit, soon, request, guard, terms)
        return soon.begin().then((state) => settle(visit, state, request, guard, terms))
      } catch (error) {
        return Promise.reject(error)
      }
    },
    decideNow(request: R): AuthDecision<undefined> | null {
      const visit = new Visit(found.current(), request)
      const state = walk(visit)
      if (state instanceof Later) return null
      return explained(visit, state, toOwnDecision(visit, state) ?? toUnguarded(visit, state))
    },
  }
}

/** Asks the guard, where there is one and the request may reach it. */
function settle<T, R extends Request>(
  visit: Visit,
  state: AuthState,
  request: R,
  guard: Guard<T, R> | undefined,
  terms: GuardTerms<T> | undefined,
): Promise<AuthDecision<T | undefined>> {
  const own = toOwnDecision(visit, state)
  if (own === null && guard !== undefined) return runGuard(visit, state, guard, request, terms)
  return Promise.resolve(explained(visit, state, own ?? toUnguarded(visit, state)))
}

function explained<D extends AuthDecision<undefined>>(visit: Visit, state: AuthState, decision: D): D {
  explain(visit, state, decision)
  return decision
}

/**
 * Who is here, for code that asks apart from the middleware.
 *
 * @param more What `debug()` shows beside the state.
 * @returns Null: nobody, since the request is refused or would have to travel.
 */
export function readVisit(visit: Visit, more: DebugView): Soon<AuthAccess | null> {
  return whenKnown(walk(visit), (state) => {
    const own = toOwnDecision(visit, state)
    explained(visit, state, own ?? toUnguarded(visit, state))
    return own === null ? createAuthAccess(visit, state, more) : null
  })
}

/** Whatever breaks on the way, a port or a bug of ours, ends as signed out and is reported. */
function walk(visit: Visit): Soon<AuthState> {
  try {
    const soon = authenticate(visit)
    return soon instanceof Later ? new Later(() => finish(visit, soon)) : soon
  } catch (error) {
    return giveUp(visit, error)
  }
}

async function finish(visit: Visit, later: Later<AuthState>): Promise<AuthState> {
  try {
    return await later.begin()
  } catch (error) {
    return giveUp(visit, error)
  }
}

function giveUp(visit: Visit, error: unknown): AuthState {
  const reason = toBrokenReason(visit)
  visit.instance.report({
    level: 'warn',
    event: reason,
    message:
      'A request could not be authenticated and counts as signed out. This is a bug or a broken port; please report it.',
    details: { error: error instanceof Error ? error.name : typeof error },
  })
  return toSignedOut(reason)
}

/** What authentication decides by itself; null: the guard is asked. */
function toOwnDecision(visit: Visit, state: AuthState): AuthDecision<never> | null {
  if (state.status === 'refused') return toRefusal(state.reason, visit)
  if (state.location === null) return null
  return toTrip(state, toUncachedUrl(state.location, visit.settings, visit.nowMs), visit.trace)
}
