import { clerkMiddleware, createRouteMatcher } from '@postern/next'
import { NextResponse, type NextFetchEvent, type NextRequest } from 'next/server'
import { findTenant } from './tenants'

const isMember = createRouteMatcher(['/dashboard(.*)'])

/** Next writes the address that it listens on into `req.url`. */
const hostOf = (req: NextRequest): string => req.headers.get('host') ?? ''

const gate = clerkMiddleware(
  async (auth, req) => {
    if (isMember(req)) await auth.protect()
  },
  (req) => {
    const tenant = findTenant(hostOf(req))
    if (tenant === null) throw new Error('Nobody lives at this host.')
    return tenant
  },
)

export default function proxy(req: NextRequest, event: NextFetchEvent): ReturnType<typeof gate> {
  if (findTenant(hostOf(req)) === null) return new NextResponse('Nobody lives at this host.', { status: 404 })
  return gate(req, event)
}
