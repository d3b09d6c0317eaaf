/** The policy as a Hono API on Workers. Everything else is public and says who is signed in, and why. */
import { clerkMiddleware, createRouteMatcher, getAuth, type AuthObject } from '@postern/hono'
import { Hono } from 'hono'

const needsSession = createRouteMatcher(['/dashboard(.*)', '/forum(.*)'])
const needsAdmin = createRouteMatcher(['/admin(.*)'])
const needsOAuthToken = createRouteMatcher(['/oauth(.*)'])
const needsApiKey = createRouteMatcher(['/api(.*)'])
const needsMachineToken = createRouteMatcher(['/m2m(.*)'])
const needsUser = createRouteMatcher(['/user(.*)'])
const needsAnyToken = createRouteMatcher(['/any(.*)'])

const organizationPatterns = ['/orgs/:slug', '/orgs/:slug/(.*)']
const needsOrganization = createRouteMatcher(organizationPatterns)

const app = new Hono()

// Keys come from the bindings: CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY.
app.use(
  clerkMiddleware(
    async (auth, c) => {
      if (needsSession(c)) await auth.protect()
      if (needsAdmin(c)) {
        await auth.protect(
          (has) => has({ permission: 'org:admin:example1' }) || has({ permission: 'org:admin:example2' }),
        )
      }
      if (needsOAuthToken(c)) await auth.protect({ token: 'oauth_token' })
      if (needsApiKey(c)) await auth.protect({ token: 'api_key' })
      if (needsMachineToken(c)) await auth.protect({ token: 'm2m_token' })
      if (needsUser(c)) await auth.protect({ token: 'session_token' })
      if (needsAnyToken(c)) await auth.protect({ token: 'any' })
      // The organization in the path must be the active one. A page that names another activates it on the way.
      if (needsOrganization(c)) await auth.protect({ organization: c.req.path.split('/')[2] ?? '' })
    },
    { organizationSyncOptions: { organizationPatterns, personalAccountPatterns: ['/me', '/me/(.*)'] } },
  ),
)

app.post('/upload', async (c) => c.json({ bytes: await countBytes(c.req.raw.body) }))
app.all('*', (c) => c.json({ path: c.req.path, ...describeAuth(getAuth(c, { acceptsToken: 'any' })) }))

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

export default app
