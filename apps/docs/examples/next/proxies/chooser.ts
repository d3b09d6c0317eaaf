import { clerkMiddleware, createRouteMatcher } from '@postern/next'
import { NextResponse } from 'next/server'

const isChooser = createRouteMatcher(['/choose-organization(.*)'])
const isForOrganizations = createRouteMatcher(['/team(.*)'])

export default clerkMiddleware(
  async (auth, req) => {
    if (isChooser(req)) await auth.protect()
    if (!isForOrganizations(req)) return undefined

    const { orgId } = await auth.protect()
    if (orgId) return undefined
    const chooser = new URL('/choose-organization', req.url)
    chooser.searchParams.set('redirect_url', req.nextUrl.pathname + req.nextUrl.search)
    return NextResponse.redirect(chooser)
  },
  { organizationSyncOptions: { organizationPatterns: ['/choose-organization/:slug'] } },
)

export const config = {
  matcher: [
    { source: '/', locale: false },
    { source: '/((?!_next/static/|_next/image/?$).*)', locale: false },
  ],
}
