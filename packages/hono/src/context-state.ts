/**
 * What the middleware knows about a request, kept on its context. Does not wait.
 *
 * A context's named variables belong to the application: it may call its own user `auth`, and ask for it to let somebody in. So ours stand
 * under a symbol. It is a registered one, so that two copies of this package in one bundle find each other's.
 */
import type { AuthHandle, AuthOptions } from '@postern/core'
import type { Context } from 'hono'
import type { ReadAuth } from './read-auth.ts'

/** What stands on a context behind the middleware. */
export interface ContextState {
  /** In the rule: the guard's own. In routes: one whose refusals Hono understands. */
  toHandle(): AuthHandle
  /** The same for middleware that stands in front of routes, and lets on what it cannot judge. */
  toPolicy(): AuthHandle
  /** What `getAuth` reads. Null: no decision is there yet, the rule is still being asked. */
  readonly readAuth: ReadAuth | null
}

const STATE: unique symbol = Symbol.for('postern.hono')

const OPTIONS: unique symbol = Symbol.for('postern.hono.options')

interface StateEnv {
  Variables: { [STATE]: ContextState | undefined; [OPTIONS]: AuthOptions | undefined }
}

/** @returns What the innermost middleware left. Null: none ran. */
export function readContextState(c: Context<StateEnv>): ContextState | null {
  return c.get(STATE) ?? null
}

/** The last one written counts, so a middleware further in answers for its routes. */
export function writeContextState(c: Context<StateEnv>, state: ContextState): void {
  c.set(STATE, state)
}

/** What the middleware of this request was given, with the environment's. Null: none ran. */
export function readContextOptions(c: Context<StateEnv>): AuthOptions | null {
  return c.get(OPTIONS) ?? null
}

/** As above: the innermost middleware's count. */
export function writeContextOptions(c: Context<StateEnv>, options: AuthOptions): void {
  c.set(OPTIONS, options)
}
