/** A request in, the emulator's answer out: faults first, then the endpoint, then a line in the log. */
import type { ActionTools } from './control/actions.ts'
import { answerUnknownAction } from './control/answer-action.ts'
import { answerTrouble } from './control/answer-trouble.ts'
import { EmulatorError } from './emulator-error.ts'
import { answerError, answerRefusal } from './http/answers.ts'
import type { Call } from './http/call.ts'
import { isAllowedOrigin } from './http/origins.ts'
import { readCause } from './http/read-cause.ts'
import { createNeighbours, findAskers, findRoute } from './http/route.ts'
import type { Instance } from './instance.ts'
import { Refusal } from './refusal.ts'
import { backendRoutes, frontendRoutes, routes, routesForServers } from './routes.ts'
import { isScriptCall } from './http/is-script-call.ts'
import { wantsPage } from './http/wants-page.ts'
import { answerMessage } from './pages/answer-page.ts'
import { causedBy } from './state/create-store.ts'

const isOfConsole = createNeighbours(routes, 1, ['console'])
/** Planned failures and outages leave people's pages and the console alone. */
const canFail = createNeighbours(routes, 1, ['script', 'program', 'asset'])
const isQuiet = createNeighbours(routes, 1, ['asset', 'console'])
const isOfApi = createNeighbours([...frontendRoutes, ...backendRoutes], 1, ['script', 'program'])

/** Where the script asks, and where it might and nothing is emulated: it must be able to read that. Not what only servers ask. */
function isOfScript(path: string): boolean {
  const askers = findAskers(routes, path)
  return askers.has('script') || (askers.size === 0 && isOfApi(path))
}

/** @throws TypeError during a network outage, as a `fetch` that cannot connect does. */
export async function answerRequest(instance: Instance, tools: ActionTools, request: Request): Promise<Response> {
  const url = new URL(request.url)
  const path = toPath(url.pathname)
  const notes: string[] = []
  const cookies = readCookies(request)
  const call: Call = {
    instance: { ...instance, store: causedBy(instance.store, readCause(request)) },
    tools,
    request,
    url,
    method: isOfScript(path) ? toMeantMethod(request, url) : request.method,
    routes: isScriptCall(request, url, cookies) ? routes : routesForServers,
    params: {},
    cookies,
    note: (text) => notes.push(text),
  }
  const response = (await answerPlanned(call, path)) ?? (await answerFor(call, path))
  // The console shows the log. Its own calls are in the log only when they changed something, and files only when they are not those asked for.
  if (isQuiet(path) && notes.length === 0) return response
  instance.journal.add({
    atMs: instance.clock.nowMs(),
    method: call.method,
    path: url.pathname,
    status: response.status,
    decision: notes.join('; '),
  })
  return response
}

/** Machine endpoints answer with and without a version in front: both paths mean the same. */
function toPath(pathname: string): string {
  return pathname.replace(/^\/v1(?=\/(api_keys|m2m_tokens|oauth_applications)(\/|$))/, '').replaceAll(/\/{2,}/g, '/')
}

function readCookies(request: Request): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>()
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=')
    const name = pair.slice(0, at).trim()
    if (at > 0 && !cookies.has(name)) cookies.set(name, pair.slice(at + 1).trim())
  }
  return cookies
}

/** The trouble that somebody planned, or null. Pages of our applications may read it where they could read the answer. */
async function answerPlanned(call: Call, path: string): Promise<Response | null> {
  if (!canFail(path)) return null
  const planned = await answerTrouble(call, path, call.method)
  return planned !== null && isOfScript(path) ? withCors(call, planned) : planned
}

/** Forms of browsers know two methods only, so the script names any other one in the URL. */
function toMeantMethod(request: Request, url: URL): string {
  const meant = request.method === 'POST' ? url.searchParams.get('_method') : null
  return meant?.toUpperCase() ?? request.method
}

/** The script runs on pages of other origins. Those pages need permission to read the answer, and browsers ask for it in advance. */
async function answerFor(call: Call, path: string): Promise<Response> {
  if (!isOfScript(path)) return answerInAnyCase(call, path, call.method)
  if (call.request.method === 'OPTIONS') return withCors(call, new Response(null, { status: 204 }))
  return withCors(call, await answerInAnyCase(call, path, call.method))
}

/** Marks an answer as readable by the page that asked, if its origin is one of ours. */
function withCors(call: Call, response: Response): Response {
  const origin = call.request.headers.get('origin')
  if (origin === null || !URL.canParse(origin) || !isAllowedOrigin(call.instance, new URL(origin))) return response
  const headers = new Headers(response.headers)
  headers.set('access-control-allow-origin', origin)
  headers.set('access-control-allow-credentials', 'true')
  headers.set('access-control-expose-headers', 'Clerk-Db-Jwt, Authorization, Retry-After')
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

/** Turns whatever an endpoint throws into an answer: a client sees a server here, and a server does not throw. */
async function answerInAnyCase(call: Call, path: string, method: string): Promise<Response> {
  try {
    return await answerRouted(call, path, method)
  } catch (error) {
    // The caller has stopped waiting and gets the error of its own `fetch`.
    if (call.request.signal.aborted) throw error
    if (error instanceof Refusal) {
      call.note(`refused: ${error.code}`)
      return answerRefusal(error)
    }
    // Only our own messages are known to hold no credential.
    call.note(
      `failed: ${error instanceof EmulatorError ? error.message : error instanceof Error ? error.name : 'unknown'}`,
    )
    return answerError(500, 'internal_error', 'The emulator failed. Its log of requests names the kind of error.')
  }
}

async function answerRouted(call: Call, path: string, method: string): Promise<Response> {
  const routed = findRoute(call.routes, method, path)
  if (routed.kind === 'found') return routed.route.answer({ ...call, params: routed.params, method: routed.method })
  if (routed.kind === 'method' && routed.otherwise === 405)
    return answerError(405, 'method_not_allowed', `Only ${routed.allow} here.`, { allow: routed.allow })
  if (isOfConsole(path)) return answerUnknownAction(call)
  call.note('not emulated')
  const list = `${call.instance.place.url()}/__emu/routes`
  const text = `${method} ${call.url.pathname} is not emulated.`
  if (wantsPage(call.request))
    return answerMessage(501, 'Not emulated', `${text} What is, stands in this list:`, [list])
  return answerError(501, 'not_emulated', `${text} ${list} lists what is.`)
}
