/**
 * Seal room. Key material of a developer → the key that seals, and the keys that open. The side that seals waits for the platform's
 * cryptography, and for nothing else; what fails there rejects, and nothing falls back to anything weaker. The side that opens has a library's
 * (`open-handover.ts`), because it cannot wait.
 *
 * There is no default key: without any material there is no seal, and the server side verifies the token itself.
 *
 * @see rulings.md 3; threats.md 62
 */
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { parseBase64Url, parseHex, toUtf8Bytes, type Bytes, concatBytes, toHex } from '../foundation/bytes.ts'
import { AES_KEY_BYTES, SEAL_KEY_ID_BYTES, GCM_IV_BYTES } from '../wire/tenant-limits.ts'

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
  readonly key: PlatformKey
}

/** Answers with the key. Rejects when the platform cannot derive it: then nothing may be handed over at all. */
export type SealingKeySource = () => Promise<SealingKey>

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
  return text === null ? null : once(() => toSealingKey(text))
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

async function toSealingKey(text: string): Promise<SealingKey> {
  const bytes = parseRawKey(text) ?? (await deriveBytes(toUtf8Bytes(text), KEY_LABEL, AES_KEY_BYTES))
  const [key, id] = await Promise.all([importGcmKey(bytes), deriveBytes(bytes, KEY_ID_LABEL, SEAL_KEY_ID_BYTES)])
  return { key, id }
}

function toOpeningKey(text: string): OpeningKey {
  const key = parseRawKey(text) ?? hkdf(sha256, toUtf8Bytes(text), undefined, toUtf8Bytes(KEY_LABEL), AES_KEY_BYTES)
  return { key, id: hkdf(sha256, key, undefined, toUtf8Bytes(KEY_ID_LABEL), SEAL_KEY_ID_BYTES) }
}

/** A key inside the platform's cryptography. A shape of our own, since `CryptoKey` is in no library but the DOM's. */
interface PlatformKey {
  readonly algorithm: { readonly name: string }
  readonly extractable: boolean
  readonly type: 'private' | 'public' | 'secret'
  readonly usages: ('decrypt' | 'deriveBits' | 'deriveKey' | 'encrypt' | 'sign' | 'unwrapKey' | 'verify' | 'wrapKey')[]
}

/** Something that is made once, when it is first asked for. Only success is kept, and no caller waits for what another one began. */
export function once<T extends object>(make: () => Promise<T>): () => Promise<T> {
  let known: T | null = null
  return async () => (known ??= await make())
}

/** SHA-256 of a text. */
export async function toSha256(text: string): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', toUtf8Bytes(text)))
}

/** HKDF-SHA-256 without salt. @param length Bytes that are wanted. @see RFC 5869 */
async function deriveBytes(bytes: Bytes, label: string, length: number): Promise<Bytes> {
  const base = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveBits'])
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: toUtf8Bytes(label) }
  return new Uint8Array(await crypto.subtle.deriveBits(how, base, 8 * length))
}

/** A key for AES-GCM that encrypts, and that nobody can read back. @param bytes 32 of them. */
function importGcmKey(bytes: Bytes): Promise<PlatformKey> {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt'])
}

/** AES-GCM under a fresh random IV: the IV, then the ciphertext and its tag. @see NIST SP 800-38D §8.2.2 */
export async function encryptGcm(key: PlatformKey, text: string, additionalData: Bytes): Promise<Bytes> {
  const iv = crypto.getRandomValues(new Uint8Array(GCM_IV_BYTES))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, toUtf8Bytes(text))
  return concatBytes(iv, new Uint8Array(sealed))
}

/** AES-CBC with padding. Not authenticated: for formats of others only. */
export async function encryptCbc(text: string, given: { readonly key: Bytes; readonly iv: Bytes }): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', given.key, 'AES-CBC', false, ['encrypt'])
  return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv: given.iv }, key, toUtf8Bytes(text)))
}

/** Signs texts with HMAC-SHA1 under one key, which is prepared when it is first needed. Lower-case hex. For formats of others only. */
export function createSha1Signer(secret: string): (text: string) => Promise<string> {
  const readKey = once(() =>
    crypto.subtle.importKey('raw', toUtf8Bytes(secret), { name: 'HMAC', hash: 'SHA-1' }, false, ['sign']),
  )
  return async (text) => toHex(new Uint8Array(await crypto.subtle.sign('HMAC', await readKey(), toUtf8Bytes(text))))
}
