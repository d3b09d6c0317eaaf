/** Entry `@postern/next`: the middleware, and the same answers in server code. */
export { auth } from './auth.ts'
export { clerkClient, createClerkClient } from './clerk-client.ts'
export { clerkMiddleware } from './clerk-middleware.ts'
export { createRouteMatcher } from './create-route-matcher.ts'
export { currentUser } from './current-user.ts'
export { getAuth } from './get-auth.ts'
export type { GetAuthOptions, RequestWithHeaders } from './get-auth.ts'
export type {
  ClerkMiddleware,
  ClerkMiddlewareAuth,
  ClerkMiddlewareHandler,
  ClerkMiddlewareOptions,
  ClerkMiddlewareOptionsCallback,
  HandlerResult,
  HandoverMode,
} from './middleware-options.ts'
export { verifyToken } from './verify-token.ts'
export type { VerifyTokenOptions } from './verify-token.ts'
export { AuthError, reverificationError, reverificationErrorResponse } from '@postern/core'
export { isBackendError } from '@postern/core/backend-client'
export type * from '@postern/core/backend-client'
// All of core's types: applications narrow `AuthTypes` by merging into the package that they import.
export type * from '@postern/core'
