/**
 * Seal room. The platform's cryptography as Node has it beside Web Crypto: the same algorithms, at once. Through Web Crypto each call crosses
 * to another thread and back, which costs several times what is calculated there. Does not wait.
 *
 * @see https://nodejs.org/api/crypto.html
 */
import { concatBytes, toUtf8Bytes, type Bytes } from '../foundation/bytes.ts'
import { GCM_TAG_BYTES } from '../wire/tenant-limits.ts'
import type { Cryptography, OpeningCryptography } from './cryptography.ts'

/** What is used of `node:crypto`. A shape of our own: at the edge nobody has its types. */
export interface NodeCrypto {
  hash(name: 'sha256', text: string, form: 'buffer'): Uint8Array
  createHmac(name: 'sha1', key: object): Digest
  createSecretKey(bytes: Uint8Array): object
  createCipheriv(name: 'aes-256-gcm' | 'aes-256-cbc', key: object, iv: Uint8Array): Cipher
  createDecipheriv(name: 'aes-256-gcm', key: object, iv: Uint8Array, how: { authTagLength: number }): Decipher
  hkdfSync(name: 'sha256', bytes: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): ArrayBuffer
}

/** What is used of `node:buffer`. */
export interface NodeBuffer {
  readonly Buffer: {
    from(bytes: ArrayBuffer, offset: number, length: number): { toString(form: 'base64url'): string }
  }
}

interface Digest {
  update(text: string): Digest
  digest(form: 'hex'): string
}

interface Cipher {
  setAAD(bytes: Uint8Array): unknown
  update(text: string, form: 'utf8'): Uint8Array
  final(): Uint8Array
  getAuthTag(): Uint8Array
}

interface Decipher {
  setAAD(bytes: Uint8Array): unknown
  setAuthTag(bytes: Uint8Array): unknown
  update(bytes: Uint8Array): Uint8Array
  final(): Uint8Array
}

/** For both sides of a seal. */
export type NodeCryptography = Cryptography & OpeningCryptography

/**
 * @param node The module `node:crypto`.
 * @param buffers The module `node:buffer`.
 */
export function createNodeCryptography(node: NodeCrypto, { Buffer }: NodeBuffer): NodeCryptography {
  return {
    toSha256: (text) => new Uint8Array(node.hash('sha256', text, 'buffer')),
    deriveBytes: (bytes, label, length) =>
      new Uint8Array(node.hkdfSync('sha256', bytes, new Uint8Array(0), toUtf8Bytes(label), length)),
    importGcmKey: (bytes) => {
      // A key that was made ready costs a quarter of one that is given as bytes each time.
      const key = node.createSecretKey(bytes)
      return {
        encrypt({ text, iv, additionalData }): Bytes {
          const cipher = node.createCipheriv('aes-256-gcm', key, iv)
          cipher.setAAD(additionalData)
          return concatBytes(cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag())
        },
      }
    },
    decryptGcm: (bytes, { sealed, iv, additionalData }) => {
      const key = node.createSecretKey(bytes)
      const decipher = node.createDecipheriv('aes-256-gcm', key, iv, { authTagLength: GCM_TAG_BYTES })
      decipher.setAAD(additionalData)
      decipher.setAuthTag(sealed.subarray(-GCM_TAG_BYTES))
      // The second throws where the tag is wrong.
      return concatBytes(decipher.update(sealed.subarray(0, -GCM_TAG_BYTES)), decipher.final())
    },
    encryptCbc: (text, { key, iv }) => {
      const cipher = node.createCipheriv('aes-256-cbc', key, iv)
      return concatBytes(cipher.update(text, 'utf8'), cipher.final())
    },
    createSha1Signer: (secret) => {
      const key = node.createSecretKey(toUtf8Bytes(secret))
      return (text) => node.createHmac('sha1', key).update(text).digest('hex')
    },
    toBase64Url: ({ buffer, byteOffset, length }) => Buffer.from(buffer, byteOffset, length).toString('base64url'),
  }
}
