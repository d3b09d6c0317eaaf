import { clerkMiddleware, createRouteMatcher } from '@postern/next'
import createIntlMiddleware from 'next-intl/middleware'
import { routing } from '@/i18n/routing'

// Both spellings: what the browser shows, and what next-intl makes of it.
const isProtected = createRouteMatcher(['/members(.*)', '/:locale/members(.*)'])
const isApi = createRouteMatcher(['/api(.*)'])
const intl = createIntlMiddleware(routing)

export default clerkMiddleware(async (auth, req) => {
  if (isProtected(req)) await auth.protect()
  if (!isApi(req)) return intl(req)
})

export const config = {
  matcher: [
    { source: '/', locale: false },
    { source: '/((?!_next/static/|_next/image/?$).*)', locale: false },
  ],
}
