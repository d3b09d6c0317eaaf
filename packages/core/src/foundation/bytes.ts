/**
 * Foundation. Text, bytes, hex, base64 and base64url. Pure.
 *
 * Parsing is strict: one text for each byte string, without whitespace and without spare bits that are set. Two spellings of one value would
 * compare as different and decode to the same: two cache keys for one token, or a filter that knows only one of them.
 *
 * @see RFC 4648 §3.5, §4, §5, §8; RFC 7515 §2
 */

/** Bytes that the platform's cryptography takes: never those of shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/
const BASE64URL = /^[A-Za-z0-9_-]*$/
const HEX = /^(?:[0-9a-f]{2})*$/i
/** What a last group of two characters may end in: the four bits that no byte uses are zero. */
const ENDS_OF_TWO = 'AQgw'
/** What a last group of three characters may end in: the two bits that no byte uses are zero. */
const ENDS_OF_THREE = 'AEIMQUYcgkosw048'
/** How many arguments a call is given. Every engine takes several times as many. */
const ARGUMENTS_AT_ONCE = 4_096

/** UTF-8. */
export function toUtf8Bytes(text: string): Bytes {
  return new TextEncoder().encode(text)
}

/** All parts, one after the other. */
export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

/** Two lower-case digits for every byte. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The bytes of hex text in either case, or null for any other text. */
export function parseHex(text: string): Bytes | null {
  if (!HEX.test(text)) return null
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    Number.parseInt(text.slice(2 * index, 2 * index + 2), 16),
  )
}

/** Whether the text is base64url without padding, and the only spelling of its bytes. The empty text is. */
export function isBase64Url(text: string): boolean {
  if (!BASE64URL.test(text)) return false
  const rest = text.length % 4
  if (rest === 0) return true
  if (rest === 1) return false
  return (rest === 2 ? ENDS_OF_TWO : ENDS_OF_THREE).includes(text.charAt(text.length - 1))
}

/** The bytes of base64url as a string of code units 0 to 255, or null. Cheaper than bytes where the content is ASCII. */
export function parseBase64UrlBinary(text: string): string | null {
  return isBase64Url(text) ? atob(text.replaceAll('-', '+').replaceAll('_', '/')) : null
}

/** The bytes of unpadded base64url, or null for anything that `toBase64Url` would not write. @see RFC 4648 §5 */
export function parseBase64Url(text: string): Bytes | null {
  const binary = parseBase64UrlBinary(text)
  return binary === null ? null : toBytes(binary)
}

/** The bytes of standard base64 with padding, or null for anything that `toBase64` would not write. @see RFC 4648 §4 */
export function parseBase64(text: string): Bytes | null {
  if (!BASE64.test(text) || text.length % 4 !== 0) return null
  const bytes = toBytes(atob(text))
  return toBase64(bytes) === text ? bytes : null
}

/** Standard base64 with padding. @see RFC 4648 §4 */
export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  // All at once where it is possible: a call for each byte takes twice as long.
  for (let start = 0; start < bytes.length; start += ARGUMENTS_AT_ONCE) {
    binary += Reflect.apply(String.fromCharCode, null, bytes.subarray(start, start + ARGUMENTS_AT_ONCE))
  }
  return btoa(binary)
}

/** URL-safe base64 without padding. @see RFC 4648 §5 */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function toBytes(binary: string): Bytes {
  const bytes = new Uint8Array(binary.length)
  // `Uint8Array.from` would make a string of each byte.
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index)
  return bytes
}
