/**
 * `auth()` and `auth.protect()` for server components, route handlers and server actions.
 *
 * @see rulings.md 3; protocol.md 15.5, 15.11
 */
import type {
  AuthHandle,
  AuthObject,
  AuthRedirects,
  HandleOptions,
  ProtectArgument,
  ProtectionOutcome,
  ProtectOptions,
  RedirectOptions,
  Requirement,
  SignInTarget,
} from '@postern/core'
import { decideProtection, evaluateCondition, readRequirement, toAwaitedOnly } from '@postern/core'
import { COOKIE_HEADER, DEV_BROWSER_COOKIE, DEV_BROWSER_PARAM } from '@postern/core/wire'
import type { NextHeaders } from './create-next-headers.ts'
import { createNextHeaders } from './create-next-headers.ts'
import { createFallbackError, createRedirectError } from './next-errors.ts'
import type { ServerRequest } from './server-reader.ts'
import { createMissingError, readAuth, readCircumstances, readKnown, toClerkUrl } from './server-reader.ts'
import type { ServerSource } from './server-source.ts'
import { createServerSource } from './server-source.ts'

type Outcome = Exclude<ProtectionOutcome, { readonly kind: 'allow' }>

/** @param source Where requests are read. @param next The headers of the request; both are replaced in tests. */
export function createAuthFunction(source: ServerSource, next: NextHeaders): AuthHandle {
  async function auth(options: HandleOptions = {}): Promise<AuthObject> {
    const request = source.read(await next.read(), 'auth()', null)
    const { acceptsToken = 'session_token', treatPendingAsSignedOut } = options
    return withRedirects(await readAuth(request, acceptsToken, treatPendingAsSignedOut !== false), request)
  }

  /** Not async: where the answer is known already, it stops also the code that forgot to await it. */
  function protect(first?: ProtectArgument, second?: ProtectOptions): Promise<AuthObject> {
    const headers = next.peek()
    const request = headers === null ? null : source.peek(headers)
    const requirement = readRequirement(first, second)
    if (request !== null) stopIfRefused(request, requirement)
    return protectLater(requirement)
  }

  async function protectLater(requirement: Requirement): Promise<AuthObject> {
    const request = source.read(await next.read(), 'auth.protect()', null)
    const found = await readAuth(request, requirement.accepts, true)
    const holds = await evaluateCondition(requirement, found)
    const outcome = decide(request, found, requirement, holds)
    if (outcome.kind === 'allow') return withRedirects(outcome.auth, request)
    return stop(outcome, request)
  }

  // The one place where the overloads meet their implementation; type tests hold the two together.
  const ask = (options?: HandleOptions): Promise<AuthObject> => toAwaitedOnly(auth(options))
  return Object.assign(ask, { protect }) as unknown as AuthHandle
}

/** Decides. Where the middleware ran with `debug`, the log is told of a refusal, joined to what it was told before. */
function decide(
  request: ServerRequest,
  found: AuthObject,
  requirement: Requirement,
  holds: boolean,
): ProtectionOutcome {
  const trace: string[] = []
  const outcome = decideProtection(found, requirement, holds, readCircumstances(request), trace)
  const mark = request.found.kind === 'opened' ? request.found.contents.mark : null
  if (mark !== null) request.server.explain(mark, toClerkUrl(request), { requirement, auth: found, outcome, trace })
  return outcome
}

/** Throws where it is known without waiting that nobody may be here. A predicate is not asked: it would be asked twice. */
function stopIfRefused(request: ServerRequest, requirement: Requirement): void {
  const found = readKnown(request, requirement.accepts, true)
  if (found === null) return
  const isAsked = typeof requirement.condition !== 'function'
  const holds = isAsked ? evaluateCondition(requirement, found) === true : true
  const outcome = decide(request, found, requirement, holds)
  if (outcome.kind !== 'allow') stop(outcome, request)
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

/** Somebody whom the middleware did not see may be signed in: they would come back from the sign-in page, and a 404 would hide the mistake. */
function checkSeen({ found }: ServerRequest, caller: string): void {
  if (found.kind === 'unseen' && found.hasProof) throw createMissingError(caller)
}

/** Ends the rendering. */
function stop(outcome: Outcome, request: ServerRequest): never {
  checkSeen(request, 'auth.protect()')
  // Next can say nothing else from here; 503 is for programs, whom 401 tells as much.
  if (outcome.kind === 'deny') throw createFallbackError(outcome.status === 503 ? 401 : outcome.status)
  const { to } = outcome
  return redirect(
    typeof to === 'object'
      ? request.server.toApplicationUrl(to.url, toClerkUrl(request))
      : toPage(request, 'sign-in', to === 'tasks', undefined),
    request,
  )
}

/** Sends the browser elsewhere; one that would come back to this very page is refused. */
function redirect(location: URL, request: ServerRequest): never {
  // Without a hand-over the page is not known.
  const { found, server } = request
  const ending = found.kind === 'opened' ? server.toEndingRedirect(location, found.contents.clerkUrl) : location
  throw ending === null ? createFallbackError(401) : createRedirectError(ending.href)
}

/** Adds the redirects to a session's object, without reading its lazy fields. */
function withRedirects(found: AuthObject, request: ServerRequest): AuthObject {
  if (found.tokenType !== 'session_token') return found
  const isPending = found.sessionStatus === 'pending'
  const to =
    (page: SignInTarget['page']) =>
    (options?: RedirectOptions): never => {
      checkSeen(request, 'auth()')
      return redirect(toPage(request, page, isPending, options?.returnBackUrl), request)
    }
  const redirects: AuthRedirects = { redirectToSignIn: to('sign-in'), redirectToSignUp: to('sign-up') }
  const copy: AuthObject = Object.defineProperties(
    Object.create(Object.prototype),
    Object.getOwnPropertyDescriptors(found),
  )
  return Object.assign(copy, redirects)
}

function toPage(
  request: ServerRequest,
  page: SignInTarget['page'],
  isPending: boolean,
  returnBackUrl: RedirectOptions['returnBackUrl'],
): URL {
  const clerkUrl = toClerkUrl(request)
  // Without a hand-over the path is not known, and returning to the front page would lose it silently.
  const target = request.found.kind === 'opened' ? returnBackUrl : (returnBackUrl ?? null)
  const devBrowser = readDevBrowser(request)
  return request.server.toSignInUrl({ page, clerkUrl, returnBackUrl: target, isPending, devBrowser })
}

/** From the URL, or else the unsuffixed cookie, as the protocol has it here. @see protocol.md 15.4 */
function readDevBrowser({ headers: seen, found }: ServerRequest): string {
  const url = found.kind === 'opened' ? found.contents.clerkUrl : null
  const given = url === null ? null : new URL(url).searchParams.get(DEV_BROWSER_PARAM)
  if (given !== null && given !== '') return given
  const pairs = (seen.get(COOKIE_HEADER) ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${DEV_BROWSER_COOKIE}=`))?.slice(DEV_BROWSER_COOKIE.length + 1) ?? ''
}
