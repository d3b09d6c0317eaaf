/** The question whether somebody is here, asked by catching. */
import { clerkMiddleware } from '@clerk/nextjs/server'
import { NextResponse } from 'next/server'

export default clerkMiddleware(async (auth, req) => {
  if (req.nextUrl.pathname !== '/' && !req.nextUrl.pathname.startsWith('/sign-in')) return NextResponse.next()
  const session = await auth.protect().catch(() => null)
  if (session) return NextResponse.redirect(new URL('/dashboard', req.url))
  return NextResponse.next()
})
