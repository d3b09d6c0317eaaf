/** A request in, the emulator's answer out: faults first, then the endpoint, then a line in the log. */
import type { ActionTools } from './control/actions.ts'
import { answerControl, isControlPath } from './control/answer-control.ts'
import { EmulatorError } from './errors.ts'
import { answerError } from './http/answers.ts'
import { type Call, readCookies } from './http/call.ts'
import { isScriptPath, readMethod, withCors } from './http/cors.ts'
import { isRequestForged } from './http/origins.ts'
import { Refusal } from './http/read-body.ts'
import { route } from './http/router.ts'
import type { Instance } from './instance.ts'
import { backendRoutes, frontendRoutes, oauthRoutes, pageRoutes } from './routes.ts'

const ROUTES = [...frontendRoutes, ...backendRoutes, ...oauthRoutes, ...pageRoutes]

/** Paths of people and of the emulator's own console: planned failures and outages leave them alone. */
const API_PATH = /^\/(v1|api_keys|m2m_tokens|oauth_applications|oauth|\.well-known)(\/|$)/

/** Where the provider answers more methods than we do, so that one we lack is no mistake of the caller's. */
const BACKEND_PATH =
  /^\/(v1\/(?!(client|dev_browser|environment)(\/|$))|(api_keys|m2m_tokens|oauth_applications)(\/|$))/

/** @throws TypeError during a network outage, as a `fetch` that cannot connect does. */
export async function answerRequest(instance: Instance, tools: ActionTools, request: Request): Promise<Response> {
  const url = new URL(request.url)
  const path = toPath(url.pathname)
  const notes: string[] = []
  const call: Call = {
    instance,
    request,
    url,
    method: request.method,
    params: {},
    cookies: readCookies(request),
    note: (text) => notes.push(text),
  }
  const isControl = isControlPath(path)
  const response = isControl
    ? await answerInAnyCase(call, () => answerControl(tools, call))
    : ((await answerPlanned(instance, path, notes)) ??
      withCorsIfScript(call, path, await answerInAnyCase(call, () => answerRouted(call, path))))
  // The console looks at the log; it is not in it, unless it changed something.
  if (isControl && notes.length === 0) return response
  instance.journal.add({
    atMs: instance.clock.nowMs(),
    method: request.method,
    path: url.pathname,
    status: response.status,
    decision: notes.join('; '),
  })
  return response
}

/** Machine endpoints are asked for with and without a version: both are one. */
function toPath(pathname: string): string {
  return pathname.replace(/^\/v1(?=\/(api_keys|m2m_tokens|oauth_applications)(\/|$))/, '').replaceAll(/\/{2,}/g, '/')
}

async function answerPlanned(instance: Instance, path: string, notes: string[]): Promise<Response | null> {
  if (!API_PATH.test(path)) return null
  const { outage } = instance.faults.read()
  if (outage === 'network') throw new TypeError('fetch failed: the emulator plays a network outage')
  if (outage === 'http') {
    notes.push('outage')
    return answerError(503, 'service_unavailable', 'The emulator plays an outage.')
  }
  const failure = instance.faults.takeFailure(path)
  if (failure === null) return null
  notes.push('planned failure')
  const headers = failure.retryAfterSec === null ? {} : { 'retry-after': String(failure.retryAfterSec) }
  return answerError(failure.status, failure.code, 'The emulator was told to fail this call.', headers)
}

/** Whatever an endpoint throws becomes an answer: to a client the provider is a server, and a server does not reject. */
async function answerInAnyCase(call: Call, answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    // Whoever gave up waiting sees what `fetch` shows them then.
    if (call.request.signal.aborted) throw error
    if (error instanceof Refusal) {
      call.note(`refused: ${error.code}`)
      return answerError(error.status, error.code, error.message)
    }
    // Only our own messages are known to hold no credential.
    call.note(
      `failed: ${error instanceof EmulatorError ? error.message : error instanceof Error ? error.name : 'unknown'}`,
    )
    return answerError(500, 'internal_error', 'The emulator failed. Its log of requests names the kind of error.')
  }
}

async function answerRouted(call: Call, path: string): Promise<Response> {
  const { request, url } = call
  if (request.method === 'OPTIONS' && isScriptPath(path)) return new Response(null, { status: 204 })
  const routed = route(ROUTES, readMethod(call, path), path)
  if (routed.kind === 'method' && !BACKEND_PATH.test(path)) {
    return answerError(405, 'method_not_allowed', `Only ${routed.allow} here.`, { allow: routed.allow })
  }
  if (routed.kind !== 'found') {
    call.note('not emulated')
    return answerError(
      501,
      'not_emulated',
      `${request.method} ${url.pathname} is not emulated. The README of @postern/emulator lists what is, under "What answers".`,
    )
  }
  if (!isOpenToAll(path) && isRequestForged(call.instance, request, url)) {
    call.note('refused: another site sent this form')
    return answerError(403, 'origin_invalid', 'This form was sent by a site that is no application of this emulator.')
  }
  return routed.endpoint({ ...call, params: routed.params, method: routed.method })
}

/** Called by browser pages of any site, and guarded by what they carry instead of by where they come from. */
function isOpenToAll(path: string): boolean {
  return path.startsWith('/oauth/') && path !== '/oauth/authorize'
}

function withCorsIfScript(call: Call, path: string, response: Response): Response {
  return isScriptPath(path) ? withCors(call, response) : response
}
