/**
 * Headers of a request → a `ServerRequest`. Keeps the answers of every instance, and what was found for a request.
 *
 * There are two ways to learn who is here: a seal that opens, and the mark of a middleware that had no key to seal with, whose rules are then those
 * of the environment. On a route that the middleware did not see there is none: its options are not known here, and a token that the environment
 * would accept may be one that they refuse.
 *
 * @see rulings.md 3, 8; apps/docs/decisions/030
 */
import type { AuthOptions, Ports, ServerAuth } from '@postern/core'
import { createServerAuth, mergeOptions, toPorts } from '@postern/core'
import { createUnseenReport } from './create-unseen-report.ts'
import { readEnvironment, toEnvironmentOptions } from '../middleware/environment.ts'
import { createHandoverError } from './create-handover-error.ts'
import type { HeaderReader } from './read-handover.ts'
import { readHandover } from './read-handover.ts'
import type { ServerRequest } from './server-reader.ts'
import { createMissingError, hasKeys, hasProof } from './server-reader.ts'
import { tellUncovered } from '../middleware/check-build.ts'

/** Method and path of a request. */
type Target = { readonly method: string; readonly path: string }

export interface ServerSource {
  /**
   * @param caller Stands in the error.
   * @param request Method and path, where server code sees them.
   * @throws AuthError `ERR_AUTH_MIDDLEWARE_MISSING` where the middleware did not run, in development and in the build; in production the request
   *   is nobody's. `ERR_AUTH_ENCRYPTION_KEY_INVALID` where it ran and its seal does not open.
   */
  read(headers: HeaderReader & object, caller: string, request: Target | null): ServerRequest
  /** What was found before for these headers, or null. */
  peek(headers: object): ServerRequest | null
}

/** @param given Parts of the outside world to replace, for tests. */
export function createServerSource(given: Partial<Ports> = {}): ServerSource {
  const ports = toPorts(given)
  const findServer = createServerAuth(given)
  const reportUnseen = createUnseenReport(ports.log)
  const known = new WeakMap<object, ServerRequest>()

  function find(headers: HeaderReader, caller: string, request: Target | null): ServerRequest {
    tellUncovered()
    const environment = readEnvironment()
    const found = readHandover(headers, environment, request, ports.clock.nowMs())
    if (found.kind === 'refused') throw createHandoverError(caller, found.why)
    const readOptions = (): AuthOptions => mergeOptions(toEnvironmentOptions(environment), {})
    if (found.kind === 'opened') return { headers, found, server: findServer(found.options) }
    if (found.kind === 'unsealed') return { headers, found, server: findServer(readOptions()) }
    if (!environment.isProduction || environment.isBuild) throw createMissingError(caller)
    reportUnseen(caller, request?.path ?? null)
    return toNobody(headers, caller, readOptions())
  }

  /** Nobody, without anything to verify: no key is needed to say so, and one only to say where people sign in. */
  function toNobody(headers: HeaderReader, caller: string, options: AuthOptions): ServerRequest {
    return {
      headers,
      found: { kind: 'unseen', hasProof: hasProof(headers) },
      get server(): ServerAuth {
        if (!hasKeys(options)) throw createMissingError(caller)
        return findServer(options)
      },
    }
  }

  return {
    read(headers, caller, request) {
      const before = known.get(headers)
      if (before !== undefined) return before
      const created = find(headers, caller, request)
      known.set(headers, created)
      return created
    },
    peek: (headers) => known.get(headers) ?? null,
  }
}
