/**
 * Guard room. For server code that runs apart from the middleware: what was handed over → the same objects and answers. Waits only where
 * a token is verified anew.
 *
 * @see rulings.md 3
 */
import { createGetToken, type AuthAccess } from './auth-access.ts'
import { createAuth, readVisit, type Auth } from './create-auth.ts'
import type { Soon } from '../foundation/soon.ts'
import { findInstanceForRequest, type FoundInstance } from '../tenancy/find-instance.ts'
import { toApplicationUrl, toSignInUrl, type SignInPage } from '../decision/to-sign-in-url.ts'
import { toChallenge } from '../decision/to-guard-deny.ts'
import type { Instance } from '../tenancy/instance.ts'
import { readNowMs, toPorts, type AuthEvent, type Ports } from '../foundation/ports.ts'
import { explainServer, type AskedOnServer } from './explain.ts'
import type { DebugMark } from '../decision/auth-decision.ts'
import type { Circumstances } from '../protection/access-rules.ts'
import { toPublicUrl } from '../request/public-url.ts'
import { readRequest } from '../request/read-request.ts'
import { toHeadersOnly, type HeaderReader, type RequestLike } from '../request/request-facts.ts'
import { isSamePath } from '../routing/is-same-path.ts'
import type { OpenedHandover } from '../seal/handover-contents.ts'
import type { AnyMachineAuth, DebugView, SessionAuth, SignedOutAuth } from '../session/auth-object.ts'
import { toMachineAuth } from '../session/narrow-auth.ts'
import { toSessionAuth, toSignedOutAuth } from '../session/to-session-auth.ts'
import { toPlainText } from '../foundation/to-network-fault.ts'
import type { AuthOptions } from '../settings/auth-options.ts'
import { restoreClaims, restoreMachineFacts } from '../verification/restore-claims.ts'
import { Visit } from '../walk/visit.ts'
import {
  AUTHORIZATION_HEADER,
  COOKIE_HEADER,
  FORWARDED_HOST_HEADER,
  FORWARDED_PROTO_HEADER,
  HOST_HEADER,
} from '../wire/headers.ts'

/** Where a person is sent to sign in, and from where. */
export interface SignInTarget {
  /** Sign in or sign up. */
  readonly page: SignInPage
  /** URL that the browser sees. */
  readonly clerkUrl: string
  /** Where to come back to. Absent: `clerkUrl`. Null: nowhere. */
  readonly returnBackUrl?: string | URL | null | undefined
  /** Whether the session is pending; then its page for unfinished tasks is the target. */
  readonly isPending: boolean
  /** Token of the development browser; empty when there is none. */
  readonly devBrowser: string
}

/** Answers for one set of options. */
export interface ServerAuth {
  /** Decides a request, as in the middleware: for a token that has to be verified again. */
  readonly auth: Auth
  /** The object of somebody who is not signed in. */
  nobody(): SignedOutAuth
  /**
   * The session that was handed over. A signed-in object needs what `openHandover` returned: nothing else is believed.
   *
   * @param debug How the answer came about, for `debug()`. Default: nothing.
   * @returns Nobody when no session was handed over, when it was handed over to another instance, when its seal was older than a minute as
   *   it opened, and when its token has run out.
   */
  restoreSession(handover: OpenedHandover, treatPendingAsSignedOut: boolean, debug?: () => DebugView): SessionAuth
  /**
   * The object of the machine token that was handed over. Nothing but what `openHandover` returned is believed.
   *
   * @param debug As above.
   * @returns Null when no machine token that holds was handed over, or to another instance, or when its seal was older than a minute as it
   *   opened.
   */
  restoreMachine(handover: OpenedHandover, debug?: () => DebugView): AnyMachineAuth | null
  /** Where people sign in or sign up. @throws ERR_AUTH_SIGN_IN_URL_MISSING */
  toSignInUrl(target: SignInTarget): URL
  /** Where a URL of the developer's leads; a path is one of the application. @throws TypeError for what is no URL. */
  toApplicationUrl(url: string | URL, clerkUrl: string): URL
  /** A redirect of a page, or null where it leads to the page itself and would never end. The log is told of that once. */
  toEndingRedirect(location: URL, clerkUrl: string): URL | null
  /**
   * Verifies what proves somebody, by the rules of a middleware, except that nothing can travel or be renewed.
   *
   * @param headers Of those only the ones that prove something are read.
   * @param token What the middleware accepted, in place of what the headers carry; null: nothing.
   * @param more What `debug()` shows beside the state.
   * @returns Null: nobody can be here.
   */
  verify(headers: HeaderReader, token: string | null, more: DebugView): Soon<AuthAccess | null>
  /** Origin under which the browser sees a request; forwarded headers count as in the middleware. */
  toPublicOrigin(headers: HeaderReader): string
  /** What headers say about who reads the answer, and what the options say about programs. */
  readCircumstances(headers: HeaderReader): Omit<Circumstances, 'stateReason'>
  /**
   * Tells the log of a refusal of server code, joined to the middleware's decision by `mark` of its hand-over. Does nothing without one.
   *
   * @param asked What `protect()` was asked, of whom, and what came of it.
   */
  explain(mark: DebugMark | null, clerkUrl: string, asked: AskedOnServer): void
  /** Value of `WWW-Authenticate` for OAuth clients. */
  readonly challenge: string
}

