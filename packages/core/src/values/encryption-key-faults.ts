/**
 * Values room. Text of an encryption key → why it protects nothing, or null. Pure.
 *
 * Server code believes whatever was sealed with this key. So whoever guesses the key can claim to be anybody.
 *
 * @see rulings.md 3; threats.md 62
 */
import { AuthError } from '../foundation/auth-error.ts'
import { always, firstMatch, type Rule } from '../foundation/rule.ts'
import { MIN_ENCRYPTION_KEY_CHARS, MIN_HEX_ENCRYPTION_KEY_CHARS } from '../wire/limits.ts'

/** The command that makes a good one. */
const KEY_COMMAND = 'openssl rand -hex 32'

/** The first row that applies names the problem. The last row says that there is none. */
// prettier-ignore
export const encryptionKeyFaults: readonly Rule<string, string | null>[] = [
  ['encryption-key-too-short',     key => key.length < MIN_ENCRYPTION_KEY_CHARS,                                   `has fewer than ${MIN_ENCRYPTION_KEY_CHARS} characters`],
  ['encryption-key-hex-too-short', key => /^[\da-f]+$/i.test(key) && key.length < MIN_HEX_ENCRYPTION_KEY_CHARS,    `is hexadecimal and has fewer than ${MIN_HEX_ENCRYPTION_KEY_CHARS} digits`],
  ['encryption-key-of-one-sign',   key => /^(.)\1*$/s.test(key),                                                   'repeats one character'],
  ['encryption-key-strong-enough', always,                                                                         null],
]

/**
 * Refuses a key that can be guessed. The message never holds the key.
 *
 * @param name What the message calls the key: the name of the option or of the variable.
 * @throws ERR_AUTH_ENCRYPTION_KEY_INVALID
 */
export function checkEncryptionKey(name: string, key: string): void {
  const { outcome } = firstMatch(encryptionKeyFaults, key.trim())
  if (outcome === null) return
  throw new AuthError(
    'ERR_AUTH_ENCRYPTION_KEY_INVALID',
    `${name} ${outcome}, so it could be guessed. Make one with \`${KEY_COMMAND}\`, and give the middleware and server code the same.`,
  )
}
