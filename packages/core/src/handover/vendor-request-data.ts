/**
 * Hand-over entry, vendor's form. The encrypted options that the vendor's `auth()` reads. Synchronous; reads random bytes for the salt.
 *
 * The format (AES-256-CBC, key and IV from one round of MD5, no authentication tag) is the vendor's and weak. Ours is `seal-handover.ts`;
 * this one exists so that the vendor's server code keeps working behind our middleware. Our own server code never reads it.
 *
 * @see protocol.md 15.6; OpenSSL `EVP_BytesToKey`
 */
import { cbc } from '@noble/ciphers/aes.js'
import { md5 } from '@noble/hashes/legacy.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { AuthError } from '../errors.ts'
import { parseBase64, toBase64 } from './base64.ts'
import type { JsonObject } from './handover-contents.ts'
import { parseJson } from './handover-contents.ts'

const MAGIC = utf8ToBytes('Salted__')
const SALT_BYTES = 8
const KEY_BYTES = 32
const IV_BYTES = 16

/** Encrypts request data under a passphrase: base64 of `Salted__`, eight random bytes and the ciphertext. */
export function encryptRequestData(data: JsonObject, passphrase: string): string {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
  const { key, iv } = toKeyAndIv(passphrase, salt)
  return toBase64(concatBytes(MAGIC, salt, cbc(key, iv).encrypt(utf8ToBytes(JSON.stringify(data)))))
}

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
  if (MAGIC.some((byte, index) => bytes[index] !== byte)) return null
  const salt = bytes.subarray(MAGIC.length, MAGIC.length + SALT_BYTES)
  const { key, iv } = toKeyAndIv(passphrase, salt)
  try {
    const plain = cbc(key, iv).decrypt(bytes.subarray(MAGIC.length + SALT_BYTES))
    const value = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(plain))
    // JSON text parsed to an object holds JSON only.
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
  } catch {
    return null
  }
}

function toKeyAndIv(passphrase: string, salt: Uint8Array): { readonly key: Uint8Array; readonly iv: Uint8Array } {
  const secret = concatBytes(utf8ToBytes(passphrase), salt)
  let block: Uint8Array = new Uint8Array(0)
  let derived: Uint8Array = new Uint8Array(0)
  while (derived.length < KEY_BYTES + IV_BYTES) {
    block = md5(concatBytes(block, secret))
    derived = concatBytes(derived, block)
  }
  return { key: derived.subarray(0, KEY_BYTES), iv: derived.subarray(KEY_BYTES) }
}
