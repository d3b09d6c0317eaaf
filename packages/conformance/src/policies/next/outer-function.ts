/** An outer function that does something of its own, and makes the middleware for each request. */
import { clerkMiddleware } from '@clerk/nextjs/server'
import { type NextFetchEvent, type NextRequest, NextResponse } from 'next/server'

export default async function proxy(request: NextRequest, event: NextFetchEvent) {
  if (request.nextUrl.pathname.startsWith('/api/webhooks')) return NextResponse.next()
  return clerkMiddleware(async (auth, req) => {
    if (req.nextUrl.pathname.includes('/dashboard')) await auth.protect()
  })(request, event)
}
