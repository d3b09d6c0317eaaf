/** A request in, the emulator's answer out: faults first, then the endpoint, then a line in the log. */
import { answerError } from './http/answers.ts'
import { readCookies } from './http/call.ts'
import { route, type Route } from './http/router.ts'
import type { Instance } from './instance.ts'
import { isRequestForged } from './http/origins.ts'

/** Paths of people and of the emulator's own console: planned failures and outages leave them alone. */
const API_PATH = /^\/(v1|api_keys|m2m_tokens|oauth_applications|oauth|\.well-known)(\/|$)/

/** @throws TypeError during a network outage, as a `fetch` that cannot connect does. */
export async function answerRequest(instance: Instance, routes: readonly Route[], request: Request): Promise<Response> {
  const url = new URL(request.url)
  const path = toPath(url.pathname)
  const notes: string[] = []
  const response =
    (await answerPlanned(instance, path, notes)) ?? (await answerRouted(instance, routes, request, url, path, notes))
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

async function answerRouted(
  instance: Instance,
  routes: readonly Route[],
  request: Request,
  url: URL,
  path: string,
  notes: string[],
): Promise<Response> {
  const routed = route(routes, request.method, path)
  if (routed.kind === 'method')
    return answerError(405, 'method_not_allowed', `Only ${routed.allow} here.`, { allow: routed.allow })
  if (routed.kind === 'unknown') {
    notes.push('not emulated')
    return answerError(
      501,
      'not_emulated',
      `${request.method} ${url.pathname} is not emulated. The README lists what is.`,
    )
  }
  if (isRequestForged(instance, request, url)) {
    notes.push('refused: another site sent this form')
    return answerError(
      403,
      'origin_invalid',
      'This form was sent by a site that is not an application of this emulator.',
    )
  }
  return routed.endpoint({
    instance,
    request,
    url,
    params: routed.params,
    cookies: readCookies(request),
    note: (text) => notes.push(text),
  })
}
