/** A condition that is a function of `has`. */
import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server'

const isAdmin = createRouteMatcher(['/admin(.*)', '/api/posts'])

export default clerkMiddleware(async (auth, req) => {
  if (isAdmin(req)) {
    await auth.protect((has) => has({ role: 'org:admin' }) || has({ permission: 'org:posts:manage' }))
  }
})
