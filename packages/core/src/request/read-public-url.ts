/**
 * Request room. Request + options → the URL that the browser sees, for options that are a function of it. Pure, but throws.
 *
 * @see protocol.md 3.1, 15.2 (step 7); rulings.md D1
 */
import type { AuthOptions } from '../settings/options.ts'
import { readOrigins } from '../settings/place-readers.ts'
import { readRequest, type RequestLike } from './read-request.ts'

/** @throws AuthError `ERR_AUTH_OPTION_INVALID` for `authorizedParties` that are no origins: forwarded headers may name those only. */
export function readPublicUrl(
  request: RequestLike,
  { authorizedParties }: Pick<AuthOptions, 'authorizedParties'>,
): URL {
  return new URL(readRequest(request, readOrigins('authorizedParties', authorizedParties, false)).publicUrl.href)
}
