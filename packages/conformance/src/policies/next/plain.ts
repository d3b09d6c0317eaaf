/** Nothing but the middleware: every page is public. */
import { clerkMiddleware } from '@clerk/nextjs/server'

export default clerkMiddleware()
