/**
 * Hand-over entry. Key material of a developer → the AES key that seals. Waits for the platform's cryptography.
 *
 * @see rulings.md 3; threats.md 62
 */
import type { Bytes } from '../foundation/bytes.ts'
import { toUtf8Bytes } from '../foundation/bytes.ts'
import type { SealingMaterial } from './sealing-material.ts'
import { chooseSealingText, KEY_BYTES, KEY_ID_BYTES, KEY_ID_LABEL, KEY_LABEL, parseRawKey } from './sealing-material.ts'

/** A key inside the platform's cryptography. A shape of our own, since `CryptoKey` is in no library but the DOM's. */
export interface PlatformKey {
  readonly algorithm: { readonly name: string }
  readonly extractable: boolean
  readonly type: 'private' | 'public' | 'secret'
  readonly usages: ('decrypt' | 'deriveBits' | 'deriveKey' | 'encrypt' | 'sign' | 'unwrapKey' | 'verify' | 'wrapKey')[]
}

/** The AES-256 key that seals, and its name inside a seal. */
export interface SealingKey {
  /** Four bytes that tell two keys apart. No secret: they only select a key to try. */
  readonly id: Bytes
  /** Encrypts, and cannot be read back. */
  readonly key: PlatformKey
}

/** Answers with the key. Rejects when the platform cannot derive it: then nothing may be handed over at all. */
export type SealingKeySource = () => Promise<SealingKey>

/**
 * Finds the key that seals. It is derived when it is first asked for, and kept. Only the key is: a failure is forgotten, and no caller
 * waits for what another one began.
 *
 * @returns Null when there is nothing to seal with: neither an encryption key nor a secret key.
 */
export function createSealingKeySource(material: SealingMaterial): SealingKeySource | null {
  const text = chooseSealingText(material)
  if (text === null) return null
  let known: SealingKey | null = null
  return async () => (known ??= await toSealingKey(text))
}

async function toSealingKey(text: string): Promise<SealingKey> {
  const bytes = parseRawKey(text) ?? (await deriveBytes(toUtf8Bytes(text), KEY_LABEL, KEY_BYTES))
  const [key, id] = await Promise.all([
    crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt']),
    deriveBytes(bytes, KEY_ID_LABEL, KEY_ID_BYTES),
  ])
  return { key, id }
}

/** HKDF-SHA-256 without salt. @see RFC 5869 */
async function deriveBytes(bytes: Bytes, label: string, length: number): Promise<Bytes> {
  const base = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveBits'])
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: toUtf8Bytes(label) }
  return new Uint8Array(await crypto.subtle.deriveBits(how, base, 8 * length))
}
