import { clerkMiddleware, createRouteMatcher } from '@postern/next'

const needsSession = createRouteMatcher(['/dashboard(.*)'])
const needsAdmin = createRouteMatcher(['/admin(.*)'])

export default clerkMiddleware(async (auth, req) => {
  if (needsSession(req)) await auth.protect()
  if (needsAdmin(req)) await auth.protect({ role: 'org:admin' })
})

export const config = {
  matcher: [
    { source: '/', locale: false },
    { source: '/((?!_next/static/|_next/image/?$).*)', locale: false },
  ],
}
