import { clerkMiddleware } from '@postern/next'

export default clerkMiddleware({
  contentSecurityPolicy: {
    strict: true,
    reportOnly: process.env.CSP_REPORT_ONLY === '1',
    reportTo: '/api/csp-reports',
  },
})

export const config = {
  matcher: [
    { source: '/', locale: false },
    { source: '/((?!_next/static/|_next/image/?$).*)', locale: false },
  ],
}
