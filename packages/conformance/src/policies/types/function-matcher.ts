/** Matchers written as functions, without an annotation (T2). */
import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server'

const isDashboard = createRouteMatcher((req) => req.nextUrl.pathname.startsWith('/dashboard'))
const isBeta = createRouteMatcher(
  (req) => req.cookies.get('beta')?.value === '1' && req.nextUrl.searchParams.has('beta'),
)
const isPublic = createRouteMatcher(['/', '/sign-in(.*)', /^\/docs/])

/** Applications name its type by inference. */
type Matcher = ReturnType<typeof createRouteMatcher>
const guarded: Matcher[] = [isDashboard, isBeta]
const open: Matcher = isPublic

export default clerkMiddleware(async (auth, req) => {
  if (!open(req) && guarded.some((matches) => matches(req))) await auth.protect()
})
