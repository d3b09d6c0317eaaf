/** Lets the scripts of our applications, and of nobody else, read the Frontend API. @see emulator.md 3.6 */
import type { Call } from './call.ts'
import { isAllowedOrigin } from './origins.ts'

/** What the provider's browser script calls. */
const SCRIPT_PATH = /^\/v1\/(client|environment|me|dev_browser|organizations)(\/|$)/

export function isScriptPath(path: string): boolean {
  return SCRIPT_PATH.test(path)
}

/** Marks an answer as readable by the page that asked, if its origin is one of ours. */
export function withCors(call: Call, response: Response): Response {
  const origin = call.request.headers.get('origin')
  if (origin === null || !URL.canParse(origin) || !isAllowedOrigin(call.instance, new URL(origin))) return response
  const headers = new Headers(response.headers)
  headers.set('access-control-allow-origin', origin)
  headers.set('access-control-allow-credentials', 'true')
  headers.set('access-control-expose-headers', 'Clerk-Db-Jwt, Authorization')
  headers.append('vary', 'Origin')
  if (call.request.method === 'OPTIONS') {
    headers.set('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
    headers.set(
      'access-control-allow-headers',
      call.request.headers.get('access-control-request-headers') ?? 'content-type',
    )
  }
  return new Response(response.body, { status: response.status, headers })
}

/** The method that is meant: browsers' forms know only two, so the script names the others in the URL. */
export function readMethod({ request, url }: Call, path: string): string {
  const meant = url.searchParams.get('_method')
  return request.method === 'POST' && meant !== null && isScriptPath(path) ? meant.toUpperCase() : request.method
}
