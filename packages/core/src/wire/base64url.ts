/**
 * Wire room. Base64url, strictly: no padding, no whitespace, no `+` or `/`, no spare bits that are set. Pure.
 *
 * One value has one spelling, so a token cannot be written in two ways that compare as different and decode to the same.
 *
 * @see RFC 4648 §5, §3.5; RFC 7515 §2
 */

const BASE64URL = /^[A-Za-z0-9_-]*$/
/** What a last group of two characters may end in: the four bits that no byte uses are zero. */
const ENDS_OF_TWO = 'AQgw'
/** What a last group of three characters may end in: the two bits that no byte uses are zero. */
const ENDS_OF_THREE = 'AEIMQUYcgkosw048'

/** Whether the text is base64url and the only spelling of its bytes. The empty text is. */
export function isBase64Url(text: string): boolean {
  if (!BASE64URL.test(text)) return false
  const rest = text.length % 4
  if (rest === 0) return true
  if (rest === 1) return false
  return (rest === 2 ? ENDS_OF_TWO : ENDS_OF_THREE).includes(text.charAt(text.length - 1))
}

/** The bytes as a string of code units 0 to 255, or null. Cheaper than bytes where the content is ASCII. */
export function parseBase64UrlBinary(text: string): string | null {
  return isBase64Url(text) ? atob(text.replaceAll('-', '+').replaceAll('_', '/')) : null
}

/** The bytes, or null when the text is not strict base64url. */
export function parseBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  const binary = parseBase64UrlBinary(text)
  return binary === null ? null : Uint8Array.from(binary, (char) => char.charCodeAt(0))
}

/** Bytes as base64url without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
