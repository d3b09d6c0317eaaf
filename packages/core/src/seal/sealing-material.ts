/**
 * Hand-over entry. Key material of a developer, and what both sides make of it: the side that seals with the platform's cryptography
 * (`sealing-key.ts`), the side that opens with a library, because it cannot wait (`opening-keys.ts`). Pure.
 *
 * There is no default key: without any material there is no seal, and the server side verifies the token itself.
 *
 * @see rulings.md 3; threats.md 62
 */
import { parseBase64Url } from '../foundation/bytes.ts'
import type { Bytes } from '../foundation/bytes.ts'
import { parseHex } from '../foundation/bytes.ts'

/** Length of an AES-256 key. */
export const KEY_BYTES = 32
/** Length of the name of a key inside a seal. */
export const KEY_ID_BYTES = 4
/** HKDF label that keeps these keys apart from every other use of the same material. */
export const KEY_LABEL = 'postern-handover-v1'
/** HKDF label of the name of a key. */
export const KEY_ID_LABEL = 'postern-handover-key-id'

/** What a developer may have configured. Empty text counts as absent. */
export interface SealingMaterial {
  /** `CLERK_ENCRYPTION_KEY`: 32 bytes as hex or base64url are taken as they are, anything else is stretched. */
  readonly encryptionKey?: string | null | undefined
  /** `CLERK_ENCRYPTION_KEY_PREVIOUS`: opens, never seals. For rotation. */
  readonly previousEncryptionKey?: string | null | undefined
  /** Used where there is no encryption key. */
  readonly secretKey?: string | null | undefined
}

/** The text whose key seals, or null when there is nothing to seal with. */
export function chooseSealingText({ encryptionKey, secretKey }: SealingMaterial): string | null {
  return encryptionKey || secretKey || null
}

/** The 32 bytes that a text spells in hex or base64url. Null: it has to be stretched by HKDF-SHA-256 without salt, under `KEY_LABEL`. */
export function parseRawKey(text: string): Bytes | null {
  if (text.length === 2 * KEY_BYTES) return parseHex(text)
  const bytes = text.length === 43 ? parseBase64Url(text) : null
  return bytes?.length === KEY_BYTES ? bytes : null
}
