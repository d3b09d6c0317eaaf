/**
 * The adapter for Hono. Decision → Hono's own terms: variables, `next()`, the not-found page. Waits for the routes.
 *
 * @see api.md; CONTRIBUTING.md ("Add an adapter"); protocol.md 16
 */
import {
  createKeepAlive,
  type AuthHandle,
  type AuthObject,
  type Deny,
  type Guard,
  type Pass,
  type Redirect,
} from '@postern/core'
import { AUTHORIZATION_HEADER } from '@postern/core/wire'
import {
  chooseEnvironment,
  createLazyClient,
  createServiceFinder,
  isEnvironment,
  readSecrets,
  toFinalResponse,
  type AdapterOptions,
  type Environment,
} from '@postern/fetch'
import type { Context, MiddlewareHandler, Next } from 'hono'
import { env } from 'hono/adapter'
import { applyResponse, toAnswer, writeStandingHeaders } from './to-answer.ts'
import { readContextState, writeContextState } from './context-state.ts'
import { createReadAuth } from './read-auth.ts'
import { createRouteAuth, type Standing } from './create-route-auth.ts'
import { toMissingError } from './get-auth.ts'
import { hideInternalHeaders } from './hide-internal-headers.ts'
import {
  readMiddlewareArguments,
  type LoneFunction,
  type MiddlewareOptions,
  type MiddlewarePorts,
  type MiddlewareRule,
} from './middleware-arguments.ts'
import { toPreflightAnswer } from './protect.ts'
import { toRefusal } from './to-refusal.ts'

/** The call shapes of the middleware. Nothing is protected by itself. */
export interface ClerkMiddleware {
  /** @param rule Asked before every route, `(auth, c) => …`. @param options See below. */
  (rule: MiddlewareRule, options: MiddlewareOptions): MiddlewareHandler
  /** @param rule `(auth, c) => …`, or `(c) => options`. With one parameter it always gives options. */
  (rule: LoneFunction): MiddlewareHandler
  /** @param options Laid over `CLERK_*` of Hono's `env(c)`; absent values never erase those. */
  (options?: AdapterOptions): MiddlewareHandler
}

/** Makes a `clerkMiddleware` with parts of the outside world replaced, for example a key store that all isolates share. */
export function createClerkMiddleware(ports: MiddlewarePorts = {}): ClerkMiddleware {
  return (first?: MiddlewareOptions | MiddlewareRule | LoneFunction, second?: MiddlewareOptions) => {
    const { rule, options } = readMiddlewareArguments(first, second)
    const keepAlive = createKeepAlive()
    let platform: Environment | null = null
    const service = createServiceFinder<[c: Context]>({
      options,
      toPorts: (c) => ({ waitUntil: keepAlive.waitUntil, ...(typeof ports === 'function' ? ports(c) : ports) }),
      // What the request brings goes first, as in tests; the variables of a process are read once, because some platforms copy them all.
      toEnvironment: (c) => readSecrets(isEnvironment(c.env) ? c.env : (platform ??= readPlatform(c))),
    })
    return async (c, next) => {
      // Hono throws where a platform has no execution context; core goes on without.
      const end = keepAlive.begin((work) => c.executionCtx.waitUntil(work))
      try {
        const found = service.find(c.req.raw, [c])
        const { auth, proxy, backend } = found instanceof Promise ? await found : found
        const request = c.req.raw
        if (proxy?.matches(new URL(request.url)) === true) return toAnswer(await proxy.handle(request), c)
        let machine: AuthObject | null = null
        const ask = async (handle: AuthHandle): Promise<Response | undefined> => {
          machine = await readMachine(handle, request)
          return (await rule?.(handle, c)) ?? undefined
        }
        const wasFinal = c.finalized
        const guard: Guard<Response | undefined> = (handle, _request, _cookies, toBehind) => {
          const toHandle = (): AuthHandle => handle
          // Of the middleware further out, if there is one: here nothing is decided yet.
          const readAuth = readContextState(c)?.readAuth ?? null
          writeContextState(c, { toHandle, toPolicy: toHandle, toBehind, readAuth })
          c.set('clerk', createLazyClient(backend.options, backend.ports))
          // Most requests have nothing to wait for here, and every turn costs as much as a rule table.
          return rule === null && !hasBearer(request) ? undefined : ask(handle)
        }
        // A rule that holds `next` of the middleware around it may have run the routes itself; what it returns is then their response.
        const decision = await auth.decide(request, guard, { isInFront: true, letsOn: () => c.finalized && !wasFinal })
        switch (decision.kind) {
          case 'pass':
            if (decision.guarded !== undefined) return applyResponse(c, toRuleResponse(decision, decision.guarded))
            return await passOn(c, next, decision, machine)
          case 'redirect':
          case 'deny':
            // Where the rule has run the routes, what stands on the context now is theirs.
            return await refuse(c, decision, c.finalized && !wasFinal ? new Headers() : null)
        }
      } catch (error) {
        service.report(error)
        throw error
      } finally {
        end()
      }
    }
  }
}

