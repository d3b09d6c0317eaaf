/**
 * The options, a value or a function of the request → the setup of a request. Waits for the options callback.
 *
 * @see protocol.md 15.1, 15.2; rulings.md D12; threats.md 28, 76
 */
import { checkOptions, checkTenant, createRecent, EVERYBODY, keptBy, toOptionsId, type Recent } from '@postern/core'
import type { NextRequest } from 'next/server.js'
import { checkBuild } from './check-build.ts'
import type { Environment } from './environment.ts'
import { readEnvironment } from './environment.ts'
import type { ClerkMiddlewareOptions, ClerkMiddlewareOptionsCallback } from './middleware-options.ts'
import type { MiddlewareSetup } from './middleware-setup.ts'
import { resolveMiddleware } from './middleware-setup.ts'
import { readBuild } from './read-build.ts'
import { tellUncovered } from './tell-uncovered.ts'
import { isFixed, toRequestOptions, type RequestOptions } from './to-request-options.ts'

/** Setups that the process keeps. The least recently used makes room for a new one. */
const MAX_SETUPS = 100

/** Finds the setup of a request. Throws, or rejects, for options that are a mistake. */
export type SetupSource = (request: NextRequest) => MiddlewareSetup | Promise<MiddlewareSetup>

/**
 * Options as a value are resolved once, those of a function once for each that it gives. A mistake throws for every request: an unknown
 * tenant must not get the keys of the environment, which are another tenant's. @see threats.md 76
 */
export function createSetupSource(options: ClerkMiddlewareOptions | ClerkMiddlewareOptionsCallback): SetupSource {
  let environment: Environment | null = null
  if (typeof options === 'function') {
    return async (request) => {
      const given = checkTenant(options, await options(request))
      return findSetup(await toRequestOptions(given, request), (environment ??= readChecked()))
    }
  }
  if (!isFixed(options)) {
    const given = options
    return async (request) =>
      findSetup(await toRequestOptions(checkOptions(given), request), (environment ??= readChecked()))
  }
  let setup: MiddlewareSetup | null = null
  return () => (setup ??= findSetup(checkOptions(options), readChecked()))
}

/** Nothing is read of an application that no matcher covers. */
function readChecked(): Environment {
  checkBuild(readBuild())
  tellUncovered()
  return readEnvironment()
}

const createSetups = (): Recent<MiddlewareSetup> => createRecent()

/**
 * By all that options and environment hold: middlewares are made anew for each request in the wild, and the keys that seal are not to be
 * imported each time. Options that cannot be told apart by it are resolved every time.
 */
function findSetup(options: RequestOptions, environment: Environment): MiddlewareSetup {
  const optionsId = toOptionsId(options)
  if (optionsId === null) return resolveMiddleware(options, environment)
  const id = `${optionsId} ${JSON.stringify(environment)}`
  const setups = keptBy(EVERYBODY, createSetups)
  const known = setups.find(id)
  if (known !== null) return known
  // From a copy, which nobody can change under the name that it is kept by.
  const setup = resolveMiddleware(JSON.parse(optionsId) as RequestOptions, environment)
  setups.keep(id, setup, MAX_SETUPS)
  return setup
}
