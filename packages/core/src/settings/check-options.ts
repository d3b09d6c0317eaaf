/**
 * Settings room. What an options callback returned → the same, if it can be options. Throws.
 *
 * Every option is optional. So a `Response`, returned to answer an unknown tenant, would read as "nothing but the environment", and the
 * members that an instance of a class inherits would be overlooked.
 *
 * @see rulings.md D12; threats.md 76
 */
import { AuthError } from '../foundation/auth-error.ts'
import { isPlainObject } from './is-plain-object.ts'

/** @throws ERR_AUTH_OPTION_INVALID for anything but a plain object. */
export function checkOptions<O extends object>(given: O | null | undefined): O {
  if (isPlainObject(given)) return given
  throw new AuthError(
    'ERR_AUTH_OPTION_INVALID',
    'The options are no plain object. Give one, or return one from the options callback for every request: not a Response and not an instance of a class; for an unknown tenant throw, or answer before.',
  )
}
