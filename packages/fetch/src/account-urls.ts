/**
 * Request or options → the addresses of account pages. Does not wait.
 *
 * @see api.md
 */
import {
  accountUrls as toAccountUrls,
  mergeAccountOptions,
  type AccountUrlOptions,
  type AccountUrls,
} from '@postern/core'
import { chooseEnvironment, toEnvironmentOptions } from './environment.ts'
import { findRequestOptions } from './request-options.ts'

/**
 * The addresses of the pages where people sign in, sign up, sign out, change their account, and look after or make an organization, for links.
 *
 * @param request The request that a handler of `withAuth` was given: its tenant's options are known, the way back is its URL, and in development
 *   the browser travels along. Of any other request the options are those of the process.
 * @param options Laid over these. `redirectUrl` says where people come back to.
 * @throws AuthError for options that do not fit together, and without a publishable key.
 */
export function accountUrls(request: Request, options?: AccountUrlOptions): AccountUrls
/** The same without a request, for pages that are made in advance. @param options Laid over `CLERK_*` of the process. */
export function accountUrls(options?: AccountUrlOptions): AccountUrls
export function accountUrls(from: Request | AccountUrlOptions = {}, more: AccountUrlOptions = {}): AccountUrls {
  if (!isRequest(from)) return toAccountUrls(mergeAccountOptions(readProcess(), from))
  return toAccountUrls(mergeAccountOptions(findRequestOptions(from) ?? readProcess(), more), from)
}

const readProcess = (): AccountUrlOptions => toEnvironmentOptions(chooseEnvironment(undefined))

/** By its shape: servers hand over requests of classes of their own. Of what is no object at all core says that it is no options. */
function isRequest(from: Request | AccountUrlOptions): from is Request {
  return 'url' in Object(from)
}
