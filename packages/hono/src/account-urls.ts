/**
 * Context or options → the addresses of account pages. Does not wait.
 *
 * @see api.md
 */
import {
  accountUrls as toAccountUrls,
  mergeAccountOptions,
  type AccountUrlOptions,
  type AccountUrls,
} from '@postern/core'
import { accountUrls as toUrlsOfProcess } from '@postern/fetch'
import type { Context } from 'hono'
import { readContextOptions } from './context-state.ts'
import { toMissingError } from './get-auth.ts'

/**
 * The addresses of the pages where people sign in, sign up, sign out, change their account, and look after or make an organization, for links.
 *
 * @param c The context of a rule or of a route behind `clerkMiddleware()`: its tenant's options are known, the way back is its URL, and in
 *   development the browser travels along.
 * @param options Laid over these. `redirectUrl` says where people come back to.
 * @throws AuthError `ERR_AUTH_MIDDLEWARE_MISSING` when `clerkMiddleware()` did not run; for options that do not fit together.
 */
export function accountUrls(c: Context, options?: AccountUrlOptions): AccountUrls
/** The same without a request, for pages that are made in advance. @param options Laid over `CLERK_*` of the process. */
export function accountUrls(options?: AccountUrlOptions): AccountUrls
export function accountUrls(from: Context | AccountUrlOptions = {}, more: AccountUrlOptions = {}): AccountUrls {
  if (!isContext(from)) return toUrlsOfProcess(from)
  const options = readContextOptions(from)
  if (options === null) throw toMissingError('accountUrls()')
  return toAccountUrls(mergeAccountOptions(options, more), from.req.raw)
}

function isContext(from: Context | AccountUrlOptions): from is Context {
  // Of what is no object at all core says that it is no options.
  return 'req' in Object(from)
}
