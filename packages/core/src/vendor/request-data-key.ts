/**
 * Hand-over entry, vendor's form. Passphrase and salt → key and IV of the encrypted options. Pure, synchronous.
 *
 * MD5 comes from a library on both sides: the platform's cryptography rightly has none.
 *
 * @see protocol.md 15.6; OpenSSL `EVP_BytesToKey`
 */
import { md5 } from '@noble/hashes/legacy.js'
import type { Bytes } from '../foundation/bytes.ts'
import { concatBytes, toUtf8Bytes } from '../foundation/bytes.ts'

const KEY_BYTES = 32
const IV_BYTES = 16

/** What stands before the salt. */
export const REQUEST_DATA_MARK = 'Salted__'
/** Length of the salt. */
export const REQUEST_DATA_SALT_BYTES = 8

/** An AES-256 key and the IV of CBC. */
export interface RequestDataKey {
  readonly key: Bytes
  readonly iv: Bytes
}

/** One round of MD5 for every 16 bytes, each over the one before, the passphrase and the salt. */
export function toRequestDataKey(passphrase: string, salt: Uint8Array): RequestDataKey {
  const secret = concatBytes(toUtf8Bytes(passphrase), salt)
  let block: Uint8Array = new Uint8Array(0)
  let derived: Bytes = new Uint8Array(0)
  while (derived.length < KEY_BYTES + IV_BYTES) {
    block = md5(concatBytes(block, secret))
    derived = concatBytes(derived, block)
  }
  return { key: derived.subarray(0, KEY_BYTES), iv: derived.subarray(KEY_BYTES) }
}
