/**
 * Hand-over entry. Key material of a developer → AES keys that open. Pure, synchronous.
 *
 * @see rulings.md 3; threats.md 62
 */
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { toUtf8Bytes } from '../foundation/bytes.ts'
import type { SealingMaterial } from './sealing-material.ts'
import { chooseSealingText, KEY_BYTES, KEY_ID_BYTES, KEY_ID_LABEL, KEY_LABEL, parseRawKey } from './sealing-material.ts'

/** One AES-256 key and its name inside a seal. */
export interface OpeningKey {
  /** Four bytes that tell two keys apart. No secret: they only select a key to try. */
  readonly id: Uint8Array
  readonly key: Uint8Array
}

/**
 * The keys that open hand-overs: that of the side that seals, then the previous one.
 *
 * @returns Null when nothing can have been sealed: there is neither an encryption key nor a secret key.
 */
export function resolveOpeningKeys(material: SealingMaterial): readonly OpeningKey[] | null {
  const text = chooseSealingText(material)
  if (text === null) return null
  const { previousEncryptionKey } = material
  return [text, ...(previousEncryptionKey ? [previousEncryptionKey] : [])].map(toOpeningKey)
}

function toOpeningKey(text: string): OpeningKey {
  const key = parseRawKey(text) ?? hkdf(sha256, toUtf8Bytes(text), undefined, toUtf8Bytes(KEY_LABEL), KEY_BYTES)
  return { key, id: hkdf(sha256, key, undefined, toUtf8Bytes(KEY_ID_LABEL), KEY_ID_BYTES) }
}
