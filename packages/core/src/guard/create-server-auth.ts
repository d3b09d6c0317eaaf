/**
 * Corridor. For server code that runs apart from the middleware: what was handed over → the same objects and answers. Waits only where
 * a token is verified anew.
 *
 * @see rulings.md 3
 */
import { createGetToken } from './auth-access.ts'
import { createAuth, type Auth } from './create-auth.ts'
import { findInstanceForRequest } from '../tenancy/find-instance.ts'
import { toApplicationUrl, toSignInUrl, type SignInPage } from '../decision/to-sign-in-url.ts'
import { toChallenge } from '../decision/to-guard-deny.ts'
import type { Instance } from '../tenancy/instance.ts'
import { readNowMs, toPorts, type AuthEvent, type Ports } from '../foundation/ports.ts'
import { explainServer } from './explain.ts'
import type { DebugMark } from '../decision/auth-decision.ts'
import type { Circumstances } from '../protection/access-rules.ts'
import type { ProtectionOutcome } from '../protection/decide-protection.ts'
import { type Requirement, toQuestion } from '../protection/requirement.ts'
import { toPublicUrl } from '../request/public-url.ts'
import { readRequest } from '../request/read-request.ts'
import type { RequestLike } from '../request/request-facts.ts'
import { isSamePath } from '../routing/is-same-path.ts'
import type { OpenedHandover } from '../seal/handover-contents.ts'
import type { AnyMachineAuth, AuthObject, SessionAuth, SignedOutAuth } from '../session/auth-object.ts'
import { toMachineAuth } from '../session/to-machine-auth.ts'
import { toSessionAuth, toSignedOutAuth } from '../session/to-session-auth.ts'
import { toPlainText } from '../foundation/to-network-fault.ts'
import type { AuthOptions } from '../settings/auth-options.ts'
import { restoreClaims, restoreMachineFacts } from '../verification/restore-claims.ts'

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
   * @returns Nobody when no session was handed over, when it was handed over to another instance or more than a minute ago, and when its
   *   token has run out.
   */
  restoreSession(handover: OpenedHandover, treatPendingAsSignedOut: boolean): SessionAuth
  /**
   * The object of the machine token that was handed over. Nothing but what `openHandover` returned is believed.
   *
   * @returns Null when no machine token that holds was handed over, or to another instance, or more than a minute ago.
   */
  restoreMachine(handover: OpenedHandover): AnyMachineAuth | null
  /** Where people sign in or sign up. @throws ERR_AUTH_SIGN_IN_URL_MISSING */
  toSignInUrl(target: SignInTarget): URL
  /** Where a URL of the developer's leads; a path is one of the application. @throws TypeError for what is no URL. */
  toApplicationUrl(url: string | URL, clerkUrl: string): URL
  /** A redirect of a page, or null where it leads to the page itself and would never end. The log is told of that once. */
  toEndingRedirect(location: URL, clerkUrl: string): URL | null
  /** Origin under which the browser sees a request; forwarded headers count as in the middleware. */
  toPublicOrigin(request: RequestLike): string
  /** What a request says about who reads the answer, and what the options say about programs. */
  readCircumstances(request: RequestLike): Omit<Circumstances, 'stateReason'>
  /**
   * Tells the log of a refusal of server code, joined to the middleware's decision by `mark` of its hand-over. Does nothing without one.
   *
   * @param asked What `protect()` was asked, of whom, and what came of it.
   */
  explain(mark: DebugMark | null, clerkUrl: string, asked: AskedOnServer): void
  /** Value of `WWW-Authenticate` for OAuth clients. */
  readonly challenge: string
}

/** What server code was asked. */
export interface AskedOnServer {
  readonly requirement: Requirement
  /** The object as it is, before narrowing. */
  readonly auth: AuthObject
  readonly outcome: ProtectionOutcome
  /** The rows that decided, as `decideProtection` pushed them. */
  readonly trace: readonly string[]
}

/** Prepares answers; instances are kept by their keys, as for a function of options. */
export function createServerAuth(ports: Partial<Ports> = {}): (options: AuthOptions) => ServerAuth {
  const complete = toPorts(ports)
  // By what does not depend on who asks.
  const prepared = new WeakMap<Instance['settings'], ServerAuth>()
  return (options) => {
    const found = findInstanceForRequest(options, complete).current()
    const known = prepared.get(found.settings)
    if (known !== undefined) return known
    const created = toServerAuth(found, options, complete)
    prepared.set(found.settings, created)
    return created
  }
}

function toServerAuth(instance: Instance, options: AuthOptions, ports: Ports): ServerAuth {
  const { settings } = instance
  const { publishableKey } = settings
  const debug = (): Record<string, never> => ({})
  const nobody = (): SignedOutAuth => toSignedOutAuth(null, debug)
  return {
    auth: createAuth(options, ports),
    nobody,
    restoreSession(handover, treatPendingAsSignedOut) {
      const claims = restoreClaims({ handover, publishableKey }, readNowMs(ports), settings.tokens.clockSkewMs)
      if (claims === null) return nobody()
      const known = { sessionId: claims.sid, token: handover.token ?? '' }
      return toSessionAuth(claims, treatPendingAsSignedOut, createGetToken(instance, known), debug)
    },
    restoreMachine(handover) {
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
    toPublicOrigin: (request) => readRequest(request, settings.tokens.authorizedParties).publicUrl.origin,
    readCircumstances(request) {
      const { isPage, isServerAction } = readRequest(request, [])
      return { isPage, isServerAction, ...settings.refusals }
    },
    explain(mark, clerkUrl, { requirement, auth, outcome, trace }) {
      if (mark === null || outcome.kind === 'allow') return
      const question = toQuestion(requirement, auth, false, trace[0] ?? '')
      const userId = auth.tokenType === 'session_token' ? auth.userId : null
      const answer = outcome.kind === 'deny' ? (`deny ${outcome.status}` as const) : 'redirect'
      explainServer(instance, { mark, clerkUrl, userId, question, answer })
    },
    challenge: toChallenge(settings),
  }
}

function toLoopEvent(pathname: string): AuthEvent {
  return {
    level: 'warn',
    event: 'redirect-to-itself',
    message: `The page ${toPlainText(pathname)} redirects to itself, so it was refused instead. Do not ask auth.protect() on a page for signing in, and let unauthenticatedUrl and unauthorizedUrl lead to pages that everybody may see.`,
  }
}
