/**
 * Hand-over entry. Text, bytes and hex. Pure.
 *
 * Our own, and not the ciphers' library: the sealing side asks the platform for its cryptography and carries none of that library for it.
 */

/** Bytes that the platform's cryptography takes: never those of shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>

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
  if (!/^(?:[0-9a-f]{2})*$/i.test(text)) return null
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    Number.parseInt(text.slice(2 * index, 2 * index + 2), 16),
  )
}
