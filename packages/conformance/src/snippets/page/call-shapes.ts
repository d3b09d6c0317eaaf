// Every call shape of the vendor's package.
import { clerkMiddleware, createRouteMatcher, type ClerkMiddlewareOptions } from '@postern/next/server'
import { NextResponse, type NextFetchEvent, type NextRequest } from 'next/server'

const isProtectedRoute = createRouteMatcher(['/dashboard(.*)'])
const options: ClerkMiddlewareOptions = { signInUrl: '/sign-in' }

export const withNothing = clerkMiddleware()
export const withHandler = clerkMiddleware(async (auth, req) => {
  if (isProtectedRoute(req)) await auth.protect()
})
export const withHandlerAndOptions = clerkMiddleware(async (auth, req, event) => {
  event.waitUntil(Promise.resolve())
  if (isProtectedRoute(req)) await auth.protect()
  return NextResponse.next()
}, options)
export const withHandlerAndCallback = clerkMiddleware(
  async (auth, req) => {
    if (isProtectedRoute(req)) await auth.protect()
  },
  async (req) => ({ ...options, signInUrl: `${req.nextUrl.origin}/sign-in` }),
)
export const withOptions = clerkMiddleware(options)
export const asMiddleware = (request: NextRequest, event: NextFetchEvent) => clerkMiddleware(request, event)
export default clerkMiddleware
