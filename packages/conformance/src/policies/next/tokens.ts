/** API routes take keys, OAuth routes access tokens, the rest people. */
import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server'

const isKeyRoute = createRouteMatcher(['/api/posts(.*)'])
const isOauthRoute = createRouteMatcher(['/api/trpc(.*)'])
const isPage = createRouteMatcher(['/dashboard(.*)'])

export default clerkMiddleware(async (auth, req) => {
  if (isKeyRoute(req)) await auth.protect({ token: 'api_key' })
  if (isOauthRoute(req)) await auth.protect({ token: 'oauth_token' })
  if (isPage(req)) await auth.protect({ token: 'session_token' })
})
