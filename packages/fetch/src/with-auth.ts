/**
 * The adapter for plain fetch handlers: Deno, Bun, Workers, Node. Waits for the handler.
 *
 * The handler is the guard: `await auth.protect()` ends it, and what it returns is sent with the decision's cookies and headers.
 *
 * @see api.md; CONTRIBUTING.md ("Add an adapter")
 */
import {
  AuthError,
  createKeepAlive,
  type Auth,
  type AuthHandle,
  type Guard,
  type Keeper,
  type Ports,
} from '@postern/core'
import type { AdapterOptions } from './adapter-options.ts'
import { createServiceFinder } from './create-service-finder.ts'
import { readSecrets } from './create-secret-reader.ts'
import { chooseEnvironment } from './environment.ts'
import { keepRequestOptions } from './request-options.ts'
import { toCleanRequest } from './to-clean-request.ts'
import { toHandlerResponse, toResponse } from './to-response.ts'

/** What a handler is given beside the request. */
export interface HandlerContext<P extends readonly unknown[] = readonly unknown[]> {
  /** Who is here: `await auth()`, `await auth.protect()`. */
  readonly auth: AuthHandle
  /** What the platform handed over after the request: `[env, ctx]` on Workers, `[info]` on Deno, `[server]` on Bun. */
  readonly platform: P
}

/** The application. What it throws propagates, except that `protect()` and the redirects end it with a response. */
export type Handler<P extends readonly unknown[] = readonly unknown[]> = (
  request: Request,
  context: HandlerContext<P>,
) => Response | Promise<Response>

/** Options, or a function that gives them for a request. */
export type HandlerOptions<P extends readonly unknown[] = readonly unknown[]> =
  | AdapterOptions
  | ((request: Request, ...platform: P) => AdapterOptions | Promise<AdapterOptions>)

/** Parts of the outside world to replace, or a function that gives them when the first request comes, for stores that live in bindings. */
export type HandlerPorts<P extends readonly unknown[] = readonly unknown[]> =
  | Partial<Ports>
  | ((...platform: P) => Partial<Ports>)

/**
 * Puts authentication in front of a fetch handler. Nothing is protected until the handler says so.
 *
 * @param options Laid over `CLERK_*` of the Workers environment argument, or else of `process.env`; absent values never erase those.
 * @param ports For example `{ keys }`, a key store that all isolates share.
 * @returns A fetch handler. It rejects with an `AuthError` when keys are missing or options do not fit together, at the first request.
 */
export function withAuth<P extends readonly unknown[] = readonly unknown[]>(
  handler: Handler<P>,
  options: HandlerOptions<P> = {},
  ports: HandlerPorts<P> = {},
): (request: Request, ...platform: P) => Promise<Response> {
  const keepAlive = createKeepAlive()
  const service = createServiceFinder<[request: Request, ...platform: P]>({
    options,
    toPorts: (_request, ...platform) => ({
      waitUntil: keepAlive.waitUntil,
      ...(typeof ports === 'function' ? ports(...platform) : ports),
    }),
    toEnvironment: (_request, ...platform) => readSecrets(chooseEnvironment(platform[0])),
  })
  return async (request, ...platform) => {
    const end = keepAlive.begin(readKeeper(platform[1]))
    try {
      const found = service.find(request, [request, ...platform])
      const { auth, proxy, backend } = found instanceof Promise ? await found : found
      if (proxy?.matches(new URL(request.url)) === true) return await proxy.handle(request)
      return await answer(auth, request, (handle, _request, setCookies) => {
        const seen = toCleanRequest(request, setCookies)
        keepRequestOptions(seen, backend.options)
        return handler(seen, { auth: handle, platform })
      })
    } catch (error) {
      if (error instanceof AuthError && error.status !== null) return new Response(null, { status: error.status })
      service.report(error)
      throw error
    } finally {
      end()
    }
  }
}

async function answer(auth: Auth, request: Request, guard: Guard<Response>): Promise<Response> {
  const decision = await auth.decide<Response>(request, guard)
  switch (decision.kind) {
    case 'pass':
      return toHandlerResponse(decision)
    case 'redirect':
    case 'deny':
      return toResponse(decision)
  }
}

/** Workers hand over a context that keeps work alive after the response. Called as its method, because it refuses to be detached. */
function readKeeper(context: unknown): Keeper | null {
  if (typeof context !== 'object' || context === null || !('waitUntil' in context)) return null
  const { waitUntil } = context
  return typeof waitUntil === 'function' ? (work) => void waitUntil.call(context, work) : null
}
