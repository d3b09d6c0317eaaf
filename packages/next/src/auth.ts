/**
 * `auth()` and `auth.protect()` for server components, route handlers and server actions.
 *
 * @see decisions.md 3; protocol.md 15.5, 15.11
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
  SignInTarget,
} from '@postern/core'
import { decideProtection, evaluateCondition, readRequirement } from '@postern/core'
import { COOKIE_HEADER, DEV_BROWSER_COOKIE, DEV_BROWSER_PARAM } from '@postern/core/wire'
import { createFallbackError, createRedirectError } from './next-errors.ts'
import { readNextHeaders } from './read-next-headers.ts'
import type { ServerRequest } from './server-reader.ts'
import { readAuth } from './server-reader.ts'
import type { ServerSource } from './server-source.ts'
import { createServerSource } from './server-source.ts'

type Outcome = Exclude<ProtectionOutcome, { readonly kind: 'allow' }>

/** @param source Where requests are read. @param readHeaders The headers of the request; both are replaced in tests. */
export function createAuthFunction(source: ServerSource, readHeaders: () => Promise<Headers>): AuthHandle {
  async function auth(options: HandleOptions = {}): Promise<AuthObject> {
    const request = source.read(await readHeaders(), 'auth()', null)
    const { acceptsToken = 'session_token', treatPendingAsSignedOut } = options
    return withRedirects(await readAuth(request, acceptsToken, treatPendingAsSignedOut !== false), request)
  }

  async function protect(first?: ProtectArgument, second?: ProtectOptions): Promise<AuthObject> {
    const request = source.read(await readHeaders(), 'auth.protect()', null)
    const requirement = readRequirement(first, second)
    const found = await readAuth(request, requirement.accepts, true)
    const holds = await evaluateCondition(requirement, found)
    const circumstances = { ...request.server.readCircumstances(toRequestLike(request)), stateReason: null }
    const outcome = decideProtection(found, requirement, holds, circumstances)
    if (outcome.kind === 'allow') return withRedirects(outcome.auth, request)
    return stop(outcome, request)
  }

  // The one place where the overloads meet their implementation; type tests hold the two together.
  return Object.assign(auth, { protect }) as unknown as AuthHandle
}

/**
 * Who is here, in server components, route handlers and server actions.
 *
 * Believes what the middleware sealed for this request, for 60 seconds; verifies the token itself after that, or where the middleware
 * had no key to seal with. The session's own expiry counts either way.
 *
 * `auth.protect()` lets the request on or ends it: the sign-in page for pages, 401 for server actions and programs, else not found.
 *
 * @throws AuthError `ERR_AUTH_MIDDLEWARE_MISSING` on a route that the middleware did not see, unless the request carries a token and the
 *   keys are at hand; `ERR_AUTH_CACHED_SCOPE` inside of `"use cache"` or `unstable_cache()`.
 */
export const auth: AuthHandle = /* @__PURE__ */ createAuthFunction(
  /* @__PURE__ */ createServerSource(),
  readNextHeaders,
)

/** Ends the rendering. */
function stop(outcome: Outcome, request: ServerRequest): never {
  if (outcome.kind === 'deny') throw createFallbackError(outcome.status)
  const { to } = outcome
  if (typeof to === 'object')
    throw createRedirectError(request.server.toApplicationUrl(to.url, toClerkUrl(request)).href)
  throw createRedirectError(toPage(request, 'sign-in', to === 'tasks', undefined))
}

/** Adds the redirects to a session's object, without reading its lazy fields. */
function withRedirects(found: AuthObject, request: ServerRequest): AuthObject {
  if (found.tokenType !== 'session_token') return found
  const isPending = found.sessionStatus === 'pending'
  const to =
    (page: SignInTarget['page']) =>
    (options?: RedirectOptions): never => {
      throw createRedirectError(toPage(request, page, isPending, options?.returnBackUrl))
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
): string {
  const clerkUrl = toClerkUrl(request)
  // Without a hand-over the path is not known, and returning to the front page would lose it silently.
  const target = request.found.kind === 'opened' ? returnBackUrl : (returnBackUrl ?? null)
  const devBrowser = readDevBrowser(request)
  return request.server.toSignInUrl({ page, clerkUrl, returnBackUrl: target, isPending, devBrowser }).href
}

/** The URL of the page; without a hand-over the front page, since server code does not see its path. */
function toClerkUrl(request: ServerRequest): string {
  if (request.found.kind === 'opened') return request.found.contents.clerkUrl
  return `${request.server.toPublicOrigin(toRequestLike(request))}/`
}

/** From the URL, or else the unsuffixed cookie, as the protocol has it here. @see protocol.md 15.4 */
function readDevBrowser({ headers: seen, found }: ServerRequest): string {
  const url = found.kind === 'opened' ? found.contents.clerkUrl : null
  const given = url === null ? null : new URL(url).searchParams.get(DEV_BROWSER_PARAM)
  if (given !== null && given !== '') return given
  const pairs = (seen.get(COOKIE_HEADER) ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${DEV_BROWSER_COOKIE}=`))?.slice(DEV_BROWSER_COOKIE.length + 1) ?? ''
}

function toRequestLike({
  headers: seen,
  found,
}: ServerRequest): Parameters<ServerRequest['server']['readCircumstances']>[0] {
  const url = found.kind === 'opened' ? found.contents.clerkUrl : 'http://localhost/'
  // Server code does not see the method. Only a POST runs an action, so one that names an action is taken for a POST.
  return { method: 'POST', url, headers: { get: (name) => seen.get(name), forEach: () => {} } }
}
