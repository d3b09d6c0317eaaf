/**
 * Hand-over entry, vendor's form. The signature that lets the vendor's `auth()` believe a token header. Waits for the platform's
 * cryptography.
 *
 * SHA-1 is the protocol's choice. As a keyed MAC it is unbroken; our own seal does not rest on it.
 *
 * @see protocol.md 15.6
 */
import { toHex, toUtf8Bytes } from '../foundation/bytes.ts'

/** HMAC-SHA1 of a token under the secret key, lower-case hex. Empty for no token. */
export async function toVendorSignature(secretKey: string, token: string): Promise<string> {
  return token === '' ? '' : signToken(await importSigningKey(secretKey), token)
}

/** The secret key, as the platform signs with it. */
export function importSigningKey(secretKey: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', toUtf8Bytes(secretKey), { name: 'HMAC', hash: 'SHA-1' }, false, ['sign'])
}

/** The signature of a token that is not empty. */
export async function signToken(key: CryptoKey, token: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.sign('HMAC', key, toUtf8Bytes(token))))
}
