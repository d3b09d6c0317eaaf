/**
 * Headers of a request → a `ServerRequest`. Keeps the answers of every instance, and what was found for a request.
 */
import type { Ports } from '@postern/core'
import { createServerAuth } from '@postern/core'
import { readEnvironment } from './environment.ts'
import { mergeOptions, toEnvironmentOptions } from './middleware-setup.ts'
import type { HeaderReader } from './read-handover.ts'
import { readHandover } from './read-handover.ts'
import type { ServerRequest } from './server-reader.ts'
import { createMissingError, hasKeys, hasProof } from './server-reader.ts'

export interface ServerSource {
  /**
   * @param caller Stands in the error.
   * @param request Method and path, where server code sees them.
   * @throws AuthError `ERR_AUTH_MIDDLEWARE_MISSING` where the middleware did not run and nothing can be verified in place.
   */
  read(
    headers: HeaderReader & object,
    caller: string,
    request: { readonly method: string; readonly path: string } | null,
  ): ServerRequest
}

/** @param ports Parts of the outside world to replace, for tests. */
export function createServerSource(ports: Partial<Ports> = {}): ServerSource {
  const findServer = createServerAuth(ports)
  const known = new WeakMap<object, ServerRequest>()
  return {
    read(headers, caller, request) {
      const before = known.get(headers)
      if (before !== undefined) return before
      const environment = readEnvironment()
      const nowMs = (ports.clock ?? { nowMs: () => Date.now() }).nowMs()
      const found = readHandover(headers, environment, request, nowMs)
      const options = found.kind === 'opened' ? found.options : mergeOptions(toEnvironmentOptions(environment), {})
      if (found.kind === 'absent' && !(hasProof(headers) && hasKeys(options))) throw createMissingError(caller)
      const created = { headers, found, server: findServer(options) }
      known.set(headers, created)
      return created
    },
  }
}
