/**
 * Seal room. Key material of a developer → the key that seals, and the keys that open. The side that seals waits for the platform's
 * cryptography where that has to be waited for, and for nothing else; what fails there throws or rejects, and nothing falls back to anything
 * weaker. The side that opens has a library's (`open-handover.ts`), because it cannot wait.
 *
 * There is no default key: without any material there is no seal, and the server side verifies the token itself.
 *
 * @see rulings.md 3; threats.md 62
 */
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { parseBase64Url, parseHex, toUtf8Bytes, type Bytes } from '../foundation/bytes.ts'
import { begin, whenBothKnown, whenKnown, type Soon } from '../foundation/soon.ts'
import { AES_KEY_BYTES, SEAL_KEY_ID_BYTES } from '../wire/tenant-limits.ts'
import type { EncryptingKey } from './cryptography.ts'
import { findCryptography } from './find-cryptography.ts'
import { once } from './once.ts'

/** HKDF label that keeps these keys apart from every other use of the same material. */
const KEY_LABEL = 'postern-handover-v1'
/** HKDF label of the name of a key. */
const KEY_ID_LABEL = 'postern-handover-key-id'

/** What a developer may have configured. Empty text counts as absent. */
export interface SealingMaterial {
  /** `CLERK_ENCRYPTION_KEY`: 32 bytes as hex or base64url are taken as they are, anything else is stretched. */
  readonly encryptionKey?: string | null | undefined
  /** `CLERK_ENCRYPTION_KEY_PREVIOUS`: opens, never seals. For rotation. */
  readonly previousEncryptionKey?: string | null | undefined
  /** Used where there is no encryption key. */
  readonly secretKey?: string | null | undefined
}

/** The AES-256 key that seals, and its name inside a seal. */
export interface SealingKey {
  /** Four bytes that tell two keys apart. No secret: they only select a key to try. */
  readonly id: Bytes
  /** Encrypts, and cannot be read back. */
  readonly key: EncryptingKey
}

/** Answers with the key. Throws or rejects when the platform cannot derive it: then nothing may be handed over at all. */
export type SealingKeySource = () => SealingKey | Promise<SealingKey>

/** One AES-256 key that opens, and its name inside a seal. */
export interface OpeningKey {
  /** Four bytes that tell two keys apart. No secret: they only select a key to try. */
  readonly id: Uint8Array
  /** The 32 bytes of the key. */
  readonly key: Uint8Array
}

/**
 * Finds the key that seals. It is derived when it is first asked for, and kept. Only the key is: a failure is forgotten, and no caller
 * waits for what another one began.
 *
 * @returns Null when there is nothing to seal with: neither an encryption key nor a secret key.
 */
export function createSealingKeySource(material: SealingMaterial): SealingKeySource | null {
  const text = chooseText(material)
  if (text === null) return null
  const read = once(() => toSealingKey(text))
  return () => begin(read())
}

/**
 * The keys that open hand-overs: that of the side that seals, then the previous one.
 *
 * @returns Null when nothing can have been sealed: there is neither an encryption key nor a secret key.
 */
export function resolveOpeningKeys(material: SealingMaterial): readonly OpeningKey[] | null {
  const text = chooseText(material)
  if (text === null) return null
  const { previousEncryptionKey } = material
  return [text, ...(previousEncryptionKey ? [previousEncryptionKey] : [])].map(toOpeningKey)
}

/** The text whose key seals, or null when there is nothing to seal with. */
function chooseText({ encryptionKey, secretKey }: SealingMaterial): string | null {
  return encryptionKey || secretKey || null
}

/** The 32 bytes that a text spells in hex or base64url. Null: it has to be stretched by HKDF-SHA-256 without salt, under `KEY_LABEL`. */
function parseRawKey(text: string): Bytes | null {
  if (text.length === 2 * AES_KEY_BYTES) return parseHex(text)
  const bytes = text.length === 43 ? parseBase64Url(text) : null
  return bytes?.length === AES_KEY_BYTES ? bytes : null
}

function toSealingKey(text: string): Soon<SealingKey> {
  const { deriveBytes, importGcmKey } = findCryptography()
  const raw = parseRawKey(text) ?? deriveBytes(toUtf8Bytes(text), KEY_LABEL, AES_KEY_BYTES)
  return whenKnown(raw, (bytes) => {
    const id = deriveBytes(bytes, KEY_ID_LABEL, SEAL_KEY_ID_BYTES)
    return whenBothKnown(importGcmKey(bytes), id, (key, name): SealingKey => ({ key, id: name }))
  })
}

function toOpeningKey(text: string): OpeningKey {
  const key = parseRawKey(text) ?? hkdf(sha256, toUtf8Bytes(text), undefined, toUtf8Bytes(KEY_LABEL), AES_KEY_BYTES)
  return { key, id: hkdf(sha256, key, undefined, toUtf8Bytes(KEY_ID_LABEL), SEAL_KEY_ID_BYTES) }
}
