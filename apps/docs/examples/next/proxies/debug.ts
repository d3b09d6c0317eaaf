import { clerkMiddleware, createRouteMatcher } from '@postern/next'

const isAdmin = createRouteMatcher(['/admin(.*)'])

export default clerkMiddleware(
  async (auth, req) => {
    if (isAdmin(req)) await auth.protect({ role: 'org:admin' })
  },
  { debug: process.env.AUTH_DEBUG === '1' },
)

export const config = {
  matcher: [
    { source: '/', locale: false },
    { source: '/((?!_next/static/|_next/image/?$).*)', locale: false },
  ],
}
