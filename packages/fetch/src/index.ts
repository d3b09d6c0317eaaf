/** Entry `@postern/fetch`: auth for plain fetch handlers. */
export { withAuth, type Handler, type HandlerContext, type HandlerOptions, type HandlerPorts } from './with-auth.ts'
export {
  createCacheKeyStore,
  createKeyStore,
  createKvKeyStore,
  type CacheLike,
  type KvNamespaceLike,
  type TextStore,
} from './create-key-store.ts'
export type { AdapterOptions } from './adapter-options.ts'
export {
  applyDecision,
  createRouteMatcher,
  AuthError,
  reverificationError,
  reverificationErrorResponse,
} from '@postern/core'
export type * from '@postern/core'
export type { FrontendApiProxyOptions } from '@postern/core/frontend-api-proxy'
export { accountUrls } from './account-urls.ts'
export { createClerkClient } from './create-clerk-client.ts'
export {
  isBackendError,
  type BackendClient,
  type BackendClientOptions,
  type BackendError,
} from '@postern/core/backend-client'
export { verifyToken, type VerifyTokenOptions } from './verify-token.ts'
// For adapters of frameworks that speak Fetch: the same environment, instances and responses.
export {
  createServiceFinder,
  type AuthService,
  type ServiceFinder,
  type ServiceTerms,
} from './create-service-finder.ts'
export { chooseEnvironment, isEnvironment, type Environment } from './environment.ts'
export { readSecrets, type SecretReader } from './create-secret-reader.ts'
export { createLazyClient } from './create-lazy-client.ts'
export { toCleanRequest } from './to-clean-request.ts'
export { toFinalResponse, toResponse } from './to-response.ts'
