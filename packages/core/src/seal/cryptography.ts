/**
 * Seal room. What sealing asks of the platform's cryptography. Two make it, with the same bytes for the same input: Web Crypto, which every
 * runtime has and which waits, and Node's own, which does not. What fails throws or rejects; nothing falls back to anything weaker.
 */
import type { Bytes } from '../foundation/bytes.ts'
import type { Soon } from '../foundation/soon.ts'

export interface Cryptography {
  /** SHA-256 of a text. */
  readonly toSha256: (text: string) => Soon<Bytes>
  /** HKDF-SHA-256 without salt. @param length Bytes that are wanted. @see RFC 5869 */
  readonly deriveBytes: (bytes: Bytes, label: string, length: number) => Soon<Bytes>
  /** A key for AES-GCM that encrypts, and that nobody can read back. @param bytes 32 of them. */
  readonly importGcmKey: (bytes: Bytes) => Soon<EncryptingKey>
  /** AES-CBC with padding. Not authenticated: for formats of others only. */
  readonly encryptCbc: (text: string, given: { readonly key: Bytes; readonly iv: Bytes }) => Soon<Bytes>
  /** Signs texts with HMAC-SHA1 under one key, which is prepared when it is first needed. Lower-case hex. For formats of others only. */
  readonly createSha1Signer: (secret: string) => (text: string) => Soon<string>
  /** URL-safe base64 without padding. No cryptography, but what a runtime has of its own takes a tenth of the time. @see RFC 4648 §5 */
  readonly toBase64Url: (bytes: Bytes) => string
}

/** What opening asks of cryptography, at once: server code cannot wait. Node's own makes it, or a library. */
export interface OpeningCryptography {
  /** SHA-256 of a text. */
  readonly toSha256: (text: string) => Uint8Array
  /** What was encrypted. Throws where the tag is wrong, and nothing of it is seen then. @param key 32 bytes. */
  readonly decryptGcm: (key: Uint8Array, output: GcmOutput) => Uint8Array
}

/** What AES-GCM encrypted. */
export interface GcmOutput {
  /** The ciphertext, then its tag of 16 bytes. */
  readonly sealed: Uint8Array
  /** Twelve bytes. */
  readonly iv: Uint8Array
  readonly additionalData: Uint8Array
}

/** What AES-GCM encrypts. */
export interface GcmInput {
  readonly text: string
  /** Twelve bytes, never the same for one key. */
  readonly iv: Bytes
  /** Authenticated, and not encrypted. */
  readonly additionalData: Bytes
}

/** A key inside Web Crypto. A shape of our own, since `CryptoKey` is in no library but the DOM's. */
export interface PlatformKey {
  readonly algorithm: { readonly name: string }
  readonly extractable: boolean
  readonly type: 'private' | 'public' | 'secret'
  readonly usages: ('decrypt' | 'deriveBits' | 'deriveKey' | 'encrypt' | 'sign' | 'unwrapKey' | 'verify' | 'wrapKey')[]
}

/** A key that is known only to what encrypts with it. The ciphertext, then its tag. */
export interface ClosedKey {
  readonly encrypt: (input: GcmInput) => Bytes
}

/** An AES-256 key that encrypts, and that nobody can read back. */
export type EncryptingKey = PlatformKey | ClosedKey
