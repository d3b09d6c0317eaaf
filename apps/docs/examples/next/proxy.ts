import { clerkMiddleware, createRouteMatcher } from '@postern/next'
import { NextResponse } from 'next/server'

const isProtected = createRouteMatcher(['/dashboard(.*)', '/profile(.*)', '/choose-organization(.*)', '/plan(.*)'])
const isForOrganizations = createRouteMatcher(['/team(.*)'])

export default clerkMiddleware(
  async (auth, req) => {
    if (isProtected(req)) await auth.protect()
    if (isForOrganizations(req)) {
      const { orgId } = await auth.protect()
      if (!orgId) {
        const chooser = new URL('/choose-organization', req.url)
        chooser.searchParams.set('redirect_url', req.nextUrl.pathname + req.nextUrl.search)
        return NextResponse.redirect(chooser)
      }
    }
    return undefined
  },
  {
    organizationSyncOptions: {
      organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)', '/choose-organization/:slug'],
    },
  },
)

export const config = {
  matcher: [
    { source: '/', locale: false },
    { source: '/((?!_next/static/|_next/image/?$).*)', locale: false },
  ],
}
