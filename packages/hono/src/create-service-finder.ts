/**
 * Options + Hono's environment → the service of a request. Waits only for an async options callback, and for secrets of a store.
 *
 * @see api.md; protocol.md 1.7
 */
import { createUseWatch, reportMistake, type Ports } from '@postern/core'
import {
  chooseEnvironment,
  createAuthSource,
  isChanging,
  isEnvironment,
  readSecrets,
  type AdapterOptions,
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

/** Finds the service of a request, and tells of what stands against one. */
export interface ServiceFinder {
  readonly find: (c: Context) => AuthService | Promise<AuthService>
  /** Says what is wrong, if a request is about to reject with a mistake of the developer. */
  readonly report: (error: unknown) => void
}

/** Makes the finder of one middleware. */
export function createServiceFinder(
  options: MiddlewareOptions,
  ports: MiddlewarePorts,
  keepAlive: KeepAlive,
): ServiceFinder {
  const noteUse = createUseWatch(options)
  let own: Partial<Ports> = {}
  let platform: Environment | null = null
  let source: AuthSource | null = null
  const toSource = (c: Context): AuthSource => {
    own = { waitUntil: keepAlive.waitUntil, ...(typeof ports === 'function' ? ports(c) : ports) }
    noteUse(own)
    return createAuthSource(own)
  }
  function find(c: Context): AuthService | Promise<AuthService> {
    source ??= toSource(c)
    // What the request brings goes first, as in tests; the variables of a process are read once, because some platforms copy them all.
    const { changing, fixed } = source
    const callback = typeof options === 'function' ? options : null
    // First, because it may throw: then nothing else is under way.
    const given = typeof options === 'function' ? options(c) : options
    const environment = readSecrets(isEnvironment(c.env) ? c.env : (platform ??= readPlatform(c)))
    const find = (ready: AdapterOptions, texts: Environment): AuthService =>
      callback !== null || isChanging(ready) ? changing(ready, texts, c.req.raw, callback) : fixed(ready, texts)
    const isAtHand = !(given instanceof Promise) && callback === null && !(environment instanceof Promise)
    return isAtHand
      ? find(given, environment)
      : Promise.all([given, environment]).then(([ready, texts]) => find(ready, texts))
  }
  return { find, report: (error) => reportMistake(error, own) }
}

function readPlatform(c: Context): Environment {
  try {
    const found: Environment | undefined = env(c)
    return found ?? {}
  } catch {
    // Deno wants the permission for all variables before it lists them. Each by itself may be allowed.
    return chooseEnvironment(undefined)
  }
}
