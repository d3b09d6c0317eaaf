/**
 * Seal room. The bytes around the ciphertext of a seal. Pure.
 *
 * Layout: version (1) · key id (4) · expiry in milliseconds since the Unix epoch (6, big endian) · length of the publishable key (1) ·
 * publishable key · SHA-256 of the token (32) · IV (12) · ciphertext and tag. Everything before the IV, and the host, is authenticated.
 *
 * @see rulings.md 3
 */
import { concatBytes, toUtf8Bytes, type Bytes } from '../foundation/bytes.ts'
import {
  GCM_IV_BYTES,
  GCM_TAG_BYTES,
  SEAL_EXPIRY_BYTES,
  SEAL_FIXED_BYTES,
  SEAL_KEY_ID_BYTES,
  SEAL_MAX_KEY_BYTES,
  SHA256_BYTES,
} from '../wire/tenant-limits.ts'

/** Of the layout and of what is sealed. 2: the contents say who reads the answer. Any other is refused, so both sides need one release. */
const VERSION = 2

/** The readable part of a seal. Authenticated only once the seal was opened. */
export interface SealEnvelope {
  /** Name of the key that seals. Four bytes. */
  readonly keyId: Uint8Array
  /** Milliseconds since the Unix epoch. */
  readonly expiresAtMs: number
  /** The instance that the seal belongs to. At most 255 bytes. */
  readonly publishableKey: string
  /** SHA-256 of the token; of the empty text where there is none. */
  readonly tokenHash: Uint8Array
}

/** An envelope that was split, with what is still closed. */
export interface SplitEnvelope extends SealEnvelope {
  /** The bytes of the envelope, as they were authenticated. */
  readonly head: Uint8Array
  /** Random, and of this seal only. */
  readonly iv: Uint8Array
  /** Ciphertext and tag. */
  readonly sealed: Uint8Array
}

/** The bytes of an envelope. A publishable key longer than 255 bytes does not exist, and throws. */
export function toEnvelopeBytes(envelope: SealEnvelope): Bytes {
  const publishableKey = toUtf8Bytes(envelope.publishableKey)
  if (publishableKey.length > SEAL_MAX_KEY_BYTES) throw new RangeError('A publishable key has at most 255 bytes.')
  const expiry = new Uint8Array(SEAL_EXPIRY_BYTES)
  let rest = envelope.expiresAtMs
  for (let index = SEAL_EXPIRY_BYTES - 1; index >= 0; index -= 1) {
    expiry[index] = rest % 256
    rest = Math.floor(rest / 256)
  }
  const length = Uint8Array.of(publishableKey.length)
  return concatBytes(Uint8Array.of(VERSION), envelope.keyId, expiry, length, publishableKey, envelope.tokenHash)
}

/** Whether bytes are those of a seal that another release of this package made. */
export function isOtherVersion(bytes: Uint8Array): boolean {
  return bytes.length >= SEAL_FIXED_BYTES && bytes[0] !== VERSION
}

/** Splits a seal, or null when it is too short or of another version. Judges nothing else. */
export function parseEnvelope(bytes: Uint8Array): SplitEnvelope | null {
  if (bytes.length < SEAL_FIXED_BYTES || bytes[0] !== VERSION) return null
  const keyLength = bytes[SEAL_FIXED_BYTES - 1] ?? 0
  const headLength = SEAL_FIXED_BYTES + keyLength + SHA256_BYTES
  if (bytes.length < headLength + GCM_IV_BYTES + GCM_TAG_BYTES) return null
  const expiry = bytes.subarray(1 + SEAL_KEY_ID_BYTES, SEAL_FIXED_BYTES - 1)
  return {
    keyId: bytes.subarray(1, 1 + SEAL_KEY_ID_BYTES),
    expiresAtMs: expiry.reduce((sum, byte) => sum * 256 + byte, 0),
    publishableKey: new TextDecoder().decode(bytes.subarray(SEAL_FIXED_BYTES, SEAL_FIXED_BYTES + keyLength)),
    tokenHash: bytes.subarray(SEAL_FIXED_BYTES + keyLength, headLength),
    head: bytes.subarray(0, headLength),
    iv: bytes.subarray(headLength, headLength + GCM_IV_BYTES),
    sealed: bytes.subarray(headLength + GCM_IV_BYTES),
  }
}

/** What is authenticated beside the ciphertext: the envelope and the host, in lower case. */
export function toAssociatedData(head: Uint8Array, host: string): Bytes {
  return concatBytes(head, toUtf8Bytes(host.toLowerCase()))
}
