/** The function itself is the middleware. */
import { clerkMiddleware } from '@clerk/nextjs/server'

export default clerkMiddleware
