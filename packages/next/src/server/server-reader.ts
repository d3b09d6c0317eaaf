/**
 * What was handed over + what a caller accepts → who is here, for server code. Waits only where a token has to be verified again.
 *
 * @see rulings.md 3; protocol.md 15.11
 */
import type { AcceptsToken, AuthObject, AuthOptions, Circumstances, DebugView, ServerAuth } from '@postern/core'
import { AuthError, narrowAuth, toSignedOutAuth } from '@postern/core'
import {
  AUTHORIZATION_HEADER,
  COOKIE_HEADER,
  FORWARDED_HOST_HEADER,
  FORWARDED_PROTO_HEADER,
  HOST_HEADER,
  MACHINE_TOKEN_TYPES,
  SESSION_COOKIE,
} from '@postern/core/wire'
import type { Found, HeaderReader, Opened } from './read-handover.ts'

/** What was handed over, and can be believed or verified. */
type Handed = Extract<Found, { readonly kind: 'opened' | 'unsealed' }>

/** Nothing was handed over, so nobody is here. */
interface Unseen {
  readonly kind: 'unseen'
  /** The middleware might have found somebody: such a request is never sent to sign in, where it would come back from. */
  readonly hasProof: boolean
}

/** A request as server code sees it, and how to answer for it. */
export interface ServerRequest {
  readonly headers: HeaderReader
  readonly found: Handed | Unseen
  /** Answers for the options that belong to the request. Throws for an unseen request of an application whose keys are not at hand. */
  readonly server: ServerAuth
}

/** The headers that prove something. Those that make a request a navigation stay away: server code cannot send a browser on a handshake. */
const PROOF_HEADERS = [AUTHORIZATION_HEADER, COOKIE_HEADER, HOST_HEADER, FORWARDED_HOST_HEADER, FORWARDED_PROTO_HEADER]

/**
 * Who is here.
 *
 * @returns Narrowed to what the caller accepts. Signed out for a request that proves nothing itself.
 */
export async function readAuth(
  request: ServerRequest,
  accepts: AcceptsToken,
  isPendingSignedOut: boolean,
): Promise<AuthObject> {
  const known = readKnown(request, accepts, isPendingSignedOut)
  if (known !== null) return known
  const verified = await verify(request, accepts, isPendingSignedOut)
  return withDebug(verified, () => ({ ...verified.debug(), handover: toHow(request.found) }))
}

/** The same where nothing has to be verified: the seal says it, or nobody can be here. Else null. */
export function readKnown(
  request: ServerRequest,
  accepts: AcceptsToken,
  isPendingSignedOut: boolean,
): AuthObject | null {
  const { found } = request
  if (found.kind === 'unseen') return narrow(toUnseen(), accepts)
  if (found.kind !== 'opened' || isMachineLeft(found, request, accepts)) return null
  return narrow(restore(found, request.server, isPendingSignedOut), accepts)
}

/** The same where nothing can be awaited, for sessions. Null: the token would have to be verified again. */
export function readSessionNow(request: ServerRequest, isPendingSignedOut: boolean): AuthObject | null {
  const known = readKnown(request, 'session_token', isPendingSignedOut)
  if (known !== null) return known
  const { server } = request
  const decision = server.auth.decideNow(toProof(request))
  if (decision === null) return null
  return decision.kind === 'pass' ? narrow(decision.auth, 'session_token') : server.nobody()
}

/** The same facts about who reads the answer as the middleware had, where its seal opened; else what the headers still say. */
export function readCircumstances(request: ServerRequest): Circumstances {
  const { found, server } = request
  const read = server.readCircumstances(toRequestLike(request))
  const { isPage, isServerAction } = found.kind === 'opened' ? found.contents.reader : read
  return { ...read, isPage, isServerAction, stateReason: null }
}

/** The URL of the page; without a hand-over the front page, since server code does not see its path. */
export function toClerkUrl(request: ServerRequest): string {
  if (request.found.kind === 'opened') return request.found.contents.clerkUrl
  return `${request.server.toPublicOrigin(toRequestLike(request))}/`
}

