/**
 * Hand-over entry, vendor's form. The encrypted options that the vendor's `auth()` reads. Waits for the platform's cryptography; reads
 * random bytes for the salt.
 *
 * The format (AES-256-CBC, key and IV from one round of MD5, no authentication tag) is the vendor's and weak. Ours is `seal-handover.ts`;
 * this one exists so that the vendor's server code keeps working behind our middleware. Our own server code never reads it.
 *
 * @see protocol.md 15.6
 */
import { toBase64 } from '../foundation/bytes.ts'
import { concatBytes, toUtf8Bytes } from '../foundation/bytes.ts'
import type { JsonObject } from '../seal/handover-contents.ts'
import { REQUEST_DATA_MARK, REQUEST_DATA_SALT_BYTES, toRequestDataKey } from './request-data-key.ts'

/** Encrypts request data under a passphrase: base64 of `Salted__`, eight random bytes and the ciphertext. */
export async function encryptRequestData(data: JsonObject, passphrase: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(REQUEST_DATA_SALT_BYTES))
  const { key: bytes, iv } = toRequestDataKey(passphrase, salt)
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-CBC', false, ['encrypt'])
  const sealed = await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, key, toUtf8Bytes(JSON.stringify(data)))
  return toBase64(concatBytes(toUtf8Bytes(REQUEST_DATA_MARK), salt, new Uint8Array(sealed)))
}
