/** The call shapes of `clerkMiddleware` → one form. Pure. */
import type { AuthHandle, Ports } from '@postern/core'
import type { AdapterOptions } from '@postern/fetch'
import type { Context } from 'hono'

/** What a rule answers: a response instead of the routes, or nothing. */
// oxlint-disable-next-line typescript/no-invalid-void-type
export type RuleAnswer = Response | void

/** The application's rule. What it returns is the response; nothing lets the request on. */
export type MiddlewareRule = (auth: AuthHandle, c: Context) => RuleAnswer | Promise<RuleAnswer>

/**
 * Options for a request. Once it has named a `publishableKey` it names one for every request, that of the environment too; an answer without is
 * `ERR_AUTH_TENANT_UNKNOWN`.
 */
export type MiddlewareOptionsCallback = (c: Context) => AdapterOptions | Promise<AdapterOptions>

/** Options, or a function that gives them for a request. */
export type MiddlewareOptions = AdapterOptions | MiddlewareOptionsCallback

/** Parts of the outside world to replace, or a function that gives them when the first request comes, for stores that live in bindings. */
export type MiddlewarePorts = Partial<Ports> | ((c: Context) => Partial<Ports>)

/**
 * A function that stands alone: `(auth, c) => …` is a rule, `(c) => options` gives options. The compiler cannot tell them apart before it
 * knows their parameters, so the first is both to it.
 */
export type LoneFunction = (
  authOrContext: AuthHandle & Context,
  c: Context,
) => RuleAnswer | AdapterOptions | Promise<RuleAnswer | AdapterOptions>

export interface MiddlewareArguments {
  readonly rule: MiddlewareRule | null
  readonly options: MiddlewareOptions
}

/** A function that stands alone is a rule if it takes two parameters, as in Next, else it gives options. */
export function readMiddlewareArguments(
  first: MiddlewareOptions | MiddlewareRule | LoneFunction | undefined,
  second: MiddlewareOptions | undefined,
): MiddlewareArguments {
  if (typeof first !== 'function') return { rule: null, options: first ?? {} }
  const isRule = second !== undefined || first.length > 1
  // The one place where what a function is becomes what the compiler takes it for.
  return isRule
    ? { rule: first as MiddlewareRule, options: second ?? {} }
    : { rule: null, options: first as MiddlewareOptionsCallback }
}
