/** Options alone. */
import { clerkMiddleware } from '@clerk/nextjs/server'

export default clerkMiddleware({ signInUrl: '/login', signUpUrl: '/register' })
