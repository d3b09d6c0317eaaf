import { clerkMiddleware, createRouteMatcher } from '@postern/next'

const needsSession = createRouteMatcher(['/dashboard(.*)', '/forum(.*)'])
const needsAdmin = createRouteMatcher(['/admin(.*)'])

// Routes for programs, each with the kind of token that opens it.
const needsOAuth = createRouteMatcher(['/oauth(.*)'])
const needsApiKey = createRouteMatcher(['/api(.*)'])
const needsMachine = createRouteMatcher(['/m2m(.*)'])
const needsUser = createRouteMatcher(['/user(.*)'])
const needsAnything = createRouteMatcher(['/any(.*)'])

export default clerkMiddleware(
  async (auth, req) => {
    if (needsSession(req)) await auth.protect()

    if (needsAdmin(req)) {
      await auth.protect(
        (has) => has({ permission: 'org:admin:example1' }) || has({ permission: 'org:admin:example2' }),
      )
    }

    if (needsOAuth(req)) await auth.protect({ token: 'oauth_token' })
    if (needsApiKey(req)) await auth.protect({ token: 'api_key' })
    if (needsMachine(req)) await auth.protect({ token: 'm2m_token' })
    if (needsUser(req)) await auth.protect({ token: 'session_token' })
    if (needsAnything(req)) await auth.protect({ token: 'any' })
  },
  {
    // The organization that the URL names becomes the active one.
    organizationSyncOptions: { organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)'] },
  },
)

export const config = {
  // Everything but what cannot be a page: a path with a dot, or one that looks like a file, can be one.
  matcher: ['/', '/((?!_next/static|_next/image).*)'],
}
