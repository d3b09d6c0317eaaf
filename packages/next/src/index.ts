/** Entry `@postern/next`: the middleware, and the same answers in server code. */
export { accountUrls } from './server/account-urls.ts'
export type { AccountUrlsFunction } from './server/account-urls.ts'
export { auth } from './server/auth.ts'
export { clerkClient, createClerkClient } from './server/clerk-client.ts'
export { clerkMiddleware, createClerkMiddleware } from './middleware/clerk-middleware.ts'
export { createRouteMatcher } from './middleware/create-route-matcher.ts'
export { currentUser } from './server/clerk-client.ts'
export { getAuth } from './server/get-auth.ts'
export type { GetAuthOptions, RequestWithHeaders } from './server/get-auth.ts'
export type {
  ClerkMiddleware,
  ClerkMiddlewareAuth,
  ClerkMiddlewareHandler,
  ClerkMiddlewareOptions,
  ClerkMiddlewareOptionsCallback,
  HandlerResult,
  HandoverMode,
} from './middleware/middleware-options.ts'
export { verifyToken } from './server/verify-token.ts'
export type { VerifyTokenOptions } from './server/verify-token.ts'
export { AuthError, reverificationError, reverificationErrorResponse } from '@postern/core'
export { isBackendError } from '@postern/core/backend-client'
export type * from '@postern/core/backend-client'
// All of core's types: applications narrow `AuthTypes` by merging into the package that they import.
export type * from '@postern/core'
