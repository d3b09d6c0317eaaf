/**
 * Why a hand-over is not believed → the error that says so. Pure.
 *
 * A seal that is there and does not open means that middleware and server code disagree. Verifying the token again would hide that, and would
 * do so by the environment's options only: `authorizedParties`, for one, may be an option of the middleware.
 *
 * @see rulings.md 3, 8
 */
import { AuthError } from '@postern/core'
import type { RefusedWhy } from './read-handover.ts'

const CAUSES: Readonly<Record<RefusedWhy, string>> = {
  unsealed: 'the middleware had no key to seal with, and server code has one',
  'unknown-key': 'it was sealed with a key that server code does not have',
  'not-authentic': 'it was changed on its way, or made for another host than the "host" header names here',
  malformed: 'it is cut off, or no seal at all',
  'other-version': 'another release of this package made it; build middleware and server code from the same one',
  'other-instance': 'it belongs to another publishable key',
  'other-token': 'the token beside it is another one',
  'too-old': 'it is older than a minute; ask as soon as a request begins',
  'other-request': 'it was made for another method or path',
}

/** @param caller Stands in the message. */
export function createHandoverError(caller: string, why: RefusedWhy): AuthError {
  return new AuthError(
    'ERR_AUTH_ENCRYPTION_KEY_INVALID',
    `${caller} cannot open what the middleware handed over: ${CAUSES[why]}. Give the middleware and the server the same CLERK_ENCRYPTION_KEY, as a variable; while you change it, keep the old one in CLERK_ENCRYPTION_KEY_PREVIOUS.`,
  )
}
