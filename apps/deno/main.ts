/** The policy as an API on Deno. Everything else is public and says who is signed in, and why. */
import { createRouteMatcher, withAuth, type AuthHandle, type AuthObject } from '@postern/fetch'

const needsSession = createRouteMatcher(['/dashboard(.*)', '/forum(.*)'])
const needsAdmin = createRouteMatcher(['/admin(.*)'])
const needsOAuthToken = createRouteMatcher(['/oauth(.*)'])
const needsApiKey = createRouteMatcher(['/api(.*)'])
const needsMachineToken = createRouteMatcher(['/m2m(.*)'])
const needsUser = createRouteMatcher(['/user(.*)'])
const needsAnyToken = createRouteMatcher(['/any(.*)'])

const organizationPatterns = ['/orgs/:slug', '/orgs/:slug/(.*)']
const needsOrganization = createRouteMatcher(organizationPatterns)

async function enforce(request: Request, auth: AuthHandle): Promise<void> {
  if (needsSession(request)) await auth.protect()
  if (needsAdmin(request)) {
    await auth.protect((has) => has({ permission: 'org:admin:example1' }) || has({ permission: 'org:admin:example2' }))
  }
  if (needsOAuthToken(request)) await auth.protect({ token: 'oauth_token' })
  if (needsApiKey(request)) await auth.protect({ token: 'api_key' })
  if (needsMachineToken(request)) await auth.protect({ token: 'm2m_token' })
  if (needsUser(request)) await auth.protect({ token: 'session_token' })
  if (needsAnyToken(request)) await auth.protect({ token: 'any' })
  // The organization in the path must be the active one. A page that names another activates it on the way.
  if (needsOrganization(request)) await auth.protect({ organization: toPath(request).split('/')[2] ?? '' })
}

function toPath(request: Request): string {
  return new URL(request.url).pathname
}

function describeAuth(auth: AuthObject): Record<string, unknown> {
  return {
    tokenType: auth.tokenType,
    isAuthenticated: auth.isAuthenticated,
    userId: 'userId' in auth ? auth.userId : null,
    orgSlug: 'orgSlug' in auth ? (auth.orgSlug ?? null) : null,
    // Safe to show: names of rules and reasons, never a token or a key.
    ...auth.debug(),
  }
}

async function countBytes(body: ReadableStream<Uint8Array> | null): Promise<number> {
  let bytes = 0
  await body?.pipeTo(new WritableStream({ write: (chunk: Uint8Array) => void (bytes += chunk.byteLength) }))
  return bytes
}

// Keys come from the environment: CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY.
export const handler = withAuth(
  async (request, { auth }) => {
    await enforce(request, auth)
    if (toPath(request) === '/upload') return Response.json({ bytes: await countBytes(request.body) })
    return Response.json({ path: toPath(request), ...describeAuth(await auth({ acceptsToken: 'any' })) })
  },
  { organizationSyncOptions: { organizationPatterns, personalAccountPatterns: ['/me', '/me/(.*)'] } },
)

if (import.meta.main) {
  Deno.serve({ hostname: '127.0.0.1', port: Number(Deno.env.get('PORT') ?? 3300) }, handler)
}
