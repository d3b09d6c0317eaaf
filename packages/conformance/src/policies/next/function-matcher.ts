/** A matcher that is a function. */
import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server'

const isApplication = createRouteMatcher(
  (req) => !req.nextUrl.pathname.startsWith('/api') && req.nextUrl.pathname !== '/',
)

export default clerkMiddleware(async (auth, req) => {
  if (isApplication(req)) await auth.protect()
})
