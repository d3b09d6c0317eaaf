/**
 * One middleware: what happens to a request, in order. Waits for the options callback, for core, for the handler.
 *
 * @see protocol.md 15.2
 */
import {
  type Auth,
  type AuthDecision,
  type AuthOptions,
  type Guard,
  type Keeper,
  type Ports,
  createKeepAlive,
  createTenants,
  createUseWatch,
  reportMistake,
} from '@postern/core'
import { AUTHORIZATION_HEADER, CACHE_CONTROL_HEADER } from '@postern/core/wire'
import { type NextFetchEvent, type NextRequest, NextResponse } from 'next/server.js'
import { createRewriteWarning, handlerTerms, readMachine, runHandler, type Guarded } from './run-handler.ts'
import { createSetupFinder } from './create-setup-finder.ts'
import type {
  ClerkMiddlewareHandler,
  ClerkMiddlewareOptions,
  ClerkMiddlewareOptionsCallback,
} from './middleware-options.ts'
import type { MiddlewareSetup } from './middleware-setup.ts'
import { readClientPolicy } from './next-request-headers.ts'
import type { MachineHandover } from '../response/to-request-headers.ts'
import { toNextResponse } from '../response/to-next-response.ts'
import { isNowhere } from '../response/to-nowhere.ts'
import { runWithKeys } from './keys-at-hand.ts'
import { readBuild, type Build } from './read-build.ts'
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
  const findSetup = createSetupFinder(options)
  const keepAlive = createKeepAlive()
  const noteUse = createUseWatch(options)
  const findAuth = createAuthFinder({ waitUntil: keepAlive.waitUntil, ...ports })
  const warn = createRewriteWarning(ports)
  const clock = ports.clock ?? { nowMs: () => Date.now() }
  let build: Build | null = null
  const answer: Middleware = async (given, event) => {
    const request = toRoutedRequest(given, (build ??= readBuild()))
    if (request === null) return createMisreadRefusal()
    const setup = await findSetup(request)
    const url = setup.isProxyPossible(request.url) ? new URL(request.url) : null
    if (url !== null && setup.proxy.matches(url)) return setup.proxy.handle(request)
    const clientPolicy = readClientPolicy(request.headers)
    const auth = findAuth(url === null ? setup.authOptions : setup.authOptionsAt(url))
    const { decision, machine } = await decide(auth, isNowhere(request) ? null : handler, {
      setup,
      request,
      event,
      onAskedAgain: setup.environment.isProduction ? () => {} : warn,
    })
    const nowMs = clock.nowMs()
    return toNextResponse(decision, { request, clientPolicy, setup, machine, nowMs })
  }
  return async (request, event) => {
    noteUse(ports)
    const end = keepAlive.begin(toKeeper(event))
    try {
      return await answer(request, event)
    } catch (error) {
      reportMistake(error, ports)
      throw error
    } finally {
      end()
    }
  }
}

/** Core looks for tenants by all of their options. Those that the last request had need not be looked for. */
function createAuthFinder(ports: Partial<Ports>): (options: AuthOptions) => Auth<NextRequest> {
  const tenants = createTenants<NextRequest>(ports)
  let last: { readonly options: AuthOptions; readonly auth: Auth<NextRequest> } | null = null
  return (options) => {
    // A setup's own, which nobody changes.
    if (last?.options !== options) last = { options, auth: tenants.find(options) }
    return last.auth
  }
}

/** No rule was asked, so nothing is said about anybody. */
function createMisreadRefusal(): Response {
  return new NextResponse(null, { status: 404, headers: { [CACHE_CONTROL_HEADER]: 'no-store' } })
}

interface Call {
  readonly setup: MiddlewareSetup
  readonly request: NextRequest
  readonly event: NextFetchEvent
  readonly onAskedAgain: () => void
}

interface Decided {
  readonly decision: AuthDecision<Guarded | undefined>
  readonly machine: MachineHandover | null
}

/** Without a guard where nobody is asked, which most sites leave to their pages. */
async function decide(auth: Auth<NextRequest>, handler: ClerkMiddlewareHandler | null, call: Call): Promise<Decided> {
  const isMachine = isMachineWanted(call)
  if (handler !== null || isMachine) return decideGuarded(auth, handler, isMachine, call)
  return { decision: await auth.decide<undefined>(call.request), machine: null }
}

async function decideGuarded(
  auth: Auth<NextRequest>,
  handler: ClerkMiddlewareHandler | null,
  isMachine: boolean,
  { setup, request, event, onAskedAgain }: Call,
): Promise<Decided> {
  let machine: MachineHandover | null = null
  const guard: Guard<Guarded | undefined, NextRequest> = async (handle) => {
    const guarded =
      handler === null
        ? undefined
        : await runWithKeys(setup.authOptions, () =>
            runHandler({ handler, auth: handle, request, event, onAskedAgain }),
          )
    if (isMachine) machine = await readMachine(handle)
    return guarded
  }
  const decision = await auth.decide(request, guard, handlerTerms)
  return { decision, machine }
}

/** The vendor's server code cannot ask the provider itself, so it is asked here, on requests that carry a header. @see rulings.md D11 */
function isMachineWanted({ setup, request }: Call): boolean {
  return setup.handover === 'clerk' && request.headers.has(AUTHORIZATION_HEADER)
}

/** Keys that are refreshed in the background outlive the response. Callers that are no Next server may leave the event away. */
function toKeeper(event: NextFetchEvent | undefined): Keeper | null {
  return typeof event?.waitUntil === 'function' ? (work) => event.waitUntil(work) : null
}
