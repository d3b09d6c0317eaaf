/**
 * Hand-over entry, vendor's form. The signature that lets the vendor's `auth()` believe a token header. Pure, synchronous.
 *
 * SHA-1 is the protocol's choice. As a keyed MAC it is unbroken; our own seal does not rest on it.
 *
 * @see protocol.md 15.6, 15.11
 */
import { hmac } from '@noble/hashes/hmac.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** HMAC-SHA1 of a token under the secret key, lower-case hex. Empty for no token. */
export function toVendorSignature(secretKey: string, token: string): string {
  return token === '' ? '' : bytesToHex(hmac(sha1, utf8ToBytes(secretKey), utf8ToBytes(token)))
}

/** Whether a signature belongs to this token. Takes the same time for every wrong one. */
export function isVendorSignature(secretKey: string, token: string, signature: string): boolean {
  const expected = toVendorSignature(secretKey, token)
  if (token === '' || expected.length !== signature.length) return false
  let difference = 0
  for (let index = 0; index < expected.length; index += 1) {
    difference |= expected.charCodeAt(index) ^ signature.charCodeAt(index)
  }
  return difference === 0
}
