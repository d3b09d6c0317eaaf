/**
 * The options of the request whose handler is running, for `clerkClient()` inside of the middleware, where no hand-over exists yet.
 *
 * Next gives `AsyncLocalStorage` to the global of both of its runtimes. Where there is none, the environment's keys are used.
 */
import type { AuthOptions } from '@postern/core'

/** As much of it as is used. @see https://nodejs.org/api/async_context.html */
interface Storage<T> {
  run<R>(value: T, work: () => R): R
  getStore(): T | undefined
}

/** One for all middlewares of a process; which value holds depends on the request that asks. Null: there is none here. */
const findStorage = createFinder()

function createFinder(): () => Storage<AuthOptions> | null {
  let storage: Storage<AuthOptions> | null = null
  return () => {
    const host: { readonly AsyncLocalStorage?: new () => Storage<AuthOptions> } = globalThis
    storage ??= host.AsyncLocalStorage === undefined ? null : new host.AsyncLocalStorage()
    return storage
  }
}

/** Runs what the developer wrote with the keys of its request at hand. */
export function runWithKeys<R>(options: AuthOptions, work: () => R): R {
  const storage = findStorage()
  return storage === null ? work() : storage.run(options, work)
}

/** @returns The options of the request whose handler is running; null outside of one. */
export function readKeysAtHand(): AuthOptions | null {
  return findStorage()?.getStore() ?? null
}
