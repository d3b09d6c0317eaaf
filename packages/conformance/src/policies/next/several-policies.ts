/** Several middlewares, chosen by path. */
import { clerkMiddleware } from '@clerk/nextjs/server'
import type { NextFetchEvent, NextRequest } from 'next/server'

const admin = clerkMiddleware(async (auth) => {
  await auth.protect({ role: 'org:admin' })
})
const members = clerkMiddleware(async (auth) => {
  await auth.protect()
})
const everybody = clerkMiddleware()

export function proxy(request: NextRequest, event: NextFetchEvent) {
  const { pathname } = request.nextUrl
  if (pathname.startsWith('/admin')) return admin(request, event)
  return pathname.startsWith('/dashboard') ? members(request, event) : everybody(request, event)
}

export default proxy
