/**
 * The application that every adapter of the contract protects: one guard, and one handler that says what reached it.
 *
 * Written once against core's handle, so that a difference between two adapters can only be the adapters'.
 */
import { type AcceptsToken, type AuthHandle, createRouteMatcher } from '@postern/core'

const isDashboard = createRouteMatcher(['/dashboard(.*)', '/forum(.*)'])
const isAdmin = createRouteMatcher('/admin(.*)')

/** A guard of the application. What it returns is the answer; nothing means the handler's. */
export async function guard(auth: AuthHandle, request: Request): Promise<Response | undefined> {
  const { pathname } = new URL(request.url)
  if (isDashboard(request)) await auth.protect()
  if (isAdmin(request)) {
    await auth.protect((has) => has({ permission: 'org:admin:example1' }) || has({ permission: 'org:admin:example2' }))
  }
  return GUARDS[pathname]?.(auth, request)
}

type Guard = (auth: AuthHandle, request: Request) => Promise<Response | undefined>
const asked = (work: Promise<unknown>): Promise<undefined> => work.then(() => undefined)

/** What single paths ask for. */
const GUARDS: Readonly<Record<string, Guard>> = {
  '/key': (auth) => asked(auth.protect({ token: 'api_key' })),
  '/m2m': (auth) => asked(auth.protect({ token: 'm2m_token' })),
  '/oauth': (auth) => asked(auth.protect({ token: 'oauth_token' })),
  '/any': (auth) => asked(auth.protect({ token: 'any' })),
  '/user-or-key': (auth) => asked(auth.protect({ token: ['session_token', 'api_key'] })),
  '/role': (auth) => asked(auth.protect({ role: 'org:admin', unauthorizedUrl: '/denied?from=role' })),
  '/members': (auth) => asked(auth.protect({ unauthenticatedUrl: '/welcome' })),
  '/accepts': (auth, request) => asked(auth.protect({ token: readAccepted(request) })),
  '/sees': async (auth, request) => Response.json(await auth({ acceptsToken: readAccepted(request) })),
  // The promise of protect() loses.
  '/raced': async (auth) => (
    await Promise.race([auth.protect(), Promise.resolve()]),
    Response.json({ secret: 'raced' })
  ),
  '/raced-on': async (auth) => (await Promise.race([auth.protect(), Promise.resolve()]), undefined),
  '/settled': async (auth) => {
    const [settled] = await Promise.allSettled([auth.protect()])
    return Response.json({ found: settled.status })
  },
  '/asked': async (auth) => Response.json({ found: await auth.protect().catch(() => null) }),
  '/acme': (auth) => asked(auth.protect({ organization: 'acme' })),
  '/sign-in-first': async (auth) => (await auth()).redirectToSignIn(),
  '/sign-up-first': async (auth) => (await auth()).redirectToSignUp({ returnBackUrl: '/after?x=1' }),
  '/who': async (auth) => Response.json(describeAuth(await auth({ acceptsToken: 'any' }))),
  '/own': async () => {
    const headers = new Headers({ 'content-type': 'text/plain', 'cache-control': 'public, max-age=60', 'x-own': 'yes' })
    headers.append('set-cookie', 'one=1; Path=/')
    headers.append('set-cookie', 'two=2; Path=/')
    return new Response('own body', { status: 201, headers })
  },
  '/moved': async (_auth, request) =>
    new Response(null, { status: 302, headers: { location: new URL('/elsewhere', request.url).href } }),
}

/** What is accepted stands in the query, as JSON. */
function readAccepted(request: Request): AcceptsToken {
  return JSON.parse(new URL(request.url).searchParams.get('token') ?? '"any"') as AcceptsToken
}

/** Who the guard met. */
function describeAuth(auth: Awaited<ReturnType<AuthHandle>> | object): Readonly<Record<string, unknown>> {
  const { tokenType, isAuthenticated, userId, orgSlug, subject } = auth as Readonly<Record<string, unknown>>
  return { tokenType, isAuthenticated, userId: userId ?? null, orgSlug: orgSlug ?? null, subject: subject ?? null }
}

/** The handler behind the guard: what the application sees of the request. */
export async function echo(request: Request): Promise<Response> {
  if (new URL(request.url).pathname === '/cookies') return Response.json(request.headers.get('cookie'))
  const seen = [...request.headers].filter(([name]) => /^x[-_](clerk|postern|app)/.test(name))
  return Response.json({ method: request.method, headers: Object.fromEntries(seen), body: await request.text() })
}
