/**
 * Options + Hono's environment → the service of a request. Waits only for an async options callback.
 *
 * @see api.md; protocol.md 1.7
 */
import type { Ports } from '@postern/core'
import { createAuthSource, isChanging, isEnvironment, type AuthService, type Environment } from '@postern/fetch'
import type { Context } from 'hono'
import { env } from 'hono/adapter'
import type { MiddlewareOptions } from './middleware-arguments.ts'

/** Makes the finder of one middleware. */
export function createServiceFinder(
  options: MiddlewareOptions,
  ports: Partial<Ports>,
): (c: Context) => AuthService | Promise<AuthService> {
  let latest: Context | null = null
  let platform: Environment | null = null
  // Hono throws where a platform has no execution context; core goes on without.
  const source = createAuthSource({ waitUntil: (work) => latest?.executionCtx.waitUntil(work), ...ports })
  return (c) => {
    latest = c
    // What the request brings goes first, as in tests; the variables of a process are read once, because some platforms copy them all.
    const environment = isEnvironment(c.env) ? c.env : (platform ??= readPlatform(c))
    if (typeof options === 'function') {
      return Promise.resolve(options(c)).then((given) => source.changing(given, environment, c.req.raw))
    }
    return isChanging(options) ? source.changing(options, environment, c.req.raw) : source.fixed(options, environment)
  }
}

function readPlatform(c: Context): Environment {
  const found: Environment | undefined = env(c)
  return found ?? {}
}
