/**
 * Hand-over entry, vendor's form. Reads what `encrypt-request-data.ts`, or the vendor's middleware, wrote. Pure, synchronous.
 *
 * @see protocol.md 15.6, 15.11
 */
import { cbc } from '@noble/ciphers/aes.js'
import { AuthError } from '../foundation/errors.ts'
import { parseBase64 } from '../foundation/bytes.ts'
import { toUtf8Bytes } from '../foundation/bytes.ts'
import type { JsonObject } from '../seal/handover-contents.ts'
import { parseJson } from '../seal/handover-contents.ts'
import { REQUEST_DATA_MARK, REQUEST_DATA_SALT_BYTES, toRequestDataKey } from './request-data-key.ts'

/**
 * Decrypts request data.
 *
 * @throws AuthError `ERR_AUTH_ENCRYPTION_KEY_INVALID` (`encryption_key_invalid`) when the text is not of this format or was made with
 *   another passphrase. No second passphrase is ever tried.
 */
export function decryptRequestData(text: string, passphrase: string): JsonObject {
  const bytes = parseBase64(text)
  const data = bytes === null ? null : decrypt(bytes, passphrase)
  if (data === null) {
    throw new AuthError(
      'ERR_AUTH_ENCRYPTION_KEY_INVALID',
      'The request data of the middleware cannot be decrypted. Give the middleware and the server the same CLERK_ENCRYPTION_KEY.',
      { vendorCode: 'encryption_key_invalid' },
    )
  }
  return data
}

function decrypt(bytes: Uint8Array, passphrase: string): JsonObject | null {
  const mark = toUtf8Bytes(REQUEST_DATA_MARK)
  if (mark.some((byte, index) => bytes[index] !== byte)) return null
  const start = mark.length + REQUEST_DATA_SALT_BYTES
  const { key, iv } = toRequestDataKey(passphrase, bytes.subarray(mark.length, start))
  try {
    const plain = cbc(key, iv).decrypt(bytes.subarray(start))
    const value = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(plain))
    // JSON text parsed to an object holds JSON only.
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
  } catch {
    return null
  }
}
