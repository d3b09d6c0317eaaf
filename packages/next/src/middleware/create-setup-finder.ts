/**
 * The options, a value or a function of the request → the setup of a request. Waits for the options callback, and for options that are functions
 * of the URL.
 *
 * @see protocol.md 15.1, 15.2; rulings.md D12, 8; threats.md 28, 76
 */
import { checkOptions, checkTenant, findPrepared, readPublicUrl, type AuthOptions } from '@postern/core'
import type { NextRequest } from 'next/server.js'
import { checkBuild, tellUncovered } from './check-build.ts'
import { type Environment, readEnvironment } from './environment.ts'
import type {
  ClerkMiddlewareOptions,
  ClerkMiddlewareOptionsCallback,
  RequestOptions,
  UrlOption,
} from './middleware-options.ts'
import { type MiddlewareSetup, resolveMiddleware } from './middleware-setup.ts'
import { readBuild } from './read-build.ts'

/** Finds the setup of a request. Throws, or rejects, for options that are a mistake. */
export type SetupFinder = (request: NextRequest) => MiddlewareSetup | Promise<MiddlewareSetup>

/**
 * Options as a value are resolved once, those of a function once for each that it gives. A mistake throws for every request: an unknown
 * tenant must not get the keys of the environment, which are another tenant's. @see threats.md 76
 */
export function createSetupFinder(options: ClerkMiddlewareOptions | ClerkMiddlewareOptionsCallback): SetupFinder {
  let environment: Environment | null = null
  let setup: MiddlewareSetup | null = null
  // Middlewares are made anew for each request in the wild, and the keys that seal are not to be imported each time.
  const find = (ready: RequestOptions): MiddlewareSetup =>
    findPrepared({ options: ready, environment: (environment ??= readChecked()) }, resolveMiddleware)
  if (typeof options === 'function') {
    return async (request) => find(await toRequestOptions(checkTenant(options, await options(request)), request))
  }
  if (isFixed(options)) return () => (setup ??= find(checkOptions(options)))
  return async (request) => find(await toRequestOptions(checkOptions(options), request))
}

/** Nothing is read of an application that no matcher covers. */
function readChecked(): Environment {
  checkBuild(readBuild())
  tellUncovered()
  return readEnvironment()
}

/** Whether the options are the same for every request. */
function isFixed(options: ClerkMiddlewareOptions): options is RequestOptions {
  const { isSatellite, domain, proxyUrl } = options
  return ![isSatellite, domain, proxyUrl].some((given) => typeof given === 'function')
}

/**
 * Asks the functions: `proxyUrl` with the URL that the browser sees, the others with the URL of the request. What they throw propagates.
 *
 * They answer before anything else is done with the options: their answers are checked like values, tell one setup from another, and travel to
 * server code; the functions themselves could do none of that.
 *
 * @returns The options. An answer that is absent is an option that is absent: the environment's counts.
 */
async function toRequestOptions(options: ClerkMiddlewareOptions, request: NextRequest): Promise<RequestOptions> {
  if (isFixed(options)) return options
  const { isSatellite, domain, proxyUrl, ...rest } = options
  const ask = async (given: ClerkMiddlewareOptions[UrlOption], toUrl: () => URL): Promise<unknown> =>
    typeof given === 'function' ? given(toUrl()) : given
  const toUrl = (): URL => new URL(request.url)
  const answers = {
    isSatellite: await ask(isSatellite, toUrl),
    domain: await ask(domain, toUrl),
    proxyUrl: await ask(proxyUrl, () => readPublicUrl(request, options)),
  }
  // What they are is checked with all other options.
  return { ...rest, ...(answers as Pick<AuthOptions, UrlOption>) }
}