function readPlatform(c: Context): Environment {
  try {
    const found: Environment | undefined = env(c)
    return found ?? {}
  } catch {
    // Deno wants the permission for all variables before it lists them. Each by itself may be allowed.
    return chooseEnvironment(undefined)
  }
}

/** Authentication in front of Hono's routes. Register it before them: `app.use(clerkMiddleware())`. */
export const clerkMiddleware: ClerkMiddleware = createClerkMiddleware()

/** `getAuth` cannot wait, so machine tokens are verified before the routes. Without the header there is none. @see rulings.md D11 */
async function readMachine(handle: AuthHandle, request: Request): Promise<AuthObject | null> {
  if (!hasBearer(request)) return null
  const found = await handle({ acceptsToken: 'any' })
  return found.tokenType === 'session_token' ? null : found
}

function hasBearer(request: Request): boolean {
  return request.headers.has(AUTHORIZATION_HEADER)
}

/** Runs the routes, and adds to whatever response came of them. */
async function passOn(
  c: Context,
  next: Next,
  pass: Pass<unknown>,
  machine: AuthObject | null,
): Promise<Response | undefined> {
  const state = readContextState(c)
  if (state === null) throw toMissingError('clerkMiddleware()')
  const reader = createReadAuth(state.toPolicy(), pass, pass.isPreflight ? null : machine)
  const readAuth = reader instanceof Promise ? await reader : reader
  const route = createRouteAuth(state.toBehind, c)
  writeContextState(c, { toHandle: route.toHandle, toPolicy: route.toPolicy, toBehind: state.toBehind, readAuth })
  c.set('clerkAuth', readAuth)
  hideInternalHeaders(c.req, pass.setCookies)
  const rejection = await runRoutes(next)
  const settling = route.settle(rejection === null ? c.error : rejection.error)
  const { thrown, forgotten } = settling instanceof Promise ? await settling : settling
  const lost = forgotten ?? (rejection !== null || isMistaken(c.res, thrown) ? thrown : null)
  if (lost !== null) return refuse(c, lost.decision, lost.standing)
  if (rejection !== null) throw rejection.error
  if (pass.isPreflight) applyResponse(c, toPreflightAnswer(c.res))
  // A second middleware further in has already added what there is to add.
  if (readContextState(c)?.readAuth !== readAuth) return undefined
  const response = toFinalResponse(thrown?.decision ?? pass, c.res)
  if (c.res !== response) applyResponse(c, response)
  return undefined
}

/** An error handler may throw on what it was given. @returns Null when the routes have answered. */
async function runRoutes(next: Next): Promise<{ readonly error: unknown } | null> {
  try {
    await next()
    return null
  } catch (error) {
    return { error }
  }
}

/**
 * Whether the error handler took a refusal for a failure of the server, as one does that answers every error with 500. That is no answer to
 * whoever was refused; any other status is the application's own word.
 */
function isMistaken({ status }: Response, refusal: Standing | null): boolean {
  return refusal !== null && status >= 500 && status !== refusal.decision.status
}

/** Of routes that a rule ran itself for a preflight no more is sent than of those that we run. */
function toRuleResponse(pass: Pass<unknown>, response: Response): Response {
  return toFinalResponse(pass, pass.isPreflight ? toPreflightAnswer(response) : response)
}

/**
 * Nothing of a response that routes have made already may show, its headers neither.
 *
 * @param standing The headers that may. Null: all that stand on the context.
 */
async function refuse(c: Context, decision: Redirect | Deny, standing: Headers | null): Promise<Response> {
  const wasFinal = c.finalized
  if (standing !== null) writeStandingHeaders(c, standing)
  const response = toAnswer(await toRefusal(decision, c), c)
  if (wasFinal) c.res = response
  return response
}
