/** People who have not finished their onboarding are sent there. */
import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server'
import { NextResponse } from 'next/server'

const isOnboarding = createRouteMatcher(['/onboarding'])
const isPublic = createRouteMatcher(['/', '/sign-in(.*)', '/api/webhooks(.*)'])

export default clerkMiddleware(async (auth, req) => {
  const { isAuthenticated, sessionClaims, redirectToSignIn } = await auth()
  if (isAuthenticated && isOnboarding(req)) return NextResponse.next()
  if (!isAuthenticated && !isPublic(req)) return redirectToSignIn({ returnBackUrl: req.url })
  if (isAuthenticated && !sessionClaims?.metadata?.onboardingComplete && !isPublic(req)) {
    return NextResponse.redirect(new URL('/onboarding', req.url))
  }
  return undefined
})
