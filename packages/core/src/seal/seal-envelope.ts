/**
 * Hand-over entry. The bytes around the ciphertext of a seal. Pure.
 *
 * Layout: version (1) · key id (4) · expiry in milliseconds since the Unix epoch (6, big endian) · length of the publishable key (1) ·
 * publishable key · SHA-256 of the token (32) · IV (12) · ciphertext and tag. Everything before the IV, and the host, is authenticated.
 *
 * @see rulings.md 3
 */
import type { Bytes } from '../foundation/bytes.ts'
import { concatBytes, toUtf8Bytes } from '../foundation/bytes.ts'

/** Of the layout and of what is sealed. 2: the contents say who reads the answer. Any other is refused, so both sides need one release. */
const VERSION = 2
const KEY_ID_BYTES = 4
const EXPIRY_BYTES = 6
const HASH_BYTES = 32
/** Length of the random IV of AES-GCM. @see NIST SP 800-38D §8.2.2 */
export const IV_BYTES = 12
const TAG_BYTES = 16
const FIXED_BYTES = 1 + KEY_ID_BYTES + EXPIRY_BYTES + 1

/** The readable part of a seal. Authenticated only once the seal was opened. */
export interface Envelope {
  readonly keyId: Uint8Array
  readonly expiresAtMs: number
  readonly publishableKey: string
  /** SHA-256 of the token; of the empty text where there is none. */
  readonly tokenHash: Uint8Array
}

/** An envelope that was split, with what is still closed. */
export interface SplitEnvelope extends Envelope {
  /** The bytes of the envelope, as they were authenticated. */
  readonly head: Uint8Array
  readonly iv: Uint8Array
  readonly sealed: Uint8Array
}

/** The bytes of an envelope. A publishable key longer than 255 bytes does not exist, and throws. */
export function toEnvelopeBytes(envelope: Envelope): Bytes {
  const publishableKey = toUtf8Bytes(envelope.publishableKey)
  if (publishableKey.length > 255) throw new RangeError('A publishable key has at most 255 bytes.')
  const expiry = new Uint8Array(EXPIRY_BYTES)
  let rest = envelope.expiresAtMs
  for (let index = EXPIRY_BYTES - 1; index >= 0; index -= 1) {
    expiry[index] = rest % 256
    rest = Math.floor(rest / 256)
  }
  const length = Uint8Array.of(publishableKey.length)
  return concatBytes(Uint8Array.of(VERSION), envelope.keyId, expiry, length, publishableKey, envelope.tokenHash)
}

/** Whether bytes are those of a seal that another release of this package made. */
export function isOtherVersion(bytes: Uint8Array): boolean {
  return bytes.length >= FIXED_BYTES && bytes[0] !== VERSION
}

/** Splits a seal, or null when it is too short or of another version. Judges nothing else. */
export function parseEnvelope(bytes: Uint8Array): SplitEnvelope | null {
  if (bytes.length < FIXED_BYTES || bytes[0] !== VERSION) return null
  const keyLength = bytes[FIXED_BYTES - 1] ?? 0
  const headLength = FIXED_BYTES + keyLength + HASH_BYTES
  if (bytes.length < headLength + IV_BYTES + TAG_BYTES) return null
  const expiry = bytes.subarray(1 + KEY_ID_BYTES, FIXED_BYTES - 1)
  return {
    keyId: bytes.subarray(1, 1 + KEY_ID_BYTES),
    expiresAtMs: expiry.reduce((sum, byte) => sum * 256 + byte, 0),
    publishableKey: new TextDecoder().decode(bytes.subarray(FIXED_BYTES, FIXED_BYTES + keyLength)),
    tokenHash: bytes.subarray(FIXED_BYTES + keyLength, headLength),
    head: bytes.subarray(0, headLength),
    iv: bytes.subarray(headLength, headLength + IV_BYTES),
    sealed: bytes.subarray(headLength + IV_BYTES),
  }
}

/** What is authenticated beside the ciphertext: the envelope and the host, in lower case. */
export function toAssociatedData(head: Uint8Array, host: string): Bytes {
  return concatBytes(head, toUtf8Bytes(host.toLowerCase()))
}
