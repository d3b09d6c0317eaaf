/**
 * Guard room. What server code has of a request → the request that a handle asks about. Waits only where a token is verified anew.
 *
 * @see rulings.md 3; protocol.md 15.5, 15.11
 */
import type { SignInPage } from '../decision/to-sign-in-url.ts'
import { Later, whenKnown, type Soon } from '../foundation/soon.ts'
import { decideProtection } from '../protection/decide-protection.ts'
import type { Requirement } from '../protection/requirement.ts'
import type { HeaderReader } from '../request/request-facts.ts'
import type { OpenedHandover } from '../seal/handover-contents.ts'
import type { RedirectOptions } from '../session/auth-handle.ts'
import type { AuthObject, DebugView, SessionAuth } from '../session/auth-object.ts'
import { narrowAuth } from '../session/narrow-auth.ts'
import { toSignedOutAuth } from '../session/to-session-auth.ts'
import { DEV_BROWSER_COOKIE, DEV_BROWSER_PARAM } from '../wire/query.ts'
import { AUTHORIZATION_HEADER, COOKIE_HEADER } from '../wire/headers.ts'
import { TOKEN_TYPES, type AcceptsToken } from '../wire/token-types.ts'
import type { Decided, Refused, Subject } from './create-auth-handle.ts'
import type { ServerAuth } from './create-server-auth.ts'

/** How server code learns who is here. */
export type HandedOver =
  | {
      /** A seal that opened: what it says is believed. */
      readonly kind: 'opened'
      /** From `openHandover`. */
      readonly handover: OpenedHandover
    }
  | {
      /** The middleware ran and had no key to seal with: what it accepted is verified again. */
      readonly kind: 'unsealed'
      /** What it accepted, or null. */
      readonly token: string | null
    }
  | {
      /** The middleware did not run, so nobody is here. */
      readonly kind: 'unseen'
    }

/** A request, as far as server code sees it. */
export interface ServerRequest {
  /** The headers that server code sees. */
  readonly headers: HeaderReader
  /** What the middleware handed over. */
  readonly handed: HandedOver
  /**
   * Finds who answers for the options that belong to the request. For an unseen one it is asked only where somebody is to be sent away.
   *
   * @param caller Stands in messages.
   */
  readonly findServer: (caller: 'auth()' | 'auth.protect()') => ServerAuth
}

/** What a framework is asked to do in place of showing the page. */
export type ServerStop =
  | {
      /** Send the browser elsewhere. */
      readonly kind: 'redirect'
      /** Where to; never the page itself, as far as that is known. */
      readonly location: URL
    }
  | {
      /** Show the framework's own page for the status. */
      readonly kind: 'refuse'
      /** 401: nobody is signed in, and a program asks; 403 and 404: they may not be here. */
      readonly status: 401 | 403 | 404
    }

/** The request that is asked about. */
export interface ServerSubject extends Subject<ServerStop> {
  /** The session, where nothing can be awaited. Null: its token has to be verified with a key that is not there yet. */
  readonly readSessionNow: (isPendingSignedOut: boolean) => SessionAuth | null
}

/** Makes the subject. */
export function createServerSubject(request: ServerRequest): ServerSubject {
  return {
    readSessionNow: (isPendingSignedOut) => readSessionNow(request, isPendingSignedOut),
    read: (accepts, isPendingSignedOut) => read(request, accepts, isPendingSignedOut),
    decide: (requirement, found, holds) => decide(request, requirement, found, holds),
    toRedirect(page, isPending, returnBackUrl) {
      const server = request.findServer('auth()')
      return toEnding(request, server, toPage(request, server, page, isPending, returnBackUrl))
    },
  }
}

function read(request: ServerRequest, accepts: AcceptsToken, isPendingSignedOut: boolean): Soon<AuthObject> {
  const { handed, headers, findServer } = request
  if (handed.kind === 'unseen') return toSignedOutAuth(null, toUnseenView)
  const server = findServer('auth()')
  if (handed.kind === 'opened' && !isMachineLeft(handed.handover, headers, accepts)) {
    return restore(handed.handover, server, isPendingSignedOut)
  }
  // What the middleware accepted may be newer than what the request carries; it is verified all the same.
  const token = handed.kind === 'opened' ? handed.handover.token : handed.token
  const how = { handover: handed.kind === 'opened' ? 'opened' : 'verified, not sealed' }
  return whenKnown(server.verify(headers, token, how), (access) =>
    access === null ? toSignedOutAuth(null, () => how) : access.read(accepts, isPendingSignedOut),
  )
}

function readSessionNow(request: ServerRequest, isPendingSignedOut: boolean): SessionAuth | null {
  const found = read(request, 'session_token', isPendingSignedOut)
  if (found instanceof Later) return null
  return found.tokenType === 'session_token' ? found : toSignedOutAuth(null, found.debug)
}

