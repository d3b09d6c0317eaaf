/**
 * Hand-over entry. Bytes ↔ base64 and base64url text. Pure.
 *
 * Parsing is strict: one text per byte string. Two spellings of one seal would be two cache keys and two log lines for the same thing.
 */
import type { Bytes } from './bytes.ts'

const toBinary = (bytes: Uint8Array): string => {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return binary
}

/** Standard base64 with padding. @see RFC 4648 §4 */
export function toBase64(bytes: Uint8Array): string {
  return btoa(toBinary(bytes))
}

/** URL-safe base64 without padding. @see RFC 4648 §5 */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** The bytes of standard base64 with padding, or null for anything that `toBase64` would not write. @see RFC 4648 §4 */
export function parseBase64(text: string): Bytes | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return null
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
  return toBase64(bytes) === text ? bytes : null
}

/** The bytes of unpadded base64url, or null for anything that `toBase64Url` would not write. @see RFC 4648 §5 */
export function parseBase64Url(text: string): Bytes | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null
  const standard = text.replaceAll('-', '+').replaceAll('_', '/')
  return parseBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='))
}
