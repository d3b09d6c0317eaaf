import { clerkMiddleware, createRouteMatcher } from '@postern/next'

const isPublic = createRouteMatcher(['/', '/pricing', '/blog(.*)', '/api/health'])

export default clerkMiddleware(async (auth, req) => {
  if (!isPublic(req)) await auth.protect()
})

export const config = {
  matcher: [
    { source: '/', locale: false },
    { source: '/((?!_next/static/|_next/image/?$).*)', locale: false },
  ],
}