/** Prepares answers; instances are kept by their keys, as for a function of options. */
export function createServerAuth(ports: Partial<Ports> = {}): (options: AuthOptions) => ServerAuth {
  const complete = toPorts(ports)
  // By what does not depend on who asks.
  const prepared = new WeakMap<Instance['settings'], ServerAuth>()
  return (options) => {
    const found = findInstanceForRequest(options, complete)
    const instance = found.current()
    const known = prepared.get(instance.settings)
    if (known !== undefined) return known
    const created = toServerAuth(found, instance, options, complete)
    prepared.set(instance.settings, created)
    return created
  }
}

function toServerAuth(found: FoundInstance, instance: Instance, options: AuthOptions, ports: Ports): ServerAuth {
  const { settings } = instance
  const { publishableKey } = settings
  const nobody = (): SignedOutAuth => toSignedOutAuth(null, toNothing)
  return {
    auth: createAuth(options, ports),
    nobody,
    restoreSession(handover, treatPendingAsSignedOut, debug = toNothing) {
      const claims = restoreClaims({ handover, publishableKey }, readNowMs(ports), settings.tokens.clockSkewMs)
      if (claims === null) return toSignedOutAuth(null, debug)
      const known = { sessionId: claims.sid, token: handover.token ?? '' }
      return toSessionAuth(claims, treatPendingAsSignedOut, createGetToken(instance, known), debug)
    },
    restoreMachine(handover, debug = toNothing) {
      const facts = restoreMachineFacts({ handover, publishableKey })
      return facts === null ? null : toMachineAuth(facts, handover.token ?? '', debug)
    },
    toSignInUrl({ clerkUrl, page, returnBackUrl, isPending, devBrowser }) {
      const publicUrl = toPublicUrl(clerkUrl, { forwardedHost: null, forwardedProto: null, host: null }, [])
      return toSignInUrl({ page, returnBackUrl, publicUrl, isPending, devBrowser }, settings)
    },
    toApplicationUrl: (url, clerkUrl) => toApplicationUrl(url, clerkUrl, settings),
    toEndingRedirect(location, clerkUrl) {
      const { origin, pathname } = new URL(clerkUrl)
      if (location.origin !== origin || !isSamePath(location.pathname, pathname)) return location
      instance.reportOnce(toLoopEvent(pathname))
      return null
    },
    verify: (headers, token, more) => readVisit(new Visit(found.current(), toProof(headers, token)), more),
    toPublicOrigin(headers) {
      return readRequest(toHeadersOnly(headers, FRONT_PAGE), settings.tokens.authorizedParties).publicUrl.origin
    },
    readCircumstances(headers) {
      const { isPage, isServerAction } = readRequest(toHeadersOnly(headers, FRONT_PAGE), [])
      return { isPage, isServerAction, ...settings.refusals }
    },
    explain(mark, clerkUrl, asked) {
      if (mark !== null) explainServer(instance, mark, clerkUrl, asked)
    },
    challenge: toChallenge(settings),
  }
}

const toNothing = (): DebugView => ({})

/** Stands for the address of a request that names no host. */
const FRONT_PAGE = 'http://localhost/'
/** The headers that prove something. Those that make a request a navigation stay away: server code cannot send a browser on a handshake. */
const PROOF_HEADERS = [AUTHORIZATION_HEADER, COOKIE_HEADER, HOST_HEADER, FORWARDED_HOST_HEADER, FORWARDED_PROTO_HEADER]

function toProof(headers: HeaderReader, token: string | null): RequestLike {
  const get = (name: string): string | null => {
    if (token !== null && name === AUTHORIZATION_HEADER) return `Bearer ${token}`
    return PROOF_HEADERS.includes(name) ? headers.get(name) : null
  }
  return toHeadersOnly({ get }, FRONT_PAGE)
}

function toLoopEvent(pathname: string): AuthEvent {
  return {
    level: 'warn',
    event: 'redirect-to-itself',
    message: `The page ${toPlainText(pathname)} redirects to itself, so it was refused instead. Do not ask auth.protect() on a page for signing in, and let unauthenticatedUrl and unauthorizedUrl lead to pages that everybody may see.`,
  }
}
