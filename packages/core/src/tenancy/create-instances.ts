/**
 * Corridor. The options, a value or a function of the request → the instance of a request. Waits only for an async callback.
 *
 * Holds nothing itself: `tenants.ts` finds what the process keeps.
 *
 * @see api.md; rulings.md D12, section 8
 */
import type { Instance } from './instance.ts'
import type { Ports } from '../foundation/ports.ts'
import { reportMistake } from './report-mistake.ts'
import { checkOptions } from '../settings/check-options.ts'
import type { AuthOptions } from '../settings/options.ts'
import { findInstance, type Found } from './tenants.ts'
import { warnOfSettings } from './warn-of-settings.ts'

/** Options, or a function that gives them for a request. */
export type OptionsInput<R> = AuthOptions | ((request: R) => AuthOptions | Promise<AuthOptions>)

export interface Instances<R> {
  /** The instance of a request. @throws AuthError for options that do not fit together, and whatever the callback throws. */
  find(request: R): Instance | Promise<Instance>
}

/** Prepares the instances. A value is resolved at once, so that a mistake shows at start-up. */
export function createInstances<R>(options: OptionsInput<R>, ports: Ports): Instances<R> {
  if (typeof options !== 'function') return createOneInstance({ ...checkOptions(options) }, ports)
  const toInstance = (given: AuthOptions): Instance => {
    try {
      // A copy: a member that is read twice must not answer twice differently.
      return find({ ...checkOptions(given) }, ports).instance
    } catch (error) {
      // A server may swallow what a request rejects with.
      reportMistake(error, ports)
      throw error
    }
  }
  return {
    find(request) {
      const given = options(request)
      return isThenable(given) ? Promise.resolve(given).then(toInstance) : toInstance(given)
    },
  }
}

function createOneInstance<R>(options: AuthOptions, ports: Ports): Instances<R> {
  let found = find(options, ports)
  return {
    find() {
      if (!found.renew()) found = find(options, ports)
      return found.instance
    },
  }
}

function find(options: AuthOptions, ports: Ports): Found {
  const found = findInstance(options, ports)
  if (found.isNew) warnOfSettings(found.instance)
  return found
}

function isThenable(value: AuthOptions | Promise<AuthOptions>): value is Promise<AuthOptions> {
  return typeof value === 'object' && value !== null && 'then' in value
}
