/**
 * Decision room. How authentication ended, before any guard ran, and what every answer says of it. Pure.
 *
 * @see protocol.md 2.4, 5.4, 6.3
 */
import type { Verified } from '../claims/verified.ts'
import type { RequestFacts } from '../request/request-facts.ts'
import type { Settings } from '../settings/settings.ts'
import { AUTH_MESSAGE_HEADER, AUTH_REASON_HEADER, AUTH_STATUS_HEADER, CACHE_CONTROL_HEADER } from '../wire/headers.ts'
import type { Reason } from '../wire/reasons.ts'
import type { SessionClaims } from '../wire/claims.ts'
import type { DebugMark, Deny, Handover, HeaderList } from './auth-decision.ts'

/** A session whose signature, time window and parties were checked. */
export interface VerifiedSession {
  readonly claims: Verified<SessionClaims>
  /** The token, as it may be handed on to the application. */
  readonly token: string
}

/** Cookies that the provider set in a handshake or a refresh, to be passed on; and where the browser goes to lose the result from its URL. */
interface Fresh {
  readonly setCookies: readonly string[]
  readonly location: URL | null
  /**
   * The tables wanted the browser to travel, and this request could not: a navigation to the same address would, and may come back with
   * more. False where it did travel, need not, or has travelled too often already.
   */
  readonly isRecoverable: boolean
}

export interface SignedInState extends Fresh {
  readonly status: 'signed-in'
  /** Null: a machine token was verified, and no session is at hand. */
  readonly session: VerifiedSession | null
}
export interface SignedOutState extends Fresh {
  readonly status: 'signed-out'
  readonly reason: Reason
  /** For people; often empty. */
  readonly message: string
}
/** The browser travels. */
interface HandshakeState {
  readonly status: 'handshake'
  readonly reason: Reason
  readonly message: string
  readonly setCookies: readonly string[]
  readonly location: URL
}
/** The browser asked in advance for a page that it has to ask for in earnest. */
interface RefusedState {
  readonly status: 'refused'
  readonly reason: 'prefetch-refused'
}
export type AuthState = SignedInState | SignedOutState | HandshakeState | RefusedState

/** The header of a response that nobody may keep. */
export const NO_STORE: readonly [string, string] = [CACHE_CONTROL_HEADER, 'no-store']

const NO_COOKIES: readonly string[] = []
const NO_HEADERS: HeaderList = []
/** What a header can carry. */
const SAFE_TEXT = /^[\x20-\x7e]*$/

/** Nobody is signed in, and nothing has to be set or sent. @param message For people. Default: none. */
export function toSignedOut(reason: Reason, message = ''): SignedOutState {
  return { status: 'signed-out', reason, message, setCookies: NO_COOKIES, location: null, isRecoverable: false }
}

/** Signed in by a token that was at hand. @param session Null: by a machine token. */
export function toSignedIn(session: SignedInState['session']): SignedInState {
  return { status: 'signed-in', session, setCookies: NO_COOKIES, location: null, isRecoverable: false }
}

/** Why the request is not signed in; null when it is. */
export function toReason(state: AuthState): Reason | null {
  return state.status === 'signed-in' ? null : state.reason
}

/** The cookies that go along. */
export function toSetCookies(state: AuthState): readonly string[] {
  return state.status === 'refused' ? NO_COOKIES : state.setCookies
}

/** The headers that say how authentication ended. None for somebody who is signed in. */
export function toStateHeaders(state: AuthState): HeaderList {
  if (state.status === 'refused' || state.status === 'signed-in') return NO_HEADERS
  const { status, reason, message } = state
  const headers: HeaderList = SAFE_TEXT.test(reason)
    ? [
        [AUTH_STATUS_HEADER, status],
        [AUTH_REASON_HEADER, reason],
      ]
    : [[AUTH_STATUS_HEADER, status]]
  return message !== '' && SAFE_TEXT.test(message) ? [...headers, [AUTH_MESSAGE_HEADER, message]] : headers
}

/** What a decision remembers of its request. */
export interface DecisionContext {
  readonly facts: RequestFacts
  readonly settings: Settings
  /** Null unless what is decided is to be told. */
  readonly mark: DebugMark | null
  /** Names of the rules that decided so far. */
  readonly trace: readonly string[]
  /** The request carries an OAuth token, whether or not anybody asked for it. */
  readonly isOAuthShown: boolean
}

/**
 * What server code apart from the middleware is told of a request. Everything of it is known once the request was authenticated.
 *
 * @see rulings.md 3; protocol.md 15.6
 */
export function toHandover(state: AuthState, { facts, settings, mark }: DecisionContext): Handover {
  const isSignedIn = state.status === 'signed-in'
  return {
    status: isSignedIn ? 'signed-in' : 'signed-out',
    reason: toReason(state),
    message: state.status === 'signed-out' ? state.message : '',
    token: isSignedIn ? (state.session?.token ?? null) : null,
    clerkUrl: facts.publicUrl.href,
    publishableKey: settings.publishableKey,
    secretKey: settings.secretKey,
    frontendApiHost: settings.keyHost,
    isDevelopment: settings.isDevelopment,
    reader: {
      isPage: facts.isPage,
      isServerAction: facts.isServerAction,
      isPrefetch: facts.isPrefetch,
      isRouterFetch: facts.isRouterFetch,
    },
    mark,
  }
}

/**
 * What every decision against a request says of its state.
 *
 * @param headers Those of the decision itself; those of the state follow.
 * @param context Null: it was decided before any rule of the application was asked, so nothing is handed over.
 */
export function toStopped(
  state: AuthState,
  headers: HeaderList,
  trace: readonly string[],
  context: DecisionContext | null = null,
): Pick<Deny, 'setCookies' | 'responseHeaders' | 'recovery' | 'handover' | 'trace'> {
  return {
    setCookies: toSetCookies(state),
    responseHeaders: [...headers, ...toStateHeaders(state), NO_STORE],
    recovery: context === null ? null : toRecovery(state, context.facts),
    handover: context === null ? null : () => toHandover(state, context),
    trace,
  }
}

/** Only a state that was reached without travelling can be bettered by it. */
function toRecovery(state: AuthState, facts: RequestFacts): string | null {
  const isStill = state.status === 'signed-in' || state.status === 'signed-out'
  return isStill && state.isRecoverable ? facts.publicUrl.href : null
}
