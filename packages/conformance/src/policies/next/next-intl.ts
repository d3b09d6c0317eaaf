/** With next-intl. */
import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server'
import createIntlMiddleware from 'next-intl/middleware'

const intl = createIntlMiddleware({ locales: ['en', 'de'], defaultLocale: 'en' })
const isProtected = createRouteMatcher(['/dashboard(.*)', '/:locale/dashboard(.*)'])

export default clerkMiddleware(async (auth, req) => {
  if (isProtected(req)) await auth.protect()
  if (req.nextUrl.pathname.startsWith('/api')) return
  return intl(req)
})
