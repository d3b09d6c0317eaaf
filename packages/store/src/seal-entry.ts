/**
 * Address and text ↔ a text that only whoever has the secret key can read or make. Waits for the platform's cryptography.
 *
 * Each address has a key of its own. So an entry opens under its own name and no other, and no key is used so often that two random nonces could
 * meet: that of an answer seals one text in a few seconds.
 *
 * @see RFC 5869; NIST SP 800-38D §8.2.2, §8.3
 */
import type { StoreAddress } from '@postern/core'

/** Keeps these keys apart from every other use of the same secret, and from later formats. */
const LABEL = 'postern-store-v1'
/** How an entry begins: it is no JSON and no number, which some stores would read as one. */
const PREFIX = 'v1.'
const KEY_BYTES = 32
const IV_BYTES = 12
const TAG_BYTES = 16

/** Bytes that the platform's cryptography takes. */
type Bytes = Uint8Array<ArrayBuffer>

/** What belongs to one address. */
export interface EntryKey {
  /** What the entry is called in the store. Nobody without the secret can tell what it is about. */
  readonly name: string
  /** Seals and opens this entry and no other. */
  readonly key: Awaited<ReturnType<typeof crypto.subtle.importKey>>
}

/** Name and key of an address. Rejects where there is no secret, since anybody could derive that one. */
export async function deriveEntryKey({ purpose, id, secret }: StoreAddress): Promise<EntryKey> {
  if (secret === '') throw new TypeError('An entry of a shared store needs a secret.')
  const info = encode(JSON.stringify([LABEL, purpose, id]))
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info }
  const base = await crypto.subtle.importKey('raw', encode(secret), 'HKDF', false, ['deriveBits'])
  const bytes = new Uint8Array(await crypto.subtle.deriveBits(how, base, 16 * KEY_BYTES))
  const key = await crypto.subtle.importKey('raw', bytes.slice(0, KEY_BYTES), 'AES-GCM', false, ['encrypt', 'decrypt'])
  const name = Array.from(bytes.slice(KEY_BYTES), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { name: `postern-${purpose}-${name}`, key }
}

/** AES-256-GCM under a fresh random nonce: the nonce, then the ciphertext and its tag. */
export async function sealEntry({ name, key }: EntryKey, text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const sealed = await crypto.subtle.encrypt(toTerms(iv, name), key, encode(text))
  const bytes = [...iv, ...new Uint8Array(sealed)]
  return PREFIX + btoa(bytes.map((byte) => String.fromCharCode(byte)).join(''))
}

/** @returns The text, or null for everything that was not sealed with this key under this name. Never rejects. */
export async function openEntry({ name, key }: EntryKey, sealed: string): Promise<string | null> {
  if (!sealed.startsWith(PREFIX)) return null
  try {
    const binary = atob(sealed.slice(PREFIX.length))
    // One spelling for each entry.
    if (PREFIX + btoa(binary) !== sealed || binary.length < IV_BYTES + TAG_BYTES) return null
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    const opened = await crypto.subtle.decrypt(toTerms(bytes.slice(0, IV_BYTES), name), key, bytes.slice(IV_BYTES))
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(opened)
  } catch {
    return null
  }
}

/** The name is bound too, which says the format once more. */
function toTerms(iv: Bytes, name: string): { name: string; iv: Bytes; additionalData: Bytes; tagLength: number } {
  return { name: 'AES-GCM', iv, additionalData: encode(`${LABEL} ${name}`), tagLength: 8 * TAG_BYTES }
}

function encode(text: string): Bytes {
  return new TextEncoder().encode(text)
}
