/**
 * The request as it came, or as the developer changed it + what was decided → the headers that the application sees. Waits where the hand-over
 * cannot be sealed at once.
 *
 * @see protocol.md 15.6; rulings.md 3, D4
 */
import { renewCookieHeader, type HeaderList, type Handover } from '@postern/core'
import {
  COOKIE_HEADER,
  HOST_HEADER,
  SCRIPT_POLICY_HEADERS,
  DEBUG_HEADER,
  SEAL_HEADER,
  UNSEALED,
  NEXT_OVERRIDE_HEADER,
  NEXT_PASS_HEADER,
  NEXT_REQUEST_HEADER_PREFIX,
} from '@postern/core/wire'
import { type NextRequest, NextResponse } from 'next/server.js'
import type { MiddlewareSetup } from '../middleware/middleware-setup.ts'
import { toApplicationHeaders, type ClientPolicy } from '../middleware/next-request-headers.ts'
import { toPagePath } from './to-page-path.ts'
import {
  type JsonObject,
  type SealableHandover,
  type VendorHeaders,
  type VendorKeys,
  toVendorHeaders,
  whenKnown,
} from '@postern/core/handover'

/** What was decided, and for whom. */
export interface RequestToTell extends ServerFacts {
  readonly request: NextRequest
  readonly setup: MiddlewareSetup
  /** Of the request as it came. */
  readonly clientPolicy: ClientPolicy
  /** What goes to the browser with the answer; the application reads the same. */
  readonly setCookies: readonly string[]
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: number
}

/** Names and values, of the request that the application sees. */
export type RequestHeaders = ReadonlyMap<string, string>

/**
 * Headers without what a client must not say, and with what server code is told.
 *
 * @param csp What the response says; the application is told the same.
 * @returns The headers themselves where nothing has to be waited for.
 */
export function toRequestHeaders(
  seen: Headers,
  csp: HeaderList,
  told: RequestToTell,
): RequestHeaders | Promise<RequestHeaders> {
  const { request, setup, nowMs } = told
  const host = request.headers.get(HOST_HEADER) ?? ''
  // The path that server code sees: without base path and locale, and as it was asked for, wherever a rewrite leads.
  const path = toPagePath(request.nextUrl.pathname)
  const handover = toHandoverHeaders(setup, told, { method: request.method, path, host }, nowMs)
  return whenKnown(handover, seen, (list, own) => mergeHeaders(own, [...csp, ...list], told))
}

function mergeHeaders(
  seen: Headers,
  added: HeaderList,
  { setup, clientPolicy, setCookies }: RequestToTell,
): RequestHeaders {
  const headers = toApplicationHeaders(seen, clientPolicy)
  if (setCookies.length > 0) renewCookies(headers, setCookies)
  if (setup.csp !== null) for (const name of SCRIPT_POLICY_HEADERS) headers.delete(name)
  for (const [name, value] of added) headers.set(name, value)
  return headers
}

/** In the developer's own cookie header, too: what it holds of the session is as old as that of the request. */
function renewCookies(headers: Map<string, string>, setCookies: readonly string[]): void {
  const cookie = renewCookieHeader(headers.get(COOKIE_HEADER) ?? null, setCookies)
  if (cookie === null) headers.delete(COOKIE_HEADER)
  else headers.set(COOKIE_HEADER, cookie)
}

/** A machine token that was looked at, as server code wants it. */
export interface MachineHandover {
  /** Null for one that does not hold. */
  readonly token: string | null
  /** The auth object without its functions; for a token that does not hold, the empty one of its kind. */
  readonly auth: JsonObject
}

/** What is handed over. */
interface ServerFacts {
  readonly handover: Handover
  /** Null when the request carries no machine token, or none was asked for. */
  readonly machine: MachineHandover | null
  readonly trace: readonly string[]
}

/** The request as the application will see it. */
interface HandoverTarget {
  readonly method: string
  /** Without query. */
  readonly path: string
  readonly host: string
}

/**
 * Names and values, to be set on the request in place of whatever a client sent.
 *
 * Throws or rejects where they cannot be sealed; the request is then answered with 500. Only without any key it goes on unsealed.
 *
 * @returns The headers themselves where everything that needs a key was made before.
 */
function toHandoverHeaders(
  setup: MiddlewareSetup,
  facts: ServerFacts,
  target: HandoverTarget,
  nowMs: number,
): HeaderList | Promise<HeaderList> {
  const vendor = setup.vendor === null ? [] : toVendor(setup.vendor, facts)
  return whenKnown(vendor, toSeal(setup, facts, target, nowMs), (headers, seal): HeaderList => {
    const debug = setup.isDebug ? [[DEBUG_HEADER, 'true'] as const] : []
    return [...headers, ...debug, [SEAL_HEADER, seal]]
  })
}

function toSeal(
  setup: MiddlewareSetup,
  facts: ServerFacts,
  target: HandoverTarget,
  nowMs: number,
): string | Promise<string> {
  // Without a key nothing can be proven to the server; the mark only says that the middleware ran.
  if (setup.seal === null) return UNSEALED
  const { handover, machine, trace } = facts
  const sealable: SealableHandover = {
    publishableKey: handover.publishableKey,
    ...target,
    token: toToken(facts),
    // The vendor's headers carry the token beside the seal already.
    isTokenInside: setup.handover === 'sealed',
    contents: {
      status: handover.status,
      reason: handover.reason,
      clerkUrl: handover.clerkUrl,
      machineAuth: machine?.auth ?? null,
      isMachineAsked: setup.handover === 'clerk',
      options: setup.sealableOptions,
      reader: handover.reader,
      mark: handover.mark,
      trace,
    },
  }
  return setup.seal(sealable, nowMs)
}

function toVendor(vendor: VendorKeys, facts: ServerFacts): VendorHeaders | Promise<VendorHeaders> {
  const { handover, machine } = facts
  const { status, reason, message, clerkUrl } = handover
  const machineAuth = machine?.auth ?? null
  return toVendorHeaders(
    { status, reason: reason ?? '', message, token: toToken(facts) ?? '', clerkUrl, machineAuth },
    vendor,
  )
}

function toToken({ handover, machine }: ServerFacts): string | null {
  return machine === null ? handover.token : machine.token
}

/**
 * What `NextResponse.next({ request: { headers } })` makes, to the letter, for half of its price: that one writes every header into one list
 * and copies it into another, and so does a constructor that is given a list. Most requests get this response and no other.
 */
export function toPassResponse(requestHeaders: RequestHeaders): NextResponse {
  const response = new NextResponse(null)
  const { headers } = response
  headers.set(NEXT_PASS_HEADER, '1')
  headers.set(NEXT_OVERRIDE_HEADER, [...requestHeaders.keys()].sort().join(','))
  for (const [name, value] of requestHeaders) headers.set(`${NEXT_REQUEST_HEADER_PREFIX}${name}`, value)
  return response
}
