/**
 * Hand-over entry, vendor's form. Whether a token header carries the signature of `vendor-signature.ts`. Pure, synchronous.
 *
 * @see protocol.md 15.6, 15.11
 */
import { hmac } from '@noble/hashes/hmac.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { toHex, toUtf8Bytes } from '../foundation/bytes.ts'

/** Whether a signature belongs to this token. Takes the same time for every wrong one. */
export function isVendorSignature(secretKey: string, token: string, signature: string): boolean {
  const expected = toHex(hmac(sha1, toUtf8Bytes(secretKey), toUtf8Bytes(token)))
  if (token === '' || expected.length !== signature.length) return false
  let difference = 0
  for (let index = 0; index < expected.length; index += 1) {
    difference |= expected.charCodeAt(index) ^ signature.charCodeAt(index)
  }
  return difference === 0
}
