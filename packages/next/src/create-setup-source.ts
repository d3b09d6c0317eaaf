/**
 * The options, a value or a function of the request → the setup of a request. Waits for the options callback.
 *
 * @see protocol.md 15.1, 15.2; decisions.md D12; security.md 28, 76
 */
import { checkOptions } from '@postern/core'
import type { NextRequest } from 'next/server.js'
import type { ClerkMiddlewareOptions, ClerkMiddlewareOptionsCallback } from './middleware-options.ts'
import type { MiddlewareSetup } from './middleware-setup.ts'
import { resolveMiddleware } from './middleware-setup.ts'
import { toOptionsId } from './to-options-id.ts'

/** Setups of a function's options that are kept. The least recently used makes room for a new one. */
const MAX_SETUPS = 100

/** Finds the setup of a request. Throws, or rejects, for options that are a mistake. */
export type SetupSource = (request: NextRequest) => MiddlewareSetup | Promise<MiddlewareSetup>

/**
 * Options as a value are resolved once, those of a function once for each that it gives. A mistake throws for every request: an unknown
 * tenant must not get the keys of the environment, which are another tenant's. @see security.md 76
 */
export function createSetupSource(options: ClerkMiddlewareOptions | ClerkMiddlewareOptionsCallback): SetupSource {
  if (typeof options === 'function') {
    const findSetup = createSetupFinder()
    return async (request) => findSetup(checkOptions(await options(request)))
  }
  let setup: MiddlewareSetup | null = null
  return () => (setup ??= resolveMiddleware(options))
}

/** By all that the options hold. Options that cannot be told apart by it are resolved every time. */
function createSetupFinder(): (options: ClerkMiddlewareOptions) => MiddlewareSetup {
  const setups = new Map<string, MiddlewareSetup>()
  return (options) => {
    const id = toOptionsId(options)
    if (id === null) return resolveMiddleware(options)
    // From a copy, which nobody can change under the name that it is kept by.
    const setup = setups.get(id) ?? resolveMiddleware(JSON.parse(id) as ClerkMiddlewareOptions)
    setups.delete(id)
    setups.set(id, setup)
    for (const oldest of setups.keys()) {
      if (setups.size <= MAX_SETUPS) break
      setups.delete(oldest)
    }
    return setup
  }
}
