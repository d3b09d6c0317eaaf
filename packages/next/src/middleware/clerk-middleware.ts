/**
 * `clerkMiddleware` in every call shape of the vendor's page.
 *
 * @see protocol.md 15.1; rulings.md D24
 */
import type { Ports } from '@postern/core'
import type { NextFetchEvent, NextMiddleware, NextRequest } from 'next/server.js'
import { createMiddleware } from './create-middleware.ts'
import type {
  ClerkMiddleware,
  ClerkMiddlewareHandler,
  ClerkMiddlewareOptions,
  ClerkMiddlewareOptionsCallback,
} from './middleware-options.ts'

type Argument = ClerkMiddlewareHandler | ClerkMiddlewareOptions | NextRequest | undefined
type SecondArgument = ClerkMiddlewareOptions | ClerkMiddlewareOptionsCallback | NextFetchEvent | undefined

/**
 * Makes a `clerkMiddleware` with parts of the outside world replaced, for example a store that all processes share.
 *
 * @param ports Of the middleware. Server code that asks about a machine token by itself asks the provider.
 */
export function createClerkMiddleware(ports: Partial<Ports> = {}): ClerkMiddleware {
  // For `export default clerkMiddleware`. Reads nothing before its first request.
  const plainMiddleware = createMiddleware(null, {}, ports)
  const call = (first?: Argument, second?: SecondArgument): NextMiddleware | ReturnType<NextMiddleware> => {
    // Called with a request it is the middleware itself; the event is never taken for options.
    if (isRequest(first)) return plainMiddleware(first, second as NextFetchEvent)
    if (typeof first === 'function') return createMiddleware(first, toOptions(second), ports)
    if (first === undefined || first === null) return createMiddleware(null, toOptions(second), ports)
    return createMiddleware(null, first, ports)
  }
  return call as ClerkMiddleware
}

/**
 * Authenticates every request that the matcher of `proxy.ts` or `middleware.ts` lets through, runs the handler with it, and tells
 * server code what it found.
 *
 * Called with nothing, a handler, a handler and options, a handler and a function of the request that gives options, or options alone.
 * A lone function is always a handler. Exported as it is, it is the middleware itself.
 */
export const clerkMiddleware: ClerkMiddleware = /* @__PURE__ */ createClerkMiddleware()

/** By its shape: Next's request class differs between bundles. */
function isRequest(value: Argument): value is NextRequest {
  return typeof value === 'object' && value !== null && 'method' in value && 'headers' in value && 'url' in value
}

function toOptions(value: SecondArgument): ClerkMiddlewareOptions | ClerkMiddlewareOptionsCallback {
  if (typeof value === 'function') return value
  // An event among two arguments can only come from a mistaken call; its members are no options.
  return typeof value === 'object' && value !== null && !('waitUntil' in value) ? value : {}
}
