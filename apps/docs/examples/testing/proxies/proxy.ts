import { clerkMiddleware, createRouteMatcher } from '@postern/next'

const needsSession = createRouteMatcher(['/dashboard(.*)'])

export default clerkMiddleware(
  async (auth, req) => {
    if (needsSession(req)) await auth.protect()
  },
  { authorizedParties: ['https://app.example.com'] },
)

export const config = {
  matcher: [
    { source: '/', locale: false },
    { source: '/((?!_next/static/|_next/image/?$).*)', locale: false },
  ],
}
