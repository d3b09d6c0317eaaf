/**
 * One middleware: what happens to a request, in order. Waits for the options callback, for core, for the handler.
 *
 * @see protocol.md 15.2
 */
import type { Auth, AuthOptions, Keeper, Ports } from '@postern/core'
import { checkOptions, createAuth, createKeepAlive } from '@postern/core'
import { AUTHORIZATION_HEADER } from '@postern/core/wire'
import type { NextFetchEvent, NextRequest } from 'next/server.js'
import type {
  ClerkMiddlewareHandler,
  ClerkMiddlewareOptions,
  ClerkMiddlewareOptionsCallback,
} from './middleware-options.ts'
import type { MiddlewareSetup } from './middleware-setup.ts'
import { resolveMiddleware } from './middleware-setup.ts'
import { addCacheBuster } from './netlify.ts'
import type { Guarded } from './run-handler.ts'
import { readMachine, runHandler } from './run-handler.ts'
import type { MachineHandover } from './to-handover-headers.ts'
import { isNowhere, toNextResponse } from './to-next-response.ts'
import { toRoutedRequest } from './to-routed-request.ts'

export type Middleware = (request: NextRequest, event: NextFetchEvent) => Promise<Response>

/**
 * Makes a middleware. Nothing is read before its first request, so that a build without keys succeeds.
 *
 * @param ports Parts of the outside world to replace, for tests.
 */
export function createMiddleware(
  handler: ClerkMiddlewareHandler | null,
  options: ClerkMiddlewareOptions | ClerkMiddlewareOptionsCallback,
  ports: Partial<Ports> = {},
): Middleware {
  const findSetup = createSetupSource(options)
  // Instances are kept by core, by their keys; the options of a request travel beside it.
  const optionsOf = new WeakMap<Request, AuthOptions>()
  const keepAlive = createKeepAlive()
  const auth: Auth<NextRequest> = createAuth((request) => optionsOf.get(request) ?? {}, {
    waitUntil: keepAlive.waitUntil,
    ...ports,
  })
  const answer: Middleware = async (given, event) => {
    const request = toRoutedRequest(given)
    const setup = await findSetup(request)
    const url = new URL(request.url)
    if (setup.proxy.matches(url)) return setup.proxy.handle(request)
    optionsOf.set(request, setup.authOptionsAt(url))
    let machine: MachineHandover | null = null
    const decision = await auth.decide(request, async (handle): Promise<Guarded | undefined> => {
      const guarded = await runHandler(isNowhere(request) ? null : handler, handle, request, event)
      if (isMachineWanted(setup, request)) machine = await readMachine(handle)
      return guarded
    })
    const nowMs = (ports.clock ?? { nowMs: () => Date.now() }).nowMs()
    const response = await toNextResponse(decision, { request, setup, machine, nowMs })
    return decision.kind === 'redirect' ? addCacheBuster(response, setup, nowMs) : response
  }
  return async (request, event) => {
    const end = keepAlive.begin(toKeeper(event))
    try {
      return await answer(request, event)
    } finally {
      end()
    }
  }
}

/**
 * Options as a value are resolved once, those of a function for every request. A mistake throws for every request: an unknown tenant must
 * not get the keys of the environment, which are another tenant's. @see security.md 76
 */
function createSetupSource(
  options: ClerkMiddlewareOptions | ClerkMiddlewareOptionsCallback,
): (request: NextRequest) => MiddlewareSetup | Promise<MiddlewareSetup> {
  if (typeof options === 'function') return async (request) => resolveMiddleware(checkOptions(await options(request)))
  let setup: MiddlewareSetup | null = null
  return () => (setup ??= resolveMiddleware(options))
}

/** The vendor's server code cannot ask the provider itself, so it is asked here, on requests that carry a header. @see decisions.md D11 */
function isMachineWanted(setup: MiddlewareSetup, request: NextRequest): boolean {
  return setup.handover === 'clerk' && request.headers.has(AUTHORIZATION_HEADER)
}

/** Keys that are refreshed in the background outlive the response. Callers that are no Next server may leave the event away. */
function toKeeper(event: NextFetchEvent | undefined): Keeper | null {
  return typeof event?.waitUntil === 'function' ? (work) => event.waitUntil(work) : null
}
