/**
 * Options + environment → the `Auth` that decides a request, and the Frontend-API proxy beside it. Does not wait.
 *
 * An adapter makes one source per middleware. What does not depend on the request is prepared once per environment.
 *
 * @see api.md; rulings.md D12, section 4
 */
import {
  checkOptions,
  checkTenant,
  createAuth,
  mergeOptions,
  type Auth,
  type AuthOptions,
  type OptionsCallback,
  type Ports,
} from '@postern/core'
import { createFrontendApiProxy, type FrontendApiProxy } from '@postern/core/frontend-api-proxy'
import type { AdapterOptions } from './adapter-options.ts'
import { checkPermission } from './check-permission.ts'
import { readFrontendApiUrl, toEnvironmentOptions, type Environment } from './environment.ts'

/** What answers a request. */
export interface AuthService {
  readonly auth: Auth
  /** Asked before `auth`; null when it is not configured. */
  readonly proxy: FrontendApiProxy | null
  /** What a client of the Backend API is made of: the keys of this request's tenant, and the way there. */
  readonly backend: { readonly options: AuthOptions; readonly ports: Partial<Ports> }
}

export interface AuthSource {
  /** For options that are the same for every request. @throws AuthError for options that do not fit together. */
  readonly fixed: (options: AdapterOptions, environment: Environment) => AuthService
  /**
   * For options that were made for this request. Instances are kept by their keys.
   *
   * @param callback What made them. Default null: a value.
   * @throws AuthError as above, when deciding; `ERR_AUTH_TENANT_UNKNOWN` where a callback named no tenant, and did before.
   */
  readonly changing: (
    options: AdapterOptions,
    environment: Environment,
    request: Request,
    callback?: OptionsCallback | null,
  ) => AuthService
}

/** Environments of equal content that are kept, where a platform makes a new object for each request. */
const MAX_ENVIRONMENTS = 16

/** Makes a source. */
export function createAuthSource(ports: Partial<Ports>): AuthSource {
  const byEnvironment = new WeakMap<Environment, AuthService>()
  const byContent = new Map<string, AuthService>()
  const given = new WeakMap<Request, AuthOptions>()
  const auth = createAuth<Request>((request) => given.get(request) ?? {}, ports)

  function prepare(options: AdapterOptions, environment: Environment): AuthService {
    const fromEnvironment = toEnvironmentOptions(environment)
    const id = JSON.stringify([fromEnvironment, readFrontendApiUrl(environment)])
    const known = byContent.get(id)
    if (known !== undefined) return known
    const merged = mergeOptions(fromEnvironment, checkOptions(options))
    checkPermission(merged, environment)
    const { own, proxy } = split(merged, environment, ports, null)
    const service = { auth: createAuth(own, ports), proxy, backend: { options: own, ports } }
    for (const oldest of byContent.keys()) if (byContent.size >= MAX_ENVIRONMENTS) byContent.delete(oldest)
    byContent.set(id, service)
    return service
  }

  return {
    fixed(options, environment) {
      const known = byEnvironment.get(environment)
      if (known !== undefined) return known
      const service = prepare(options, environment)
      byEnvironment.set(environment, service)
      return service
    },
    changing(options, environment, request, callback = null) {
      const checked = callback === null ? checkOptions(options) : checkTenant(callback, options)
      const merged = mergeOptions(toEnvironmentOptions(environment), checked)
      checkPermission(merged, environment)
      const { own, proxy } = split(merged, environment, ports, request)
      given.set(request, own)
      return { auth, proxy, backend: { options: own, ports } }
    },
  }
}

/** Whether options depend on the request although they are a value. */
export function isChanging(options: AdapterOptions): boolean {
  return typeof options.frontendApiProxy?.enabled === 'function'
}

/** Takes the proxy's option out. Where the proxy serves and nothing else is said, the Frontend API is reached through it. */
function split(
  options: AdapterOptions,
  environment: Environment,
  ports: Partial<Ports>,
  request: Request | null,
): { readonly own: AuthOptions; readonly proxy: FrontendApiProxy | null } {
  const { frontendApiProxy, ...own } = options
  if (!frontendApiProxy) return { own, proxy: null }
  const { publishableKey, secretKey, authorizedParties } = own
  const keys = { publishableKey, secretKey, authorizedParties, frontendApiUrl: readFrontendApiUrl(environment) }
  const proxy = createFrontendApiProxy(frontendApiProxy, keys, ports)
  const { enabled } = frontendApiProxy
  const isEnabled =
    typeof enabled === 'function' ? request !== null && enabled(new URL(request.url)) === true : enabled === true
  return { own: isEnabled && !own.proxyUrl ? { ...own, proxyUrl: proxy.path } : own, proxy }
}
