/**
 * Options + Hono's environment → the service of a request. Waits only for an async options callback.
 *
 * @see api.md; protocol.md 1.7
 */
import type { Ports } from '@postern/core'
import {
  createAuthSource,
  isChanging,
  isEnvironment,
  type AuthService,
  type AuthSource,
  type Environment,
  type KeepAlive,
} from '@postern/fetch'
import type { Context } from 'hono'
import { env } from 'hono/adapter'
import type { MiddlewareOptions } from './middleware-arguments.ts'

/** Parts of the outside world to replace, or a function that gives them when the first request comes, for stores that live in bindings. */
export type MiddlewarePorts = Partial<Ports> | ((c: Context) => Partial<Ports>)

/** Makes the finder of one middleware. */
export function createServiceFinder(
  options: MiddlewareOptions,
  ports: MiddlewarePorts,
  keepAlive: KeepAlive,
): (c: Context) => AuthService | Promise<AuthService> {
  let platform: Environment | null = null
  let source: AuthSource | null = null
  const toSource = (c: Context): AuthSource =>
    createAuthSource({
      waitUntil: keepAlive.waitUntil,
      ...(typeof ports === 'function' ? ports(c) : ports),
    })
  return (c) => {
    source ??= toSource(c)
    // What the request brings goes first, as in tests; the variables of a process are read once, because some platforms copy them all.
    const environment = isEnvironment(c.env) ? c.env : (platform ??= readPlatform(c))
    if (typeof options === 'function') {
      const { changing } = source
      return Promise.resolve(options(c)).then((given) => changing(given, environment, c.req.raw))
    }
    return isChanging(options) ? source.changing(options, environment, c.req.raw) : source.fixed(options, environment)
  }
}

function readPlatform(c: Context): Environment {
  const found: Environment | undefined = env(c)
  return found ?? {}
}
