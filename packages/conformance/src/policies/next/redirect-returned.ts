/** The sign-in page by hand, returned. */
import { clerkMiddleware } from '@clerk/nextjs/server'

export default clerkMiddleware(async (auth, req) => {
  const { userId, redirectToSignIn } = await auth()
  if (!userId && req.nextUrl.pathname.startsWith('/dashboard')) return redirectToSignIn({ returnBackUrl: req.url })
  return undefined
})
