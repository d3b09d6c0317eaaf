// OrganizationSyncOptions of the vendor's page, with its common examples.
import { clerkMiddleware } from '@postern/next/server'

export default clerkMiddleware({
  organizationSyncOptions: {
    organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)', '/app/:any/orgs/:slug', '/app/:any/orgs/:slug/(.*)'],
    personalAccountPatterns: ['/me', '/me/(.*)', '/user/:any', '/user/:any/(.*)'],
  },
})
