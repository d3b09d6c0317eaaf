/** The organization stands in the URL, and its settings want a permission. */
import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server'

const isSettings = createRouteMatcher(['/orgs/:slug/settings(.*)'])
const isOrganization = createRouteMatcher(['/orgs/:slug(.*)'])

export default clerkMiddleware(
  async (auth, req) => {
    if (isSettings(req)) await auth.protect({ permission: 'org:posts:manage' })
    else if (isOrganization(req)) await auth.protect()
  },
  { organizationSyncOptions: { organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)'] } },
)
