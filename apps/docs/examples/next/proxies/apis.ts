import { clerkMiddleware, createRouteMatcher } from '@postern/next'

const isApi = createRouteMatcher(['/api(.*)'])

export default clerkMiddleware(
  async (auth, req) => {
    if (isApi(req)) await auth.protect()
  },
  { unauthenticatedStatus: 401, unauthorizedStatus: 403 },
)

export const config = {
  matcher: [
    { source: '/', locale: false },
    { source: '/((?!_next/static/|_next/image/?$).*)', locale: false },
  ],
}
