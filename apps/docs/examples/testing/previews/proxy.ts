import { clerkMiddleware, createRouteMatcher } from '@postern/next'
import { readOrigins } from './origins'

const needsSession = createRouteMatcher(['/dashboard(.*)'])

export default clerkMiddleware(
  async (auth, req) => {
    if (needsSession(req)) await auth.protect()
  },
  // A path of your own belongs to the origin that was asked for. A URL would lead every preview to the same host.
  () => ({ authorizedParties: readOrigins(), signInUrl: '/sign-in' }),
)

export const config = {
  matcher: [
    { source: '/', locale: false },
    { source: '/((?!_next/static/|_next/image/?$).*)', locale: false },
  ],
}
