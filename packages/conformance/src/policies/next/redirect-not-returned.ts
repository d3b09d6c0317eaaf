/** The sign-in page by hand; the word `return` is forgotten. */
import { clerkMiddleware } from '@clerk/nextjs/server'

export default clerkMiddleware(async (auth, req) => {
  const { isAuthenticated, redirectToSignIn } = await auth()
  if (!isAuthenticated && req.nextUrl.pathname.startsWith('/dashboard')) {
    redirectToSignIn()
  }
})
