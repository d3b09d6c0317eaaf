/**
 * `auth()` and `auth.protect()` for server components, route handlers and server actions.
 *
 * @see rulings.md 3; protocol.md 15.5, 15.11
 */
import { createAuthHandle, type AuthHandle } from '@postern/core'
import type { ServerStop } from '@postern/core/handover'
import { createNextHeaders, type NextHeaders } from './create-next-headers.ts'
import { createFallbackError, createRedirectError } from './next-control.ts'
import { createServerSource, type ServerSource } from './server-source.ts'

/** @param source Where requests are read. @param next The headers of the request; both are replaced in tests. */
export function createAuthFunction(source: ServerSource, next: NextHeaders): AuthHandle {
  return createAuthHandle({
    find: async (caller) => source.read(await next.read(), caller, null),
    peek() {
      const headers = next.peek()
      return headers === null ? null : source.peek(headers)
    },
    toError: toControl,
    toProtectError: toControl,
    isThrown: true,
    track: (work) => work,
  })
}

/** What ends the rendering. */
function toControl(stop: ServerStop): Error {
  return stop.kind === 'redirect' ? createRedirectError(stop.location.href) : createFallbackError(stop.status)
}

/**
 * Who is here, in server components, route handlers and server actions.
 *
 * Believes what the middleware sealed for this request, for 60 seconds; an older one is an error. It verifies the token itself where the middleware
 * had no key to seal with. The session's own expiry counts either way. On a route that the middleware did not see nobody is here, in production
 * with one warning: what it was told (`authorizedParties`, a tenant's keys) is not known there, so no token is verified.
 *
 * `await auth.protect()` lets the request on or ends it: the sign-in page for pages, 401 for server actions and programs, else not found.
 * Always with `await`. Without it Next sends what the code goes on to return, before anybody was asked, and nothing of ours can take it back.
 * Only where an earlier `await auth()` of the same request has found out that they may not be here, `auth.protect()` throws at once. A check
 * in a layout does not protect the page below it either, since Next renders both side by side: each page asks for itself.
 *
 * @throws AuthError `ERR_AUTH_MIDDLEWARE_MISSING` on a route that the middleware did not see: in development always, in production where
 *   `auth.protect()` or a redirect to the sign-in page would send somebody away who may be signed in; `ERR_AUTH_ENCRYPTION_KEY_INVALID`
 *   where the middleware's seal does not open; `ERR_AUTH_CACHED_SCOPE` inside of `"use cache"` or `unstable_cache()`.
 */
export const auth: AuthHandle = /* @__PURE__ */ createAuthFunction(
  /* @__PURE__ */ createServerSource(),
  /* @__PURE__ */ createNextHeaders(),
)
