/** People who are signed in are sent away from the front page. */
import { clerkMiddleware } from '@clerk/nextjs/server'

export default clerkMiddleware(async (auth, req) => {
  const { userId, orgSlug } = await auth()
  if (userId && req.nextUrl.pathname === '/') {
    return Response.redirect(new URL(orgSlug ? `/orgs/${orgSlug}` : '/dashboard', req.url))
  }
  return undefined
})
