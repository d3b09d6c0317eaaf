import { clerkMiddleware, createRouteMatcher } from '@postern/next'

const isAdmin = createRouteMatcher(['/admin(.*)'])
const isPosts = createRouteMatcher(['/posts/edit(.*)'])
const isReports = createRouteMatcher(['/reports(.*)'])
const isSupport = createRouteMatcher(['/support(.*)'])
const isTrial = createRouteMatcher(['/upgrade(.*)'])

export default clerkMiddleware(async (auth, req) => {
  // A role in the organization that is active.
  if (isAdmin(req)) await auth.protect({ role: 'org:admin' })

  // All: what stands together must hold together.
  if (isPosts(req)) await auth.protect({ permission: 'org:posts:manage', feature: 'org:scheduling' })

  // Any: one of them is enough.
  if (isReports(req)) await auth.protect((has) => has({ plan: 'org:pro' }) || has({ role: 'org:admin' }))
  if (isSupport(req)) await auth.protect((has) => has({ feature: 'support' }))

  // Not: signed in, and without the plan.
  if (isTrial(req)) await auth.protect((has) => !has({ plan: 'org:pro' }))
})

export const config = {
  matcher: [
    { source: '/', locale: false },
    { source: '/((?!_next/static/|_next/image/?$).*)', locale: false },
  ],
}
