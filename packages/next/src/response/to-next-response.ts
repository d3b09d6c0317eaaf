/**
 * AuthDecision → what Next's router does with the request. The one place that knows both. Waits for the hand-over to be sealed, wherever
 * the application will see the request.
 *
 * @see CONTRIBUTING.md ("Add an adapter"); protocol.md 15.6; rulings.md D4, D20
 */
import {
  type AuthDecision,
  type Deny,
  type Handover,
  type HeaderList,
  type Pass,
  type Redirect,
  applyDecision,
  toHeaders,
} from '@postern/core'
import { type NextRequest, NextResponse } from 'next/server.js'
import type { Guarded } from '../middleware/run-handler.ts'
import type { MiddlewareSetup } from '../middleware/middleware-setup.ts'
import {
  type ClientPolicy,
  readNextStep,
  readOverriddenHeaders,
  toApplicationHeaders,
  toOwnHeaders,
} from '../middleware/next-request-headers.ts'
import { type MachineHandover, toPassResponse, toRequestHeaders } from './to-request-headers.ts'
import { isElsewhere } from './is-elsewhere.ts'
import { isNowhere, isSecondPass, toNowhere } from './to-nowhere.ts'
import { chooseRealVisit, toRealVisit, toRedirect } from './to-redirect.ts'
import { createCspNonce, toCspHeaders } from '@postern/core/csp'
import { whenKnown } from '@postern/core/handover'

/** Everything but the decision. */
export interface Translation {
  readonly request: NextRequest
  /** What the client said of scripts, before the handler ran. */
  readonly clientPolicy: ClientPolicy
  readonly setup: MiddlewareSetup
  /** A verified machine token to hand over, or null. */
  readonly machine: MachineHandover | null
  readonly nowMs: number
}

/** What is known about the request once it was decided. */
interface Known extends Translation {
  readonly handover: Handover
  readonly trace: readonly string[]
  /** Of the decision. */
  readonly setCookies: readonly string[]
}

/** Turns a decision into a response of Next's. Throws or rejects, and lets nothing on, where the hand-over cannot be sealed. */
export function toNextResponse(
  decision: AuthDecision<Guarded | undefined>,
  translation: Translation,
): Response | Promise<Response> {
  switch (decision.kind) {
    case 'pass':
      return toPassed(decision, translation)
    case 'redirect':
      return withPolicy(toRedirect(decision, translation.request), decision, translation)
    case 'deny':
      return toRefusal(decision, translation)
  }
}

async function toRefusal(decision: Deny, translation: Translation): Promise<Response> {
  const { body, page, handover, status, trace, setCookies } = decision
  const visit = status === 404 ? chooseRealVisit(decision, translation.request) : null
  if (visit !== null) return toRealVisit(decision, visit)
  // A program that asks for JSON gets that, and no code of the application runs.
  if (status === 404 && handover !== null && body === null) {
    return applyDecision(decision, await toNotFound(toKnown({ handover, trace, setCookies }, translation)))
  }
  const text = status === 400 ? { statusText: 'Bad Request' } : {}
  const response = new NextResponse(body ?? page ?? null, { status, headers: toHeaders(decision), ...text })
  return withPolicy(response, decision, translation)
}

function toKnown(
  decision: Pick<Known, 'trace' | 'setCookies'> & { readonly handover: () => Handover },
  translation: Translation,
): Known {
  return { ...translation, handover: decision.handover(), trace: decision.trace, setCookies: decision.setCookies }
}

/** What the developer's handler returned, or threw as control flow of Next's; nothing means "go on". */
function toPassed(decision: Pass<Guarded | undefined>, translation: Translation): Response | Promise<Response> {
  const { response, control } = decision.guarded ?? { response: null, control: null }
  const { request } = translation
  if (control?.kind === 'refuse') return toRefusal(decision.refuse(control.status), translation)
  if (control?.kind === 'redirect') {
    const redirect = decision.redirect(toAbsoluteUrl(control.url, request), control.status)
    return withPolicy(toRedirect(redirect, request), redirect, translation)
  }
  const known = toKnown(decision, translation)
  return whenKnown(decision, toAnswer(response, known), applyDecision)
}