function toRequestLike({ headers: seen }: ServerRequest): Parameters<ServerAuth['readCircumstances']>[0] {
  // Server code does not see the method. Only a POST runs an action, so one that names an action is taken for a POST.
  return { method: 'POST', url: 'http://localhost/', headers: { get: (name) => seen.get(name), forEach: () => {} } }
}

function toUnseen(): AuthObject {
  return toSignedOutAuth(null, () => ({ handover: 'the middleware did not run, so nobody is here' }))
}

/** Whether the request carries what the middleware might have accepted. */
export function hasProof(headers: HeaderReader): boolean {
  if (headers.get(AUTHORIZATION_HEADER)) return true
  return (headers.get(COOKIE_HEADER) ?? '').split(';').some((pair) => pair.trim().startsWith(SESSION_COOKIE))
}

/** What is said where the middleware did not run. */
export function createMissingError(caller: string): AuthError {
  return new AuthError(
    'ERR_AUTH_MIDDLEWARE_MISSING',
    `${caller} was called on a route that clerkMiddleware() did not see. Export it from proxy.ts (Next 16) or middleware.ts (Next 15) in the root or in src/, and let a line of config.matcher match this route.`,
  )
}

function restore(found: Opened, server: ServerAuth, isPendingSignedOut: boolean): AuthObject {
  const { status, reason, trace } = found.contents
  return withDebug(toRestored(found, server, isPendingSignedOut), () => ({
    status,
    reason,
    trace,
    handover: toHow(found),
  }))
}

function toRestored({ handover, contents }: Opened, server: ServerAuth, isPendingSignedOut: boolean): AuthObject {
  const { machineAuth } = contents
  if (machineAuth === null) return server.restoreSession(handover, isPendingSignedOut)
  const kind = MACHINE_TOKEN_TYPES.find((type) => type === machineAuth['tokenType'])
  return server.restoreMachine(handover) ?? narrow(server.nobody(), kind ?? 'session_token')
}

/** How server code came by its answer, for `debug()`. */
function toHow(found: ServerRequest['found']): string {
  return found.kind === 'opened' ? 'opened' : 'verified, not sealed'
}

/** The same object, its lazy fields unread, with another view of how it came about. */
function withDebug<A extends AuthObject>(auth: A, debug: () => DebugView): A {
  const copy: A = Object.create(Object.prototype, Object.getOwnPropertyDescriptors(auth))
  return Object.assign(copy, { debug })
}

/** A machine token that the middleware left for us to verify, because it verifies them only when asked. */
function isMachineLeft(found: Opened, { headers }: ServerRequest, accepts: AcceptsToken): boolean {
  return !found.contents.isMachineAsked && accepts !== 'session_token' && Boolean(headers.get(AUTHORIZATION_HEADER))
}

/** Verifies what the middleware accepted, or what the request carries. Decided like any request, except that it cannot travel or renew. */
async function verify(request: ServerRequest, accepts: AcceptsToken, isPendingSignedOut: boolean): Promise<AuthObject> {
  const { server } = request
  const decision = await server.auth.decide(toProof(request), (handle) =>
    handle({ acceptsToken: accepts, treatPendingAsSignedOut: isPendingSignedOut }),
  )
  if (decision.kind === 'pass' && decision.guarded !== undefined) return decision.guarded
  return narrow(server.nobody(), accepts)
}

/** The request to verify. Not a GET, so that no session is renewed whose cookies could not be set. */
function toProof({ headers, found }: ServerRequest): Request {
  const proof = new Headers()
  for (const name of PROOF_HEADERS) {
    const value = headers.get(name)
    if (value !== null) proof.set(name, value)
  }
  // What the middleware accepted may be newer than what the request carries; it is verified all the same.
  const token = found.kind === 'opened' || found.kind === 'unsealed' ? found.token : null
  if (token !== null) proof.set(AUTHORIZATION_HEADER, `Bearer ${token}`)
  return new Request('http://server.invalid/', { method: 'POST', headers: proof })
}

function narrow(auth: AuthObject, accepts: AcceptsToken): AuthObject {
  return narrowAuth(auth, accepts, auth.debug)
}

/** Whether these options name an instance and can verify its tokens. */
export function hasKeys(options: AuthOptions): boolean {
  return Boolean(options.publishableKey) && Boolean(options.secretKey || options.jwtKey)
}
