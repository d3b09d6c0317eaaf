/**
 * Decision room. What an adapter must do, and nothing else. Types only.
 *
 * A redirect without a location, an authenticated object without verified claims, or a refusal without a reason does not compile.
 *
 * @see api.md
 */
import type { ReaderFacts } from '../request/request-facts.ts'
import type { AuthHandle } from '../session/auth-handle.ts'
import type { AuthObject } from '../session/auth-object.ts'
import type { Reason } from '../wire/reasons.ts'

/** Name and value. A name may occur more than once; values are appended, never merged. */
export type HeaderList = readonly (readonly [name: string, value: string])[]

/** What every decision sends back to the browser. */
export interface Outbound {
  /** Complete `Set-Cookie` values, each its own header. */
  readonly setCookies: readonly string[]
  /** Headers of the response, to be appended. */
  readonly responseHeaders: HeaderList
  /** Names of the rules that decided, in order. Holds no secret. */
  readonly trace: readonly string[]
}

/** What the application must see instead of what the client sent. */
export interface RequestHeaderEdits {
  /** After a renewal: `Cookie`, with the values that go to the browser with the response. */
  readonly set: HeaderList
  /** Headers that only the middleware may set, and `Cookie` where none is left. */
  readonly remove: readonly string[]
}

/** Let the request through. */
export interface Pass<T> extends Outbound {
  /** Tells a pass from the other decisions. */
  readonly kind: 'pass'
  /** Null when signed in; else why not. */
  readonly reason: Reason | null
  /** The session view: signed in or signed out. Machine tokens are verified when the guard asks for them. */
  readonly auth: AuthObject
  /** The same. @param isPendingSignedOut False: also a session whose person has a task left. */
  session(isPendingSignedOut: boolean): AuthObject
  /**
   * The request is a browser's preflight, let on although its guard refused, because a browser cannot show who is there. Nobody is signed in,
   * and of what the application answers only status and headers are meant for it: keep the body, where the adapter sees it.
   */
  readonly isPreflight: boolean
  /** What the guard returned. */
  readonly guarded: T
  /** What the application must see instead of what the client sent. */
  readonly requestHeaders: RequestHeaderEdits
  /** The questions of a guard, for the application behind the middleware. */
  toBehind(behind?: Behind): AuthHandle
  /** What an adapter hands to server code that runs apart from it. A function, because it holds credentials and must not be printed. */
  readonly handover: () => Handover
  /**
   * The same request, refused after all: for a framework whose own control flow says so. 404 and 401 look as `protect()` would refuse; a 401
   * challenges those who showed an OAuth token.
   */
  refuse(status: 401 | 403 | 404): Deny
  /** The same request, sent elsewhere: for a framework whose own control flow says so. */
  redirect(location: URL, status: Redirect['status']): Redirect
}

/** Code behind a guard, where nobody catches core's own signal any more, and how its framework stops it. */
export interface Behind {
  /** It stands in front of further code, and lets on what it cannot judge: `readPass` reads what then stops it. Default false. */
  readonly isInFront?: boolean
  /** Told before each question. */
  readonly onAsk?: () => void
  /** The error that carries a refusal. Thrown at once, by the redirects. */
  readonly toError: (refusal: Redirect | Deny) => unknown
  /** The same for `protect()`, which may wait for it. */
  readonly toProtectError: (refusal: Redirect | Deny) => unknown
  /** Told of every `protect()` that may refuse. What it returns is given to the developer: see `createPromiseWatch`. */
  readonly track: <P>(work: Promise<P>) => Promise<P>
}

/** Everything that server code needs to know of the request, when it cannot ask the middleware. Never log it. */
export interface Handover {
  /** Whether somebody is signed in by session. */
  readonly status: 'signed-in' | 'signed-out'
  /** Why nobody is; null when somebody is. */
  readonly reason: Reason | null
  /** The reason in words, or empty. Not a contract. */
  readonly message: string
  /** The session token that was accepted; null when nobody is signed in by session. */
  readonly token: string | null
  /** The URL that the browser sees. */
  readonly clerkUrl: string
  /** Of the request's instance. */
  readonly publishableKey: string
  /** Of the request's instance; null where there is none. */
  readonly secretKey: string | null
  /** Host of the Frontend API that the publishable key names. */
  readonly frontendApiHost: string
  /** Whether the publishable key is that of a development instance. */
  readonly isDevelopment: boolean
  /** What the request says about who reads the answer. */
  readonly reader: ReaderFacts
  /** Joins what server code tells the log of this request. Null without `debug`. */
  readonly mark: DebugMark | null
}

/** Where somebody wants to read what is decided about a request. */
export interface DebugMark {
  /** Short, no secret, the same for everything that is told of one request. */
  readonly traceId: string
  /** All details as data, besides the line for people. */
  readonly isJson: boolean
}

/** What a decision against a request says about the next one. */
interface Stopped extends Outbound {
  /**
   * The address of this request, where a navigation to it may end better: the session has run out, say, and a script cannot be sent on a
   * handshake. Null where it would end the same way.
   */
  readonly recovery: string | null
}

/** Send the browser elsewhere. Never cached. */
export interface Redirect extends Stopped {
  /** Tells a redirect from the other decisions. */
  readonly kind: 'redirect'
  /** Why. */
  readonly reason: Reason
  /** Where to. Absolute. */
  readonly location: URL
  /** 307, unless the framework's own control flow asked for another. */
  readonly status: 303 | 307 | 308
  /** As with a pass. Null where the browser travels before any rule was asked, as on a handshake. */
  readonly handover: (() => Handover) | null
}

/** Refuse. Never cached. */
export interface Deny extends Stopped {
  /** Tells a refusal from the other decisions. */
  readonly kind: 'deny'
  /** Why. */
  readonly reason: Reason
  /** 403 only where an option or the framework's own control flow asked for it. 503: not to be loaded in advance, or nobody could be asked. */
  readonly status: 400 | 401 | 403 | 404 | 503
  /** Problem details in JSON, for a program that asks for JSON. Null for everybody else. @see RFC 9457 */
  readonly body: string | null
  /** HTML that tells a developer why, in development, for a browser: the body where `body` is null. Absent everywhere else. */
  readonly page?: string
  /** Value of `WWW-Authenticate`, where a client could act on it. */
  readonly challenge: string | null
  /** As with a pass: a refusal may be shown by a page of the application. Null where the request was refused before anybody was looked for. */
  readonly handover: (() => Handover) | null
}

/** What the adapter must do. `T` is what the guard returns. */
export type AuthDecision<T = void> = Pass<T> | Redirect | Deny
