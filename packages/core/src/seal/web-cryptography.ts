/** Seal room. The platform's cryptography as every runtime has it: Web Crypto. Waits, once somebody begins it. */
import { toBase64Url, toHex, toUtf8Bytes, type Bytes } from '../foundation/bytes.ts'
import { Later, whenKnown } from '../foundation/soon.ts'
import type { Cryptography, GcmInput, PlatformKey } from './cryptography.ts'
import { once } from './once.ts'

/** Through `crypto.subtle`. */
export const webCryptography: Cryptography = {
  toSha256: (text) => toBytesLater(() => crypto.subtle.digest('SHA-256', toUtf8Bytes(text))),
  deriveBytes: (bytes, label, length) =>
    toBytesLater(async () => {
      const base = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveBits'])
      const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: toUtf8Bytes(label) }
      return crypto.subtle.deriveBits(how, base, 8 * length)
    }),
  importGcmKey: (bytes) =>
    new Later<PlatformKey>(() => crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt'])),
  encryptCbc: (text, { key, iv }) =>
    toBytesLater(async () => {
      const imported = await crypto.subtle.importKey('raw', key, 'AES-CBC', false, ['encrypt'])
      return crypto.subtle.encrypt({ name: 'AES-CBC', iv }, imported, toUtf8Bytes(text))
    }),
  createSha1Signer: (secret) => {
    const how = { name: 'HMAC', hash: 'SHA-1' }
    const readKey = once(
      () => new Later(() => crypto.subtle.importKey('raw', toUtf8Bytes(secret), how, false, ['sign'])),
    )
    return (text) =>
      whenKnown(readKey(), (key) =>
        whenKnown(
          toBytesLater(() => crypto.subtle.sign('HMAC', key, toUtf8Bytes(text))),
          toHex,
        ),
      )
  },
  toBase64Url,
}

/** AES-GCM with a key of Web Crypto: the ciphertext, then its tag. */
export function encryptGcmLater(key: PlatformKey, { text, iv, additionalData }: GcmInput): Later<Bytes> {
  return toBytesLater(() => crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, toUtf8Bytes(text)))
}

function toBytesLater(work: () => Promise<ArrayBuffer>): Later<Bytes> {
  return new Later(async () => new Uint8Array(await work()))
}
