import { clerkMiddleware, createRouteMatcher } from '@postern/next'
import createIntlMiddleware from 'next-intl/middleware'
import { keysOf } from './keys-of'

const needsSession = createRouteMatcher(['/dashboard(.*)', '/forum(.*)', '/me(.*)', '/:locale/hello/members(.*)'])
const needsAdmin = createRouteMatcher(['/admin(.*)'])

// The same by hand, where something has to happen before the redirect.
const isReport = createRouteMatcher(['/report(.*)'])
const isBilling = createRouteMatcher(['/billing(.*)'])

// Two groups of routes, one inside the other.
const isTenantRoute = createRouteMatcher(['/organization-selector(.*)', '/orgid/(.*)'])
const isTenantAdminRoute = createRouteMatcher(['/orgid/(.*)/memberships', '/orgid/(.*)/domain'])

// Routes for programs, each with the kind of token that opens it.
const needsOAuth = createRouteMatcher(['/oauth(.*)'])
const needsApiKey = createRouteMatcher(['/api(.*)'])
const needsMachine = createRouteMatcher(['/m2m(.*)'])
const needsUser = createRouteMatcher(['/user(.*)'])
const needsAnything = createRouteMatcher(['/any(.*)'])

// Another middleware, for the pages that exist in several languages.
const isTranslated = createRouteMatcher(['/hello(.*)', '/:locale/hello(.*)'])
const intlMiddleware = createIntlMiddleware({ locales: ['en', 'de'], defaultLocale: 'en', localePrefix: 'always' })

export default clerkMiddleware(
  async (auth, req) => {
    if (needsSession(req)) await auth.protect()

    if (needsAdmin(req)) {
      await auth.protect(
        (has) => has({ permission: 'org:admin:example1' }) || has({ permission: 'org:admin:example2' }),
      )
    }

    if (isReport(req) || isBilling(req)) {
      const { isAuthenticated, has, redirectToSignIn } = await auth()
      if (!isAuthenticated) return redirectToSignIn()
      if (isBilling(req) && !has({ permission: 'org:admin:example1' })) return redirectToSignIn()
    }

    if (isTenantAdminRoute(req)) await auth.protect({ permission: 'org:admin:example1' })
    if (isTenantRoute(req)) await auth.protect()

    if (needsOAuth(req)) await auth.protect({ token: 'oauth_token' })
    if (needsApiKey(req)) await auth.protect({ token: 'api_key' })
    if (needsMachine(req)) await auth.protect({ token: 'm2m_token' })
    if (needsUser(req)) await auth.protect({ token: 'session_token' })
    if (needsAnything(req)) await auth.protect({ token: 'any' })

    return isTranslated(req) ? intlMiddleware(req) : undefined
  },
  (req) => ({
    // Each host has its tenant, and each tenant its own people.
    ...keysOf(req.headers.get('host')),
    // The organization that the URL names becomes the active one.
    organizationSyncOptions: {
      organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)', '/orgid/:id', '/orgid/:id/(.*)'],
      personalAccountPatterns: ['/me', '/me/(.*)'],
    },
    // One line per request: the rules that were asked. Never a token.
    debug: process.env.EXAMPLE_DEBUG === '1',
  }),
)

export const config = {
  // Everything but what cannot be a page: a path with a dot, or one that looks like a file, can be one.
  matcher: [
    { source: '/', locale: false },
    { source: '/((?!_next/static/|_next/image/?$).*)', locale: false },
  ],
}
