/** Tenants by host, rewritten. */
import { clerkMiddleware } from '@clerk/nextjs/server'
import { NextResponse } from 'next/server'

export default clerkMiddleware(async (auth, req) => {
  if (req.nextUrl.pathname.startsWith('/dashboard')) await auth.protect()
  return NextResponse.rewrite(new URL(`/_sites/${req.nextUrl.host}${req.nextUrl.pathname}`, req.url))
})
