/**
 * Seal room. The platform's cryptography, for the side that makes something. Waits for it, and for nothing else.
 *
 * The side that opens has its own, from a library (`open-handover.ts`): it cannot wait. What fails here rejects, and nothing falls back to
 * anything weaker.
 */
import { concatBytes, toHex, toUtf8Bytes, type Bytes } from '../foundation/bytes.ts'
import { GCM_IV_BYTES } from '../wire/lengths.ts'

/** A key inside the platform's cryptography. A shape of our own, since `CryptoKey` is in no library but the DOM's. */
export interface PlatformKey {
  readonly algorithm: { readonly name: string }
  readonly extractable: boolean
  readonly type: 'private' | 'public' | 'secret'
  readonly usages: ('decrypt' | 'deriveBits' | 'deriveKey' | 'encrypt' | 'sign' | 'unwrapKey' | 'verify' | 'wrapKey')[]
}

/** Something that is made once, when it is first asked for. Only success is kept, and no caller waits for what another one began. */
export function once<T extends object>(make: () => Promise<T>): () => Promise<T> {
  let known: T | null = null
  return async () => (known ??= await make())
}

/** SHA-256 of a text. */
export async function toSha256(text: string): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', toUtf8Bytes(text)))
}

/** HKDF-SHA-256 without salt. @param length Bytes that are wanted. @see RFC 5869 */
export async function deriveBytes(bytes: Bytes, label: string, length: number): Promise<Bytes> {
  const base = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveBits'])
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: toUtf8Bytes(label) }
  return new Uint8Array(await crypto.subtle.deriveBits(how, base, 8 * length))
}

/** A key for AES-GCM that encrypts, and that nobody can read back. @param bytes 32 of them. */
export function importGcmKey(bytes: Bytes): Promise<PlatformKey> {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt'])
}

/** AES-GCM under a fresh random IV: the IV, then the ciphertext and its tag. @see NIST SP 800-38D §8.2.2 */
export async function encryptGcm(key: PlatformKey, text: string, additionalData: Bytes): Promise<Bytes> {
  const iv = crypto.getRandomValues(new Uint8Array(GCM_IV_BYTES))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, toUtf8Bytes(text))
  return concatBytes(iv, new Uint8Array(sealed))
}

/** AES-CBC with padding. Not authenticated: for formats of others only. */
export async function encryptCbc(text: string, given: { readonly key: Bytes; readonly iv: Bytes }): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', given.key, 'AES-CBC', false, ['encrypt'])
  return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv: given.iv }, key, toUtf8Bytes(text)))
}

/** Signs texts with HMAC-SHA1 under one key, which is prepared when it is first needed. Lower-case hex. For formats of others only. */
export function createSha1Signer(secret: string): (text: string) => Promise<string> {
  const readKey = once(() =>
    crypto.subtle.importKey('raw', toUtf8Bytes(secret), { name: 'HMAC', hash: 'SHA-1' }, false, ['sign']),
  )
  return async (text) => toHex(new Uint8Array(await crypto.subtle.sign('HMAC', await readKey(), toUtf8Bytes(text))))
}
