/**
 * What an expression of an application can be, as far as the rules care, and what becomes of it when it is read, called or awaited. Tables only.
 *
 * A kind that is not reached from an import of ours does not exist: somebody else's `auth()` is never looked at.
 */

/** Where code runs. Decides what a forgotten `await` costs there. */
export type Place =
  /** What Next renders or runs apart from the middleware: nothing can stop it but an awaited answer. */
  | 'server'
  /** The rule in front of everything: a refusal counts there even if nobody awaits it. */
  | 'guard'
  /** A route of Hono's behind the rule: as in the guard, but a refusal that is caught may be answered in other words. */
  | 'route'

/** What an expression is. */
export type Kind =
  | 'next'
  | 'hono'
  | 'fetch'
  | 'next-maker'
  | 'hono-maker'
  | 'next-middleware'
  | 'hono-middleware'
  | 'with-auth'
  | 'handler-context'
  | 'route-protect'
  | 'handle-reader'
  | 'session-reader'
  /** `auth`. */
  | 'handle'
  /** `auth()`: a promise. */
  | 'who'
  /** `auth.protect`. */
  | 'protect'
  /** `auth.protect()`: a promise. */
  | 'refusal'
  /** A function of the same file that rejects when a `protect()` in it refuses. */
  | 'helper'
  /** A call of such a function: a promise. */
  | 'helped'
  /** `auth().then`. */
  | 'continuation'
  /** `await auth()`. */
  | 'session'
  /** `has`. */
  | 'has'
  /** `has(…)`. */
  | 'answer'

/** A function that is handed over, and what it is called with. */
export interface Callback {
  /** Which parameter of the function it is. */
  readonly parameter: number
  /** What that parameter is. */
  readonly kind: Kind
  /** Where its code runs. Default: where the call stands. */
  readonly place?: Place
  /** Hono takes a function of one parameter for options, unless a second argument follows. Default false. */
  readonly isOptionsWhenAlone?: boolean
}

/** What becomes of an expression. */
export interface Row {
  /** Its members that matter. */
  readonly members?: Readonly<Partial<Record<string, Kind>>>
  /** What a call gives. */
  readonly called?: Kind
  /** What `await` gives. Its `then` is a continuation. */
  readonly awaited?: Kind
  /** What the first argument of a call is, where it is a function. */
  readonly callback?: Callback
}

/** The packages whose names are followed, where their code runs, and what their namespace is. */
export const PACKAGES: Readonly<Partial<Record<string, readonly [Kind, Place]>>> = {
  '@postern/next': ['next', 'server'],
  '@postern/next/server': ['next', 'server'],
  '@postern/hono': ['hono', 'route'],
  '@postern/fetch': ['fetch', 'guard'],
}

/** What becomes of each kind. */
export const KINDS: Readonly<Record<Kind, Row>> = {
  next: {
    members: {
      auth: 'handle',
      clerkMiddleware: 'next-middleware',
      createClerkMiddleware: 'next-maker',
      getAuth: 'session-reader',
    },
  },
  hono: {
    members: {
      clerkMiddleware: 'hono-middleware',
      createClerkMiddleware: 'hono-maker',
      getAuth: 'session-reader',
      getAuthHandle: 'handle-reader',
      protect: 'route-protect',
    },
  },
  fetch: { members: { withAuth: 'with-auth' } },
  'next-maker': { called: 'next-middleware' },
  'hono-maker': { called: 'hono-middleware' },
  'next-middleware': { callback: { parameter: 0, kind: 'handle', place: 'guard' } },
  'hono-middleware': { callback: { parameter: 0, kind: 'handle', place: 'guard', isOptionsWhenAlone: true } },
  'with-auth': { callback: { parameter: 1, kind: 'handler-context' } },
  'handler-context': { members: { auth: 'handle' } },
  'route-protect': { callback: { parameter: 0, kind: 'has' } },
  'handle-reader': { called: 'handle' },
  'session-reader': { called: 'session' },
  handle: { members: { protect: 'protect' }, called: 'who' },
  who: { awaited: 'session' },
  protect: { called: 'refusal', callback: { parameter: 0, kind: 'has' } },
  refusal: { awaited: 'session' },
  helper: { called: 'helped' },
  helped: {},
  continuation: { callback: { parameter: 0, kind: 'session' } },
  session: { members: { has: 'has' } },
  has: { called: 'answer' },
  answer: {},
}
