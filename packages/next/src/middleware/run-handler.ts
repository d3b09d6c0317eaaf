/**
 * The developer's handler, as a guard of core; asked twice where it rewrites to a page that its own matchers speak of. Waits for the
 * handler, and for the provider where a machine token has to be handed over.
 *
 * Control flow of Next's is caught here and becomes a value; every other exception propagates and is answered with 500.
 *
 * @see protocol.md 15.2, 15.5; rulings.md D11, D14
 */
import {
  EVERYBODY,
  keptBy,
  readPass,
  readStop,
  toPorts,
  type AuthHandle,
  type GuardTerms,
  type Ports,
} from '@postern/core'
import type { JsonObject } from '@postern/core/handover'
import { LOCATION_HEADER } from '@postern/core/wire'
import type { NextFetchEvent, NextRequest } from 'next/server.js'
import type { MachineHandover } from '../response/to-request-headers.ts'
import { markAsControl, parseNextControl, type NextControl } from '../server/next-control.ts'
import { hasNewMatch, watchMatchers } from './create-route-matcher.ts'
import type { ClerkMiddlewareHandler } from './middleware-options.ts'
import { readNextStep } from './next-request-headers.ts'
import { toRequestAt } from './to-routed-request.ts'

/** What came of the handler. */
export interface Guarded {
  readonly response: Response | null
  /** What it threw, if that was control flow of Next's. */
  readonly control: NextControl | null
}

/** What core has to know of handlers: which answers let a request on, and how Next marks control flow. */
export const handlerTerms: GuardTerms<Guarded | undefined> = {
  isInFront: true,
  letsOn: (guarded) => guarded?.response != null && readNextStep(guarded.response).kind !== 'answer',
  markStop: markAsControl,
}

/** A handler, and what it is called with. */
export interface HandlerCall {
  readonly handler: ClerkMiddlewareHandler
  readonly auth: AuthHandle
  readonly request: NextRequest
  readonly event: NextFetchEvent
  /** Told when the handler is asked about a second URL. */
  readonly onAskedAgain: () => void
}

/** Runs the handler. Undefined when it let the request on without a word. */
export async function runHandler(call: HandlerCall): Promise<Guarded | undefined> {
  const { handler, auth, request, event } = call
  watchMatchers(request)
  try {
    const given = await handler(auth, request, event)
    const response = given && (await askAgain(call, given))
    return response && !isBarePass(response) ? { response, control: null } : undefined
  } catch (error) {
    // It looks like Next's control flow, and says more.
    if (readStop(error) !== null || readPass(error) !== null) throw error
    const control = parseNextControl(error)
    if (control === null) throw error
    return { response: null, control }
  }
}

/**
 * Where the page that is rendered has a path that the handler's own matchers would have said "yes" to, and said "no" of the one that was
 * asked for, the handler is asked about it as well. A refusal counts, and leads back to the URL that the browser shows; so does one that the
 * handler makes by hand. Whatever else it returns does not, since it was made for another request.
 *
 * @returns What the handler answered: first, or of the page.
 */
async function askAgain(
  { handler, auth, request, event, onAskedAgain }: HandlerCall,
  response: Response,
): Promise<Response> {
  const rewritten = toRewrittenRequest(response, request)
  if (rewritten === null || !hasNewMatch(request, rewritten)) return response
  onAskedAgain()
  try {
    const second = await handler(auth, rewritten, event)
    return second && isRefusalByHand(second, request, rewritten) ? second : response
  } catch (error) {
    // The rewrite lets the request on as much as the pass does.
    if (readPass(error) === null) throw error
    return response
  }
}

/**
 * Whether a response says "no" of the page: 401, 403, a redirect. Not one that leads back to the URL that was asked for, as other middleware
 * has it for the page's own address; and not 404, which hides that address where it is asked for directly.
 */
function isRefusalByHand(response: Response, request: NextRequest, rewritten: NextRequest): boolean {
  if (readNextStep(response).kind !== 'answer') return false
  const location = response.headers.get(LOCATION_HEADER)
  if (location === null) return response.status === 401 || response.status === 403
  const target = toPlace(new URL(location, rewritten.url))
  return ![request, rewritten].some(({ url }) => toPlace(new URL(url)) === target)
}

/** A page, however its last slash is spelled. */
function toPlace({ origin, pathname }: URL): string {
  return origin + pathname.replace(/\/$/, '')
}

/** `NextResponse.next()` and nothing on it: the same as no answer, and cheaper to carry out. */
function isBarePass(response: Response): boolean {
  return readNextStep(response).kind === 'next' && response.status === 200 && [...response.headers.keys()].length === 1
}

/** Verifies the machine token that the request carries. Null when it carries none. */
export async function readMachine(auth: AuthHandle): Promise<MachineHandover | null> {
  const seen = await auth({ acceptsToken: 'any' })
  if (seen.tokenType === 'session_token' || seen.tokenType === null) return null
  const { debug: _debug, getToken, has: _has, ...serialisable } = seen
  return { token: await getToken(), auth: toJsonObject(serialisable) }
}

function toJsonObject(value: object): JsonObject {
  // What JSON.stringify wrote of an object parses to a JSON object.
  return JSON.parse(JSON.stringify(value)) as JsonObject
}

/**
 * Request + the response of its handler → the request as it would have come for the page that is rendered. The body is shared.
 *
 * @returns Null where no other page of this application is rendered.
 */
function toRewrittenRequest(response: Response, request: NextRequest): NextRequest | null {
  const step = readNextStep(response)
  if (step.kind !== 'rewrite') return null
  const from = new URL(request.url)
  const to = new URL(step.url, from)
  if (to.origin !== from.origin || to.href === from.href) return null
  // Next puts the last slash where the application is configured to have one, which the URL that came in shows.
  if (from.pathname !== '/') to.pathname = to.pathname.replace(/\/$/, '') + (from.pathname.endsWith('/') ? '/' : '')
  const url = request.nextUrl.clone()
  url.href = to.href
  return toRequestAt(url, request)
}

const MESSAGE =
  'A route matcher said "no" of the URL that was asked for, and would say "yes" of the page that the handler rewrote it to. So the handler was asked again, about that page, and its refusal counts. Let the matcher name both spellings, such as "/members(.*)" and "/:locale/members(.*)", to be asked once.'

const createMark = (): { isSaid: boolean } => ({ isSaid: false })

/**
 * What a developer is told, once a process, when policy and rewrite of a handler disagree.
 *
 * @param ports Of the middleware: each log hears of it once.
 * @see apps/docs/decisions/022
 */
export function createRewriteWarning(ports: Partial<Ports>): () => void {
  const mark = keptBy(ports.log ?? EVERYBODY, createMark)
  return () => {
    if (mark.isSaid) return
    mark.isSaid = true
    toPorts(ports).log({ level: 'warn', event: 'rewrite-asked-again', message: MESSAGE })
  }
}