/** @param given The handler's own response, or null. */
function toAnswer(given: Response | null, known: Known): Response | Promise<Response> {
  const { request } = known
  if (!isNowhere(request)) return given === null ? letOn(known) : decorate(given, known)
  if (!isRead(request) || !isSecondPass(request)) return toNotFound(known)
  return decorate(NextResponse.next({ status: 404 }), known)
}

/**
 * Renders the application's own not-found page. Status 404 stays even where a root catch-all page answers.
 *
 * Only for requests that read: Next keeps the method, and a refused POST would run its server action where the rendered page, or the root
 * layout, owns it. Everything else gets the bare status, and no code of the application runs.
 */
async function toNotFound(known: Known): Promise<Response> {
  if (!isRead(known.request)) return toBare404()
  const url = toNowhere(known.request)
  return url === null ? toBare404() : decorate(NextResponse.rewrite(url, { status: 404 }), known)
}

function isRead(request: NextRequest): boolean {
  return request.method === 'GET' || request.method === 'HEAD'
}

function toBare404(): Response {
  return new NextResponse(null, { status: 404 })
}

/** The response to a request that goes on as it came, made once, and at once where nothing has to be waited for: it is what most requests get. */
function letOn(known: Known): Response | Promise<Response> {
  const csp = toCsp(known)
  return whenKnown(toRequestHeaders(known.request.headers, csp, known), csp, (told, policy) =>
    withHeaders(toPassResponse(told), policy),
  )
}

/** Replaces the request headers of a response that lets the request on, and keeps everything else of it. */
async function decorate(response: Response, known: Known): Promise<Response> {
  const { request } = known
  const csp = toCsp(known)
  const step = readNextStep(response)
  const isForeign = step.kind === 'rewrite' && new URL(step.url, request.url).origin !== new URL(request.url).origin
  if (step.kind === 'answer') return withHeaders(response, csp)
  if (isForeign) return withHeaders(toForeignRewrite(response, step.url, known), csp)
  const told = await toRequestHeaders(readOverriddenHeaders(response) ?? request.headers, csp, known)
  const headers = new Headers([...told])
  const init = { request: { headers }, headers: toOwnHeaders(response), status: response.status }
  const decorated = isElsewhere(step, response, request)
    ? NextResponse.rewrite(new URL(step.url, request.url), init)
    : NextResponse.next(init)
  return withHeaders(decorated, csp)
}

/** Another origin is not told who is signed in, neither by us nor by a client that pretends to be us. */
function toForeignRewrite(response: Response, url: string, { request, clientPolicy }: Known): Response {
  const seen = readOverriddenHeaders(response) ?? request.headers
  const kept = toApplicationHeaders(seen, clientPolicy)
  if (kept.size === [...seen.keys()].length) return response
  const headers = new Headers([...kept])
  const init = { request: { headers }, headers: toOwnHeaders(response), status: response.status }
  return NextResponse.rewrite(new URL(url, request.url), init)
}

/** The policy on what stopped the handler. A handshake comes before it, and shows nothing. */
function withPolicy(response: Response, { handover }: Redirect | Deny, { setup }: Translation): Response {
  return handover === null ? response : withHeaders(response, toCsp({ setup, handover: handover() }))
}

function withHeaders(response: Response, headers: HeaderList): Response {
  if (headers.length === 0) return response
  const copy = new NextResponse(response.body, response)
  for (const [name, value] of headers) copy.headers.set(name, value)
  return copy
}

/** Next allows a path in `redirect()` and means one of the application, below its base path. */
function toAbsoluteUrl(url: string, request: NextRequest): URL {
  const isPath = url.startsWith('/') && !url.startsWith('//')
  return new URL(isPath ? `${request.nextUrl.basePath}${url}` : url, request.url)
}

/** The policy of the options, on everything that comes of the handler, its redirects and refusals too. None without the option. @see protocol.md 15.7 */
function toCsp({ setup, handover }: { setup: MiddlewareSetup; handover: Handover }): HeaderList {
  const { csp, environment } = setup
  if (csp === null) return []
  const { frontendApiHost } = handover
  return toCspHeaders(csp, { frontendApiHost, nonce: createCspNonce(), isProduction: environment.isProduction })
}
