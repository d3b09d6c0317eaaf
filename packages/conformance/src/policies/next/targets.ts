/** Targets of its own for those who may not be here. */
import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server'

const isAdmin = createRouteMatcher('/admin(.*)')

export default clerkMiddleware(async (auth, req) => {
  if (!isAdmin(req)) return
  const { origin } = new URL(req.url)
  await auth.protect(
    { role: 'org:admin' },
    { unauthenticatedUrl: `${origin}/welcome`, unauthorizedUrl: `${origin}/denied` },
  )
})
