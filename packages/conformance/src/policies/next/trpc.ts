/** tRPC answers for itself; the rest is protected. */
import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server'

const isOpen = createRouteMatcher(['/', '/api/trpc(.*)', '/api/webhooks/(.*)', '/sign-in(.*)'])

export default clerkMiddleware(async (auth, request) => {
  if (isOpen(request)) return
  await auth.protect()
})