const toUnseenView = (): DebugView => ({ handover: 'the middleware did not run, so nobody is here' })

/** A machine token that the middleware left for us to verify, because it verifies them only when asked. */
function isMachineLeft({ contents }: OpenedHandover, headers: HeaderReader, accepts: AcceptsToken): boolean {
  return !contents.isMachineAsked && accepts !== 'session_token' && Boolean(headers.get(AUTHORIZATION_HEADER))
}

function restore(handover: OpenedHandover, server: ServerAuth, isPendingSignedOut: boolean): AuthObject {
  const { status, reason, trace, machineAuth } = handover.contents
  const debug = (): DebugView => ({ status, reason, trace, handover: 'opened' })
  if (machineAuth === null) return server.restoreSession(handover, isPendingSignedOut, debug)
  const kind = TOKEN_TYPES.find((type) => type === machineAuth['tokenType']) ?? 'session_token'
  return server.restoreMachine(handover, debug) ?? narrowAuth(server.nobody(), kind, debug)
}

/** Decides. Where the middleware ran with `debug`, the log is told of a refusal, joined to what it was told before. */
function decide(
  request: ServerRequest,
  requirement: Requirement,
  found: AuthObject,
  holds: boolean,
): Decided<ServerStop> {
  const { handed, headers, findServer } = request
  const server = findServer('auth.protect()')
  const contents = handed.kind === 'opened' ? handed.handover.contents : null
  // The same facts about who reads the answer as the middleware had, where its seal opened; else what the headers still say.
  const seen = server.readCircumstances(headers)
  const circumstances = { ...seen, ...contents?.reader, stateReason: null }
  const trace: string[] = []
  const outcome = decideProtection(found, requirement, holds, circumstances, trace)
  if (outcome.kind === 'allow') return outcome
  if (contents !== null) {
    const auth = narrowAuth(found, requirement.accepts, found.debug)
    server.explain(contents.mark, contents.clerkUrl, { requirement, auth, outcome, trace })
  }
  return { kind: 'refuse', refusal: toStop(request, server, outcome) }
}

function toStop(request: ServerRequest, server: ServerAuth, outcome: Refused): ServerStop {
  // A page can say nothing else from here; 503 is for programs, whom 401 tells as much.
  if (outcome.kind === 'deny') return { kind: 'refuse', status: outcome.status === 503 ? 401 : outcome.status }
  const { to } = outcome
  const location =
    typeof to === 'object'
      ? server.toApplicationUrl(to.url, toClerkUrl(request, server))
      : toPage(request, server, 'sign-in', to === 'tasks', undefined)
  return toEnding(request, server, location)
}

/** Sends the browser elsewhere; one that would come back to this very page is refused. */
function toEnding({ handed }: ServerRequest, server: ServerAuth, location: URL): ServerStop {
  // Without a hand-over the page is not known.
  const clerkUrl = handed.kind === 'opened' ? handed.handover.contents.clerkUrl : null
  const ending = clerkUrl === null ? location : server.toEndingRedirect(location, clerkUrl)
  return ending === null ? { kind: 'refuse', status: 401 } : { kind: 'redirect', location: ending }
}

function toPage(
  request: ServerRequest,
  server: ServerAuth,
  page: SignInPage,
  isPending: boolean,
  returnBackUrl: RedirectOptions['returnBackUrl'],
): URL {
  // Without a hand-over the path is not known, and returning to the front page would lose it silently.
  const target = request.handed.kind === 'opened' ? returnBackUrl : (returnBackUrl ?? null)
  const clerkUrl = toClerkUrl(request, server)
  const devBrowser = readDevBrowser(request)
  return server.toSignInUrl({ page, clerkUrl, returnBackUrl: target, isPending, devBrowser })
}

/** The URL of the page; without a hand-over the front page, since server code does not see its path. */
function toClerkUrl({ handed, headers }: ServerRequest, server: ServerAuth): string {
  return handed.kind === 'opened' ? handed.handover.contents.clerkUrl : `${server.toPublicOrigin(headers)}/`
}

/** From the URL, or else the unsuffixed cookie, as the protocol has it here. @see protocol.md 15.4 */
function readDevBrowser({ headers, handed }: ServerRequest): string {
  const url = handed.kind === 'opened' ? handed.handover.contents.clerkUrl : null
  const given = url === null ? null : new URL(url).searchParams.get(DEV_BROWSER_PARAM)
  if (given !== null && given !== '') return given
  const pairs = (headers.get(COOKIE_HEADER) ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${DEV_BROWSER_COOKIE}=`))?.slice(DEV_BROWSER_COOKIE.length + 1) ?? ''
}
