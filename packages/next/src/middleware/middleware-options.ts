/**
 * What a developer hands to `clerkMiddleware`. Types only. Names are those of the vendor's page; ours stand last.
 *
 * @see protocol.md 15.1, 17; api.md
 */
import type { AuthHandle, AuthOptions } from '@postern/core'
import type { CspOptions } from '@postern/core/csp'
import type { FrontendApiProxyOptions } from '@postern/core/frontend-api-proxy'
import type { NextFetchEvent, NextMiddleware, NextRequest } from 'next/server.js'

/** How the middleware tells server code what it decided: for the vendor's `auth()` and ours, or for ours only. */
export type HandoverMode = 'clerk' | 'sealed'

/** Options that may be functions of the URL. */
export type UrlOption = 'isSatellite' | 'domain' | 'proxyUrl'

/** Options whose functions were asked. */
export type RequestOptions = Omit<ClerkMiddlewareOptions, UrlOption> & Pick<AuthOptions, UrlOption>

/** A value, or a function that gives it for a request. One that gives nothing leaves the environment's; a throw is answered with 500. */
export type PerUrl<V> = V | null | undefined | ((url: URL) => V | null | undefined | Promise<V | null | undefined>)

/** What a developer may set. Null, undefined and empty text count as absent; then the environment counts. */
export interface ClerkMiddlewareOptions extends Omit<
  AuthOptions,
  'acceptsToken' | 'autoProxy' | 'basePath' | UrlOption
> {
  /** This application is a satellite of another that owns the sign-in. A function gets the URL of the request. Default false. */
  isSatellite?: PerUrl<boolean>
  /** Domain of this satellite application, host and optional port. A function gets the URL of the request. Default: none. */
  domain?: PerUrl<string>
  /** URL, or path of this application, under which the Frontend API is reached. A function gets the URL that the browser sees. Default: none. */
  proxyUrl?: PerUrl<string>
  /** Sets a content security policy that the provider's components need, with sources of the application. Default: none is set. */
  contentSecurityPolicy?: CspOptions | null | undefined
  /** Answers for the Frontend API under a path of the application. Default: only where the platform asks for it. */
  frontendApiProxy?: FrontendApiProxyOptions | null | undefined
  /**
   * Default `clerk`: the vendor's headers and our seal, so that the vendor's `auth()` works behind this middleware; a machine token is
   * verified for it on every request that carries one. `sealed`: our seal only, and machine tokens are verified when asked for.
   */
  handover?: HandoverMode | null | undefined
  /**
   * Seals the hand-over: 32 random bytes in hex or base64url. Default: the variable `CLERK_ENCRYPTION_KEY`. Needed when `secretKey` is an option. Server
   * code opens with the variable and sees no option, so the two must be the same.
   */
  encryptionKey?: string | null | undefined
  /**
   * Refused with `ERR_AUTH_OPTION_INVALID`: server code opens what was sealed before the encryption key changed, and sees no option of the
   * middleware. Set `CLERK_ENCRYPTION_KEY_PREVIOUS`.
   */
  previousEncryptionKey?: string | null | undefined
}

/**
 * Options of one request, for applications with several tenants. A rejection or a throw is answered with 500, never with a pass. Once it has named
 * a `publishableKey` it names one for every request, that of the environment too; an answer without is `ERR_AUTH_TENANT_UNKNOWN`.
 */
export type ClerkMiddlewareOptionsCallback = (
  request: NextRequest,
) => ClerkMiddlewareOptions | Promise<ClerkMiddlewareOptions>

/** The first parameter of a handler: `await auth()`, `await auth.protect()`. */
export type ClerkMiddlewareAuth = AuthHandle

/** The response of a middleware, or nothing to let the request on. */
export type HandlerResult = Response | null | undefined | void

/** The developer's own middleware. */
export type ClerkMiddlewareHandler = (
  auth: ClerkMiddlewareAuth,
  request: NextRequest,
  event: NextFetchEvent,
) => HandlerResult | Promise<HandlerResult>

/** Every way to call it. */
export interface ClerkMiddleware {
  (handler?: ClerkMiddlewareHandler, options?: ClerkMiddlewareOptions | ClerkMiddlewareOptionsCallback): NextMiddleware
  (options: ClerkMiddlewareOptions): NextMiddleware
  (request: NextRequest, event: NextFetchEvent): ReturnType<NextMiddleware>
}
