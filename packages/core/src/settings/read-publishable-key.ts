/**
 * Settings room. Text of a publishable key → which instance it names, where one is needed. Pure, but throws.
 *
 * @see protocol.md 1.1
 */
import { AuthError } from '../foundation/auth-error.ts'
import { parsePublishableKey, type PublishableKey } from './publishable-key.ts'

/**
 * What a publishable key says.
 *
 * @param publishableKey Without blanks around it; empty where none was given.
 * @throws AuthError `ERR_AUTH_PUBLISHABLE_KEY_MISSING` or `ERR_AUTH_PUBLISHABLE_KEY_INVALID`.
 */
export function readPublishableKey(publishableKey: string): PublishableKey {
  if (publishableKey === '') {
    throw new AuthError(
      'ERR_AUTH_PUBLISHABLE_KEY_MISSING',
      'No publishable key. Set the option publishableKey, or the environment variable CLERK_PUBLISHABLE_KEY (in Next.js: NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY). No keys yet? Run `npx @postern/emulator`.',
    )
  }
  const key = parsePublishableKey(publishableKey)
  if (key.ok) return key.value
  throw new AuthError(
    'ERR_AUTH_PUBLISHABLE_KEY_INVALID',
    `The publishable key cannot be read. ${key.failure} Copy it again from where the instance shows its keys.`,
  )
}
