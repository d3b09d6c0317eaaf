/** Route middleware: the same questions as `auth.protect()`, asked before the handler. Waits. */
import type { AuthHandle, Pass, ProtectOptions, ProtectParams, ProtectPredicate } from '@postern/core'
import { readPass } from '@postern/core'
import type { MiddlewareHandler } from 'hono'
import { readContextState } from './context-state.ts'
import { toMissingError } from './get-auth.ts'
import { runPreflight } from './run-preflight.ts'

/**
 * Lets a request on to the handler only if everything that is asked holds.
 *
 * @param first What must hold, a predicate, or both params and options in one object. Nothing: someone must be signed in.
 * @param second `token`, `unauthenticatedUrl`, `unauthorizedUrl`.
 * @returns A middleware. It throws an `HTTPException` that carries the refusal, or an `AuthError` `ERR_AUTH_MIDDLEWARE_MISSING` where
 *   `clerkMiddleware()` did not run before.
 */
export function protect(
  first?: (ProtectParams & ProtectOptions) | ProtectPredicate,
  second?: ProtectOptions,
): MiddlewareHandler {
  return async (c, next) => {
    const state = readContextState(c)
    if (state === null) throw toMissingError('protect()')
    const pass = await askPolicy(state.toPolicy(), first, second)
    if (pass?.isPreflight === true) await runPreflight(c, next, pass, state)
    else await next()
  }
}

/** @returns Null when everything holds; else the pass of a request that goes on all the same. */
async function askPolicy(
  policy: AuthHandle,
  first: (ProtectParams & ProtectOptions) | ProtectPredicate | undefined,
  second: ProtectOptions | undefined,
): Promise<Pass<undefined> | null> {
  try {
    await policy.protect(first, second)
    return null
  } catch (error) {
    const pass = readPass(error)
    if (pass === null) throw error
    return pass
  }
}
