import { clerkMiddleware, createRouteMatcher } from '@postern/next'

const needsSession = createRouteMatcher(['/dashboard(.*)'])

export default clerkMiddleware(
  async (auth, req) => {
    if (needsSession(req)) await auth.protect()
  },
  // Next replaces this expression when it builds. Do not take it apart.
  { authorizedParties: [process.env.APP_ORIGIN ?? 'http://localhost:3000'] },
)

export const config = {
  matcher: [
    { source: '/', locale: false },
    { source: '/((?!_next/static/|_next/image/?$).*)', locale: false },
  ],
}
