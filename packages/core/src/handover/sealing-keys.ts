/**
 * Hand-over entry. Key material of a developer → AES keys of the seal. Pure, synchronous.
 *
 * There is no default key: without any material there is no seal, and the server side verifies the token itself.
 *
 * @see decisions.md 3; security.md 62
 */
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { parseBase64Url } from './base64.ts'

const KEY_BYTES = 32
const KEY_ID_BYTES = 4
/** Label that keeps these keys apart from every other use of the same material. */
const KEY_LABEL = utf8ToBytes('postern-handover-v1')

/** What a developer may have configured. Empty text counts as absent. */
export interface SealingMaterial {
  /** `CLERK_ENCRYPTION_KEY`: 32 bytes as hex or base64url are taken as they are, anything else is stretched. */
  readonly encryptionKey?: string | null | undefined
  /** `CLERK_ENCRYPTION_KEY_PREVIOUS`: opens, never seals. For rotation. */
  readonly previousEncryptionKey?: string | null | undefined
  /** Used where there is no encryption key. */
  readonly secretKey?: string | null | undefined
}

/** One AES-256 key and its name inside a seal. */
export interface SealingKey {
  /** Four bytes that tell two keys apart. No secret: they only select a key to try. */
  readonly id: Uint8Array
  readonly key: Uint8Array
}

export interface SealingKeys {
  /** The key that seals. */
  readonly current: SealingKey
  /** Every key that opens, the current one first. */
  readonly opening: readonly SealingKey[]
}

/**
 * The keys that seal and open hand-overs.
 *
 * @returns Null when there is nothing to seal with: neither an encryption key nor a secret key.
 */
export function resolveSealingKeys(material: SealingMaterial): SealingKeys | null {
  const text = material.encryptionKey || material.secretKey
  if (!text) return null
  const current = toSealingKey(text)
  const previous = material.previousEncryptionKey ? toSealingKey(material.previousEncryptionKey) : null
  return { current, opening: previous === null ? [current] : [current, previous] }
}

function toSealingKey(text: string): SealingKey {
  const key = parseRawKey(text) ?? hkdf(sha256, utf8ToBytes(text), undefined, KEY_LABEL, KEY_BYTES)
  return { key, id: hkdf(sha256, key, undefined, utf8ToBytes('postern-handover-key-id'), KEY_ID_BYTES) }
}

function parseRawKey(text: string): Uint8Array | null {
  if (/^[0-9a-f]{64}$/i.test(text)) return hexToBytes(text)
  const bytes = text.length === 43 ? parseBase64Url(text) : null
  return bytes?.length === KEY_BYTES ? bytes : null
}
