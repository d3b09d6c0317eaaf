/** Decision room. Options of a middleware + what `accountUrls()` is asked with → both in one. Pure, but throws. For adapters. */
import type { AuthOptions } from '../settings/auth-options.ts'
import { checkOptions } from '../settings/check-options.ts'
import { mergeOptions } from '../settings/merge-options.ts'
import type { AccountUrlOptions } from './account-urls.ts'

/**
 * Lays what is asked with over the options of a request or of the environment. Another publishable key needs no other key beside it, since links
 * are made of it alone; and null is a way back that is asked for: none.
 *
 * @throws AuthError `ERR_AUTH_OPTION_INVALID` for anything but a plain object.
 */
export function mergeAccountOptions(base: AuthOptions, given: AccountUrlOptions): AccountUrlOptions {
  const { redirectUrl, ...over } = checkOptions(given)
  const publishableKey = over.publishableKey || base.publishableKey
  return { ...mergeOptions<AccountUrlOptions>({ ...base, publishableKey }, over), redirectUrl }
}
