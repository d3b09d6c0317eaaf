/* oxlint-disable no-unused-vars */
// From the vendor's page on clerkMiddleware(); only the import is another.
import { clerkMiddleware } from '@postern/next/server'

export default clerkMiddleware(
  (auth, req) => {
    // Add your middleware checks
  },
  (req) => ({
    // Provide `domain` based on the request host
    domain: req.nextUrl.host,
  }),
)
