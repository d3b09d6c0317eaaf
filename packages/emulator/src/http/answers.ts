/** The answers that endpoints give: JSON in the provider's form, its errors, and redirects. */

import type { Refusal } from '../refusal.ts'

/** One error as the provider writes it. */
export interface ApiError {
  readonly code: string
  readonly message: string
  readonly long_message?: string
  readonly meta?: Readonly<Record<string, unknown>>
}

// The vendor's client reads a body as JSON only if its type has no parameters.
const JSON_TYPE = 'application/json'

export function answerJson(body: unknown, status = 200, headers: HeadersInit = {}): Response {
  const all = new Headers(headers)
  all.set('content-type', JSON_TYPE)
  if (!all.has('cache-control')) all.set('cache-control', 'no-store')
  return new Response(JSON.stringify(body), { status, headers: all })
}

export function answerError(status: number, code: string, message: string, headers: HeadersInit = {}): Response {
  const error: ApiError = { code, message, long_message: message, meta: {} }
  return answerJson({ errors: [error], clerk_trace_id: `emulator-${code}` }, status, headers)
}

/** What is wrong with one field. @param param Its name, which the script shows the message at. */
export function answerFieldError(status: number, code: string, message: string, param: string): Response {
  const error: ApiError = { code, message, long_message: message, meta: { param_name: param } }
  return answerJson({ errors: [error], clerk_trace_id: `emulator-${code}` }, status)
}

/** What an endpoint threw, with everything that it says. */
export function answerRefusal({ status, code, message, meta }: Refusal): Response {
  const error: ApiError = { code, message, long_message: message, meta }
  return answerJson({ errors: [error], clerk_trace_id: `emulator-${code}` }, status)
}

export function answerNotFound(what: string): Response {
  return answerError(404, 'resource_not_found', `${what} not found`)
}

/** @param setCookies Lines for `Set-Cookie`. */
export function answerRedirect(
  status: 303 | 307,
  location: string | URL,
  setCookies: readonly string[] = [],
): Response {
  const headers = new Headers({
    location: String(location),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  })
  for (const line of setCookies) headers.append('set-cookie', line)
  return new Response(null, { status, headers })
}
