/**
 * One application, once per framework. What it does is the same whoever's middleware stands before it, so that a difference between two of
 * them can only be the middleware's.
 */
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { type NextFetchEvent, NextRequest, NextResponse } from 'next/server.js'
import type { Network } from '@postern/workspace/create-browser'

/** Options that both sides understand under the same names. */
export interface StackOptions {
  readonly publishableKey: string
  readonly secretKey: string
  readonly apiUrl: string
  readonly proxyUrl?: string
  readonly signInUrl?: string
  readonly signUpUrl?: string
  readonly isSatellite?: boolean
  readonly domain?: string
  readonly satelliteAutoSync?: boolean
  readonly authorizedParties?: string[]
  readonly organizationSyncOptions?: { organizationPatterns?: string[]; personalAccountPatterns?: string[] }
}

/** Pages of `/dashboard`, `/orgs` and `/me` need a session. */
const NEEDS_SESSION = /^\/(dashboard|orgs|me)(\/|$)/
/** Routes of `/api/<type>` need a token of this type. */
const API_ROUTE = /^\/api\/(api_key|m2m_token|oauth_token)$/
type MachineType = 'api_key' | 'm2m_token' | 'oauth_token'

/** The part of both middlewares that the application uses. */
export interface NextAuth {
  (options: { readonly acceptsToken: 'any' }): Promise<object>
  readonly protect: (options?: { readonly token: MachineType }) => Promise<unknown>
}
/** `clerkMiddleware` of either side. */
export type NextMiddlewareMaker = (
  handler: (auth: NextAuth, request: NextRequest) => Promise<Response>,
  options?: StackOptions,
) => (request: NextRequest, event: NextFetchEvent) => Promise<Response>

/** @param options Left out: the middleware reads the environment. */
export function createNextApp(clerkMiddleware: NextMiddlewareMaker, options?: StackOptions): Network {
  const middleware = clerkMiddleware(async (auth, request) => {
    const { pathname } = request.nextUrl
    const type = API_ROUTE.exec(pathname)?.[1] as MachineType | undefined
    if (NEEDS_SESSION.test(pathname)) await auth.protect()
    if (type !== undefined) await auth.protect({ token: type })
    return NextResponse.json(describeAuth(await auth({ acceptsToken: 'any' })))
  }, options)
  const event = { waitUntil: () => {} } as unknown as NextFetchEvent
  return async (request) => {
    const response = await middleware(new NextRequest(request), event)
    // The router's part: a rewrite to a page that does not exist.
    return response.headers.has('x-middleware-rewrite') ? new Response('not found', { status: 404 }) : response
  }
}

export function createHonoApp(middleware: MiddlewareHandler, readAuth: (c: Context) => object): Network {
  const app = new Hono()
  app.use(middleware)
  app.all('*', (c) => {
    const seen = describeAuth(readAuth(c))
    const type = API_ROUTE.exec(c.req.path)?.[1]
    if (NEEDS_SESSION.test(c.req.path) && (seen['tokenType'] !== 'session_token' || seen['userId'] === null))
      return c.redirect(`/sign-in?back=${encodeURIComponent(c.req.path)}`)
    if (type !== undefined && (seen['tokenType'] !== type || seen['isAuthenticated'] !== true)) return c.json(seen, 401)
    return c.json(seen)
  })
  return async (request) => app.fetch(request)
}

/** What an application reads of whoever is here. */
function describeAuth(auth: object): Readonly<Record<string, unknown>> {
  const { has, ...seen } = auth as Readonly<Record<string, unknown>>
  const names = [
    'tokenType',
    'isAuthenticated',
    'userId',
    'orgId',
    'orgSlug',
    'orgRole',
    'orgPermissions',
    'sessionStatus',
  ]
  const machine = ['subject', 'machineId', 'clientId', 'scopes', 'name', 'claims', 'factorVerificationAge', 'actor']
  const known = [...names, ...machine].map((name) => [name, seen[name] ?? null] as const)
  const canManage = typeof has === 'function' ? Boolean(has({ permission: 'org:posts:manage' })) : null
  return { ...Object.fromEntries(known.filter(([name, value]) => value !== null || name === 'userId')), canManage }
}
