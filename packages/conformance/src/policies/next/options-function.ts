/** Options that depend on the request. */
import { clerkMiddleware } from '@clerk/nextjs/server'

export default clerkMiddleware(
  async (auth, req) => {
    if (req.nextUrl.pathname.startsWith('/dashboard')) await auth.protect()
  },
  (req) => ({ signInUrl: req.nextUrl.pathname.startsWith('/admin') ? '/admin/login' : '/sign-in' }),
)
