import { clerkMiddleware } from '@postern/next'

export default clerkMiddleware({
  contentSecurityPolicy: { strict: true },
})

export const config = {
  matcher: [
    { source: '/', locale: false },
    { source: '/((?!_next/static/|_next/image/?$).*)', locale: false },
  ],
}
