// proxy.ts (Next 16) or middleware.ts
import { clerkMiddleware, createRouteMatcher } from '@postern/next'

const isMember = createRouteMatcher(['/dashboard/:path*', '/forum/:path*'])
const isAdmin = createRouteMatcher(['/admin/:path*'])

export default clerkMiddleware(async (auth, req) => {
  if (isAdmin(req)) await auth.protect({ permission: 'org:admin:example1' })
  if (isMember(req)) await auth.protect()
})

export const config = {
  matcher: [
    { source: '/', locale: false },
    { source: '/((?!_next/static/|_next/image/?$).*)', locale: false },
  ],
}
