/**
 * The adapter for Hono. Decision → Hono's own terms: variables, `next()`, the not-found page. Waits for the routes.
 *
 * @see api.md; CONTRIBUTING.md ("Add an adapter"); protocol.md 16
 */
import {
  createKeepAlive,
  type AuthDecision,
  type AuthHandle,
  type AuthObject,
  type Guard,
  type Pass,
} from '@postern/core'
import type { BackendClient } from '@postern/core/backend-client'
import { AUTHORIZATION_HEADER } from '@postern/core/wire'
import {
  chooseEnvironment,
  createLazyClient,
  createServiceFinder,
  isEnvironment,
  readSecrets,
  toFinalResponse,
  type AdapterOptions,
  type AuthService,
  type Environment,
} from '@postern/fetch'
import type { Context, MiddlewareHandler } from 'hono'
import { env } from 'hono/adapter'
import { passOn, refuse } from './pass-on.ts'
import { applyResponse, toAnswer } from './to-answer.ts'
import { readContextState, writeContextOptions, writeContextState } from './context-state.ts'
import {
  readMiddlewareArguments,
  type LoneFunction,
  type MiddlewareOptions,
  type MiddlewarePorts,
  type MiddlewareRule,
} from './middleware-arguments.ts'
import { toPreflightAnswer } from './protect.ts'

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
      const before = readContextState(c)
      try {
        const request = c.req.raw
        const found = service.find(request, [c])
        const ready = found instanceof Promise ? await found : found
        if (ready.proxy?.matches(new URL(request.url)) === true) return toAnswer(await ready.proxy.handle(request), c)
        writeClient(c, ready)
        const wasFinal = c.finalized
        let machine: AuthObject | null = null
        // Where nothing is to be asked core need not prepare questions, and most requests come to such a middleware.
        const decision: AuthDecision<Response | undefined> =
          rule === null && !hasBearer(request)
            ? await ready.auth.decide(request)
            : await askRule(ready, rule, c, (verified) => void (machine = verified))
        switch (decision.kind) {
          case 'pass':
            if (decision.guarded !== undefined) return applyResponse(c, toRuleResponse(decision, decision.guarded))
            return await passOn(c, next, decision, decision.isPreflight ? null : machine)
          case 'redirect':
          case 'deny':
            // Where the rule has run the routes, what stands on the context now is theirs.
            return await refuse(c, decision, c.finalized && !wasFinal ? new Headers() : null)
        }
      } catch (error) {
        // Nothing was said about anybody here, so the middleware further out still speaks.
        if (before !== null) writeContextState(c, before)
        service.report(error)
        throw error
      } finally {
        end()
      }
    }
  }
}

/** Lets the rule decide, and verifies a machine token first, since `getAuth` cannot wait. @param onMachine Told of it. */
function askRule(
  service: AuthService,
  rule: MiddlewareRule | null,
  c: Context,
  onMachine: (machine: AuthObject | null) => void,
): Promise<AuthDecision<Response | undefined>> {
  const request = c.req.raw
  const wasFinal = c.finalized
  const guard: Guard<Response | undefined> = async (handle) => {
    const toHandle = (): AuthHandle => handle
    // Of the middleware further out, if there is one: here nothing is decided yet.
    writeContextState(c, { toHandle, toPolicy: toHandle, readAuth: readContextState(c)?.readAuth ?? null })
    onMachine(await readMachine(handle, request))
    return (await rule?.(handle, c)) ?? undefined
  }
  // A rule that holds `next` of the middleware around it may have run the routes itself; what it returns is then their response.
  return service.auth.decide(request, guard, { isInFront: true, letsOn: () => c.finalized && !wasFinal })
}

/** One for all requests with the same keys. */
const clients = /* @__PURE__ */ new WeakMap<AuthService['backend'], BackendClient>()

function writeClient(c: Context, { backend }: AuthService): void {
  let client = clients.get(backend)
  if (client === undefined) clients.set(backend, (client = createLazyClient(backend.options, backend.ports)))
  c.set('clerk', client)
  writeContextOptions(c, backend.options)
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

/** Of routes that a rule ran itself for a preflight no more is sent than of those that we run. */
function toRuleResponse(pass: Pass<unknown>, response: Response): Response {
  return toFinalResponse(pass, pass.isPreflight ? toPreflightAnswer(response) : response)
}
