/**
 * Options + environment → the `Auth` that decides a request, and the Frontend-API proxy beside it. Waits only for an async options callback and
 * for secrets of a store.
 *
 * An adapter makes one finder per middleware. What does not depend on the request is prepared once per environment.
 *
 * @see api.md; rulings.md D12, section 4; protocol.md 1.7
 */
import {
  checkOptions,
  checkTenant,
  createTenants,
  createUseWatch,
  findPrepared,
  mergeOptions,
  reportMistake,
  type Auth,
  type AuthOptions,
  type Ports,
} from '@postern/core'
import { createFrontendApiProxy, type FrontendApiProxy } from '@postern/core/frontend-api-proxy'
import type { AdapterOptions } from './adapter-options.ts'
import { checkPermission, readFrontendApiUrl, toEnvironmentOptions, type Environment } from './environment.ts'

/** What answers a request. */
export interface AuthService {
  /** Decides about requests. */
  readonly auth: Auth
  /** Asked before `auth`; null when it is not configured. */
  readonly proxy: FrontendApiProxy | null
  /** What a client of the Backend API is made of: the keys of this request's tenant, and the way there. */
  readonly backend: {
    /** The keys, and where the Backend API is. */
    readonly options: AuthOptions
    /** Parts of the outside world that were replaced. */
    readonly ports: Partial<Ports>
  }
}

/** What a middleware was made with. `G` is what its framework hands over with a request. */
export interface ServiceTerms<G extends readonly unknown[]> {
  /** A value, or a function that gives them for a request. */
  readonly options: AdapterOptions | ((...given: G) => AdapterOptions | Promise<AdapterOptions>)
  /** Parts of the outside world to replace. Asked when the first request comes. */
  readonly toPorts: (...given: G) => Partial<Ports>
  /** The environment of a request. The same object as long as it holds the same. */
  readonly toEnvironment: (...given: G) => Environment | Promise<Environment>
}

/** Finds what answers a request, and tells of what stands against it. */
export interface ServiceFinder<G extends readonly unknown[]> {
  /**
   * @throws AuthError for options that do not fit together; `ERR_AUTH_TENANT_UNKNOWN` where a callback named no tenant, and did before. Rejects
   *   with the same where it waits.
   */
  readonly find: (request: Request, given: G) => AuthService | Promise<AuthService>
  /** Says what is wrong, if a request is about to reject with a mistake of the developer. */
  readonly report: (error: unknown) => void
}

/** Chooses by the address of the request, where the options do. */
type Serve = (request: Request) => AuthService

/** Makes a finder. Reads nothing before the first request. */
export function createServiceFinder<G extends readonly unknown[]>(terms: ServiceTerms<G>): ServiceFinder<G> {
  const noteUse = createUseWatch(terms.options)
  let ports: Partial<Ports> = {}
  let find: ServiceFinder<G>['find'] | null = null
  const start = (given: G): ServiceFinder<G>['find'] => {
    ports = terms.toPorts(...given)
    noteUse(ports)
    return createFind(terms, ports)
  }
  return {
    find: (request, given) => (find ??= start(given))(request, given),
    report: (error) => reportMistake(error, ports),
  }
}

function createFind<G extends readonly unknown[]>(
  { options, toEnvironment }: ServiceTerms<G>,
  ports: Partial<Ports>,
): ServiceFinder<G>['find'] {
  const prepare = createPreparer(ports)
  if (typeof options === 'function') {
    return (request, given) => {
      // First, because it may throw: then nothing else is under way.
      const answer = options(...given)
      return Promise.all([answer, toEnvironment(...given)]).then(([ready, environment]) =>
        prepare(toContents(checkTenant(options, ready), environment))(request),
      )
    }
  }
  const known = new WeakMap<Environment, Serve>()
  const make = ({ variables, frontendApiUrl }: Variables): Serve =>
    prepare({ options: mergeOptions(variables, checkOptions(options)), frontendApiUrl })
  const findFixed = (environment: Environment): Serve => {
    const before = known.get(environment)
    if (before !== undefined) return before
    const { frontendApiUrl } = toContents(checkOptions(options), environment)
    // By what it holds, where a platform makes a new object for each request. The options are the same for all.
    const serve = findPrepared({ variables: toEnvironmentOptions(environment), frontendApiUrl }, make)
    known.set(environment, serve)
    return serve
  }
  return (request, given) => {
    const environment = toEnvironment(...given)
    if (!(environment instanceof Promise)) return findFixed(environment)(request)
    return environment.then((ready) => findFixed(ready)(request))
  }
}

/** What an environment holds. */
interface Variables {
  readonly variables: AdapterOptions
  readonly frontendApiUrl: string
}

/** Options with those of the environment, and where the proxy leads. */
interface Contents {
  readonly options: AdapterOptions
  readonly frontendApiUrl: string
}

function toContents(given: AdapterOptions, environment: Environment): Contents {
  const options = mergeOptions(toEnvironmentOptions(environment), given)
  checkPermission(options, environment)
  return { options, frontendApiUrl: readFrontendApiUrl(environment) }
}

/** Takes the proxy's option out. Where the proxy serves and nothing else is said, the Frontend API is reached through it. */
function createPreparer(ports: Partial<Ports>): (contents: Contents) => Serve {
  const tenants = createTenants(ports)
  const toService = (options: AuthOptions, proxy: FrontendApiProxy | null): AuthService => ({
    auth: tenants.find(options),
    proxy,
    backend: { options, ports },
  })
  return ({ options: { frontendApiProxy, ...own }, frontendApiUrl }) => {
    if (!frontendApiProxy) {
      const service = toService(own, null)
      return () => service
    }
    const { publishableKey, secretKey, authorizedParties } = own
    const keys = { publishableKey, secretKey, authorizedParties, frontendApiUrl }
    const proxy = createFrontendApiProxy(frontendApiProxy, keys, ports)
    const { enabled } = frontendApiProxy
    const isEnabled = ({ url }: Request): boolean =>
      (typeof enabled === 'function' ? enabled(new URL(url)) : enabled) === true
    let plain: AuthService | null = null
    let proxied: AuthService | null = null
    return (request) => {
      if (own.proxyUrl || !isEnabled(request)) return (plain ??= toService(own, proxy))
      return (proxied ??= toService({ ...own, proxyUrl: proxy.path }, proxy))
    }
  }
}
