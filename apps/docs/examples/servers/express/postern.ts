/** `@postern/fetch` for Express 5: one middleware that decides each request, and one that guards a route. */
import {
  applyDecision,
  AuthError,
  createServiceFinder,
  toResponse,
  type AdapterOptions,
  type AuthAccepting,
  type AuthHandle,
  type Deny,
  type Guard,
  type Pass,
  type ProtectParams,
  type Redirect,
} from '@postern/fetch'
import type { Request as Req, RequestHandler, Response as Res } from 'express'

declare global {
  namespace Express {
    interface Request {
      /** Who is here, by session. */
      auth: AuthAccepting<'session_token'>
    }
  }
}

type Rule = (auth: AuthHandle, request: Request) => void | Promise<void>

const passes = new WeakMap<Req, Pass<unknown>>()

/** Asks the rule before any route. A refusal ends the request here, and `next()` is not called. */
export function clerkMiddleware(rule: Rule = () => {}, options: AdapterOptions = {}): RequestHandler {
  const service = createServiceFinder<[]>({ options, toPorts: () => ({}), toEnvironment: () => process.env })
  return async (req, res, next) => {
    const request = toRequest(req)
    if (request === null) return void res.status(400).end()
    try {
      const { auth } = await service.find(request, [])
      const guard: Guard<void> = async (handle) => {
        await rule(handle, request)
        req.auth = await handle()
      }
      const decision = await auth.decide(request, guard, { isInFront: true })
      if (decision.kind !== 'pass') return await send(res, decision)
      // A preflight belongs to `cors()`, in front of this middleware.
      if (decision.isPreflight) return await send(res, decision.refuse(404))
      for (const name of decision.requestHeaders.remove) delete req.headers[name.toLowerCase()]
      for (const [name, value] of decision.requestHeaders.set) req.headers[name.toLowerCase()] = value
      passes.set(req, decision)
      addOnSend(res, applyDecision(decision, new Response()).headers)
    } catch (error) {
      if (error instanceof AuthError && error.status !== null) return void res.status(error.status).end()
      service.report(error)
      throw error
    }
    next()
  }
}

/** Guards one route: `app.get('/admin', protect({ role: 'org:admin' }), …)`. */
export function protect(params?: ProtectParams): RequestHandler {
  return async (req, res, next) => {
    const pass = passes.get(req)
    if (pass === undefined) throw new Error('protect() was called where clerkMiddleware() did not run.')
    try {
      await pass.toBehind({ toError: toRefusal, toProtectError: toRefusal, track: (work) => work }).protect(params)
    } catch (error) {
      if (error instanceof Refusal) return await send(res, error.decision)
      throw error
    }
    next()
  }
}

class Refusal extends Error {
  readonly decision: Redirect | Deny
  constructor(decision: Redirect | Deny) {
    super(decision.reason)
    this.decision = decision
  }
}

const toRefusal = (decision: Redirect | Deny): Refusal => new Refusal(decision)

/** Ends the request. */
async function send(res: Res, decision: Redirect | Deny): Promise<void> {
  const response = toResponse(decision)
  addHeaders(res, response.headers)
  res.status(response.status).end(await response.text())
}

/** Cookies and headers of the decision join those of the route in the last moment, so that no route can drop them. */
function addOnSend(res: Res, headers: Headers): void {
  const writeHead = res.writeHead.bind(res)
  res.writeHead = (status: number, ...given: unknown[]) => {
    // Node lets headers that are given here replace those of before. So they go first.
    const own = given.find((value) => typeof value === 'object' && value !== null) ?? {}
    for (const [name, value] of toPairs(own)) res.setHeader(name, value)
    addHeaders(res, headers)
    return Reflect.apply(writeHead, res, [status, ...given.filter((value) => typeof value === 'string')])
  }
}

/** Node takes an object, or a list in which names and values take turns. */
function toPairs(given: object): [string, string | string[]][] {
  if (!Array.isArray(given)) return Object.entries(given).filter(([, value]) => value !== undefined)
  const values = new Map<string, string[]>()
  for (let at = 0; at < given.length; at += 2) {
    const name = String(given[at]).toLowerCase()
    values.set(name, [...(values.get(name) ?? []), String(given[at + 1])])
  }
  return [...values].map(([name, all]) => [name, all.length === 1 ? all.join() : all])
}

function addHeaders(res: Res, headers: Headers): void {
  for (const [name, value] of headers) {
    if (name === 'cache-control') res.setHeader(name, value)
    else res.append(name, value)
  }
}

/**
 * What the decision is made of. The body is left to the routes. `X-Forwarded-…` go along as they are, for the option `authorizedParties` says
 * which of them are believed.
 *
 * @returns Null for an address that a URL spells otherwise, and for TRACE: what is judged must be what Express routes by.
 */
function toRequest(req: Req): Request | null {
  const origin = `${'encrypted' in req.socket ? 'https' : 'http'}://${req.headers.host ?? ''}`
  const [path = ''] = req.originalUrl.split(/[?#]/, 1)
  if (req.method === 'TRACE' || !URL.canParse(origin + req.originalUrl)) return null
  const url = new URL(origin + req.originalUrl)
  if (url.pathname !== path || url.username !== '' || url.password !== '') return null
  // Express writes a slash for the address at which a router is mounted.
  const routed = req.baseUrl + req.url
  if (routed !== req.originalUrl && routed !== `${path}/${req.originalUrl.slice(path.length)}`)
    throw new Error('req.url was rewritten before clerkMiddleware() ran. Register clerkMiddleware() first.')
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers)) if (value !== undefined) headers.set(name, String(value))
  return new Request(url, { method: req.method, headers })
}
