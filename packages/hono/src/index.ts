/** Entry `@postern/hono`: auth for Hono. */
export { accountUrls } from './account-urls.ts'
export { clerkMiddleware, createClerkMiddleware, type ClerkMiddleware } from './clerk-middleware.ts'
export { createRouteMatcher, type RoutePatterns } from './create-route-matcher.ts'
export { getAuth, getAuthHandle } from './get-auth.ts'
export { protect } from './protect.ts'
export type { ClerkHonoVariables, ReadAuth } from './read-auth.ts'
export type {
  MiddlewareOptions,
  MiddlewareOptionsCallback,
  MiddlewarePorts,
  MiddlewareRule,
} from './middleware-arguments.ts'
export { verifyToken, type VerifyTokenOptions } from '@postern/fetch'
export { AuthError, reverificationError, reverificationErrorResponse } from '@postern/core'
export type * from '@postern/core'
export type { AdapterOptions, AdapterOptions as ClerkMiddlewareOptions, FrontendApiProxyOptions } from '@postern/fetch'
export {
  createClerkClient,
  isBackendError,
  type BackendClient,
  type BackendClientOptions,
  type BackendError,
} from '@postern/fetch'
