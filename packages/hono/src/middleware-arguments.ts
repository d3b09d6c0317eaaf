/** The call shapes of `clerkMiddleware` → one form. Pure. */
import type { AuthHandle } from '@postern/core'
import type { AdapterOptions } from '@postern/fetch'
import type { Context } from 'hono'

/** The application's rule. What it returns is the response; nothing lets the request on. */
// oxlint-disable-next-line typescript/no-invalid-void-type
export type MiddlewareRule = (auth: AuthHandle, c: Context) => Response | void | Promise<Response | void>

/** Options for a request. */
export type MiddlewareOptionsCallback = (c: Context) => AdapterOptions | Promise<AdapterOptions>

/** Options, or a function that gives them for a request. */
export type MiddlewareOptions = AdapterOptions | MiddlewareOptionsCallback

export interface MiddlewareArguments {
  readonly rule: MiddlewareRule | null
  readonly options: MiddlewareOptions
}

/** A function that stands alone is a rule if it takes two parameters, as in Next, else it gives options. */
export function readMiddlewareArguments(
  first: MiddlewareOptions | MiddlewareRule | undefined,
  second: MiddlewareOptions | undefined,
): MiddlewareArguments {
  if (typeof first !== 'function') return { rule: null, options: first ?? {} }
  return isRule(first, second) ? { rule: first, options: second ?? {} } : { rule: null, options: first }
}

function isRule(
  first: MiddlewareOptionsCallback | MiddlewareRule,
  second: MiddlewareOptions | undefined,
): first is MiddlewareRule {
  return second !== undefined || first.length > 1
}
