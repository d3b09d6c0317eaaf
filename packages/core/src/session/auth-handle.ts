/**
 * Session room. What a developer holds in hand, `auth()` and `auth.protect()`, and what may be handed to them. Types only.
 *
 * @see api.md; protocol.md 15.3–15.5; rulings.md D16
 */
import type { AcceptsToken, TokenType } from '../wire/token-types.ts'
import type { AuthFor, AuthObject, InvalidTokenAuth, SessionAuth } from './auth-object.ts'
import type { Has, HasParams } from './auth-types.ts'

/** How a person comes back from signing in. */
export interface RedirectOptions {
  /** Where to return to. Default: the URL of the request. Null: nowhere. Dropped unless http(s) and free of credentials. */
  readonly returnBackUrl?: string | URL | null | undefined
}

/** Send the person to sign in or sign up. Never return: they end the guard, with or without `return` before them. */
export interface AuthRedirects {
  /** Ends the guard: the person goes to the sign-in page and comes back afterwards. Works with and without `return` before it. */
  readonly redirectToSignIn: (options?: RedirectOptions) => never
  /** Ends the guard: the person goes to the sign-up page and comes back afterwards. Works with and without `return` before it. */
  readonly redirectToSignUp: (options?: RedirectOptions) => never
}

/** What a caller can meet that accepts these kinds of token. A list may also meet the invalid-token object. */
export type AuthAccepting<A extends AcceptsToken> = A extends 'any'
  ? AuthObject
  : A extends readonly (infer T extends TokenType)[]
    ? AuthFor<T> | InvalidTokenAuth
    : A extends TokenType
      ? AuthFor<A>
      : never

/** Session objects carry the redirects, the others do not. */
export type WithRedirects<O extends AuthObject> = O extends SessionAuth ? O & AuthRedirects : O

/** What `auth()` resolves to. */
export type HandleAuth<A extends AcceptsToken> = WithRedirects<AuthAccepting<A>>

/** What `protect()` resolves to: whoever was let through is authenticated. */
export type ProtectedAuth<A extends AcceptsToken> = Extract<AuthAccepting<A>, { readonly isAuthenticated: true }>

/** Which tokens are looked at, and how a pending session counts. */
export interface HandleOptions<A extends AcceptsToken = AcceptsToken> {
  /** Kinds of token that are looked at. Default `session_token`. */
  readonly acceptsToken?: A | undefined
  /** A session whose person still has a task counts as signed out. Default true. */
  readonly treatPendingAsSignedOut?: boolean | undefined
}

/** What must hold. Everything that is named must; a key whose value is missing refuses. */
export interface ProtectParams extends HasParams {
  /**
   * The id (`org_…`) or the slug that must be the active organization, usually a parameter of the path. Ours. Machines have no active
   * organization and are refused.
   */
  readonly organization?: string
}

/** Asked with the session's own `has`. Truthy lets through; a rejection or a throw propagates and lets nobody through. */
export type ProtectPredicate = (has: Has) => boolean | Promise<boolean>

/** What must hold: a question, or a function that answers it. */
export type ProtectCondition = ProtectParams | ProtectPredicate

/** Which tokens are looked at, and where a refusal leads. */
export interface ProtectOptions<A extends AcceptsToken = AcceptsToken> {
  /** Kinds of token that are accepted. Default `session_token`. */
  readonly token?: A | undefined
  /** Where people go who are not signed in. Absolute, or relative to the URL of the request. Default: the sign-in page, or 404. */
  readonly unauthenticatedUrl?: string | URL | undefined
  /** Where people go who are signed in, but may not be here. Absolute, or relative to the URL of the request. Default: 404. */
  readonly unauthorizedUrl?: string | URL | undefined
}

/** Lets the request on, or ends the guard. Everything that is asked must hold. */
export interface Protect {
  /** Someone must be signed in; or, in one object, what must hold and where refusals lead. Its own `token` wins over the second's. */
  <const A extends AcceptsToken = 'session_token'>(
    paramsAndOptions: ProtectParams &
      ProtectOptions<A> & {
        /** Kinds of token that are accepted. */
        readonly token: A
      },
    options?: ProtectOptions,
  ): Promise<ProtectedAuth<A>>
  <const A extends AcceptsToken = 'session_token'>(
    params?: ProtectParams & ProtectOptions<never>,
    options?: ProtectOptions<A>,
  ): Promise<ProtectedAuth<A>>
  /** The predicate is asked only when someone is authenticated. */
  <const A extends AcceptsToken = 'session_token'>(
    predicate: ProtectPredicate,
    options?: ProtectOptions<A>,
  ): Promise<ProtectedAuth<A>>
  /** For arguments whose `token` is not known when compiling: any authenticated object may come back. */
  (
    first: (ProtectParams & ProtectOptions) | ProtectPredicate | undefined,
    second?: ProtectOptions,
  ): Promise<ProtectedAuth<'any'>>
  // Last, since `ReturnType<typeof auth.protect>` takes the last.
  /** Someone must be signed in. */
  (): Promise<ProtectedAuth<'session_token'>>
}

/** Who is here. `tokenType` and `isAuthenticated` narrow the result together. */
export interface AuthHandle {
  /** Who is here, by the kinds of token that are accepted. Nobody is refused: `auth.protect()` does that. */
  <const A extends AcceptsToken = 'session_token'>(options: HandleOptions<A> | undefined): Promise<HandleAuth<A>>
  // Last, since `ReturnType<typeof auth>` takes the last.
  /** Who is here, as a person's session. Nobody is refused: `auth.protect()` does that. */
  (options?: HandleOptions<'session_token'>): Promise<HandleAuth<'session_token'>>
  /** Lets the request on, or ends it: the sign-in page, not found, or 401. Must be awaited. */
  readonly protect: Protect
}
