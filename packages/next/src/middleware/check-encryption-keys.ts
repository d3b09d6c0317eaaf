/** Encryption keys of the environment or of the options → nothing, or the error that one of them can be guessed. Pure. */
import { checkEncryptionKey } from '@postern/core/handover'
import type { Environment } from './environment.ts'

/**
 * The same on both sides of the hand-over, so that neither makes nor believes one that anybody could have made.
 *
 * @throws AuthError `ERR_AUTH_ENCRYPTION_KEY_INVALID` that names the variable, never the key.
 */
export function checkEncryptionKeys(keys: Pick<Environment, 'encryptionKey' | 'previousEncryptionKey'>): void {
  if (keys.encryptionKey) checkEncryptionKey('The encryption key (CLERK_ENCRYPTION_KEY)', keys.encryptionKey)
  if (keys.previousEncryptionKey) {
    checkEncryptionKey('The encryption key before (CLERK_ENCRYPTION_KEY_PREVIOUS)', keys.previousEncryptionKey)
  }
}
