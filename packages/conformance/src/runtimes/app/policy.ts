/**
 * The application of the suite: the policy of the example apps, and routes that say in the URL what they ask. Plain Fetch: it runs
 * unchanged on every runtime, behind either adapter.
 */
import type { AcceptsToken, AuthHandle, AuthObject } from '@postern/fetch'
import { HELD_ROUTES } from './held-routes.ts'

export const ORGANIZATION_SYNC = {
  organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)', '/by-id/:id'],
  personalAccountPatterns: ['/me', '/me/(.*)'],
}

type Matcher = (request: Request) => boolean
type Route = (request: Request, auth: AuthHandle) => Response | Promise<Response>

/** Lets requests on, or ends them. Then answers what the path asks for. @param createMatcher The adapter's own. */
export function createPolicy(createMatcher: (patterns: string[]) => Matcher): Route {
  const needsSession = createMatcher(['/dashboard(.*)', '/forum(.*)'])
  const needsAdmin = createMatcher(['/admin(.*)'])
  const needsOAuthToken = createMatcher(['/oauth(.*)'])
  const needsApiKey = createMatcher(['/api(.*)'])
  const needsMachineToken = createMatcher(['/m2m(.*)'])
  const needsUser = createMatcher(['/user(.*)'])
  const needsAnyToken = createMatcher(['/any(.*)'])
  const needsOrganization = createMatcher(['/orgs/:slug', '/orgs/:slug/(.*)'])
  return async (request, auth) => {
    const { pathname } = new URL(request.url)
    if (needsSession(request)) await auth.protect()
    if (needsAdmin(request)) {
      await auth.protect(
        (has) => has({ permission: 'org:admin:example1' }) || has({ permission: 'org:admin:example2' }),
      )
    }
    if (needsOAuthToken(request)) await auth.protect({ token: 'oauth_token' })
    if (needsApiKey(request)) await auth.protect({ token: 'api_key' })
    if (needsMachineToken(request)) await auth.protect({ token: 'm2m_token' })
    if (needsUser(request)) await auth.protect({ token: 'session_token' })
    if (needsAnyToken(request)) await auth.protect({ token: 'any' })
    if (needsOrganization(request)) await auth.protect({ organization: pathname.split('/')[2] ?? '' })
    const route = ROUTES[pathname]
    return route === undefined ? Response.json(describeAuth(await auth({ acceptsToken: 'any' }))) : route(request, auth)
  }
}

/** What a route is asked through the query, as JSON: the arguments of one call. */
function readArguments(request: Request): readonly never[] {
  return JSON.parse(new URL(request.url).searchParams.get('q') ?? '[]')
}

const ROUTES: Readonly<Record<string, Route>> = {
  '/protect': async (request, auth) => Response.json(describeAuth(await auth.protect(...readArguments(request)))),
  '/has': async (request, auth) => {
    const { has } = await auth()
    return Response.json({ has: readArguments(request).map((params) => has(params)) })
  },
  '/auth': async (request, auth) => {
    const [options] = readArguments(request) as readonly { readonly acceptsToken?: AcceptsToken }[]
    return Response.json(describeAuth(await auth(options)))
  },
  '/redirect-to-sign-in': async (request, auth) => (await auth()).redirectToSignIn(...readArguments(request)),
  '/redirect-to-sign-up': async (request, auth) => (await auth()).redirectToSignUp(...readArguments(request)),
  '/not-awaited': (_, auth) => {
    void auth.protect()
    return new Response('sent')
  },
  '/raced': async (_, auth) => {
    await Promise.race([auth.protect(), Promise.resolve()])
    return new Response('sent')
  },
  '/settled': async (_, auth) => {
    const [settled] = await Promise.allSettled([auth.protect()])
    return new Response(settled.status)
  },
  '/all-caught': async (_, auth) => {
    try {
      await Promise.all([auth.protect(), Promise.resolve()])
    } catch {
      return new Response('caught')
    }
    return new Response('sent')
  },
  '/swallowed': async (_, auth) => {
    await auth.protect().catch(() => {})
    return new Response('sent')
  },
  '/token': async (request, auth) => {
    const token = await (await auth({ acceptsToken: 'any' })).getToken()
    const { headers } = request
    return Response.json({
      isSame: token !== null && `${headers.get('authorization')} ${headers.get('cookie')}`.includes(token),
    })
  },
  '/seen': async (request) => Response.json(await describeRequest(request)),
  // Through a stream of our own: the local server of Workers refuses a response that is the body of its request.
  '/echo': (request) => new Response(request.body?.pipeThrough(new TransformStream()) ?? null),
  '/count': async (request) => Response.json({ bytes: await countBytes(request.body) }),
  '/form': async (request) => Response.json({ name: (await request.formData()).get('name') }),
  '/json': async (request) => Response.json({ read: await request.json() }),
  '/cookies': () => {
    const headers = new Headers({ 'cache-control': 'public, max-age=60', 'x-own': 'yes' })
    headers.append('set-cookie', 'one=1; Path=/; Expires=Wed, 21 Oct 2037 07:28:00 GMT')
    headers.append('set-cookie', 'two=2; Path=/')
    return new Response('own body', { status: 201, headers })
  },
  '/moved': (request) => Response.redirect(new URL('/elsewhere', request.url).href, 302),
  '/empty': () => new Response(null, { status: 204 }),
  '/missing': () => new Response('own not-found page', { status: 404 }),
  '/stream': () => new Response(createParts(['one ', 'two ', 'three'])),
  ...HELD_ROUTES,
  '/throws': () => {
    throw new RangeError('a mistake of the application')
  },
}

/** Safe facts only: no token, no claims as a whole. */
function describeAuth(auth: AuthObject): Readonly<Record<string, unknown>> {
  const facts = auth as unknown as Readonly<Record<string, unknown>>
  const shown = ['tokenType', 'isAuthenticated', 'userId', 'sessionStatus', 'orgId', 'orgSlug', 'orgRole', 'actor']
  const machine = ['subject', 'scopes', 'machineId', 'clientId', 'factorVerificationAge', 'orgPermissions', 'claims']
  const values = [...shown, ...machine].map((name) => [name, facts[name] ?? null] as const)
  return Object.fromEntries(values.filter(([name, value]) => value !== null || shown.slice(0, 3).includes(name)))
}

/** What reaches the application of the headers that only a middleware may set, and of one that is its own. */
async function describeRequest(request: Request): Promise<Readonly<Record<string, unknown>>> {
  const headers = [...request.headers].filter(([name]) => /^x[-_](clerk|postern|app)/.test(name))
  return { method: request.method, headers: Object.fromEntries(headers), isUnread: !request.bodyUsed }
}

async function countBytes(body: ReadableStream<Uint8Array> | null): Promise<number> {
  let bytes = 0
  const reader = body?.getReader()
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read())
    bytes += part.value.length
  return bytes
}

function createParts(parts: readonly string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const rest = [...parts]
  return new ReadableStream({
    pull(controller) {
      const next = rest.shift()
      if (next === undefined) controller.close()
      else controller.enqueue(encoder.encode(next))
    },
  })
}
