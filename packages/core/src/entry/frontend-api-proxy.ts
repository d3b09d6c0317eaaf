/** Entry `@postern/core/frontend-api-proxy`: the Frontend API under a path of the application. */
export { createFrontendApiProxy } from '../frontend-api-proxy/create-frontend-api-proxy.ts'
export type { FrontendApiProxy } from '../frontend-api-proxy/create-frontend-api-proxy.ts'
export type { FrontendApiProxyKeys, FrontendApiProxyOptions } from '../frontend-api-proxy/resolve-frontend-api-proxy.ts'
