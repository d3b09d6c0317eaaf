/**
 * Settings room. DER of an RSA public key (SubjectPublicKeyInfo) → modulus and exponent. Pure.
 *
 * Only what such a key consists of: sequences, integers, one object identifier, one bit string, definite lengths in their shortest form.
 *
 * @see RFC 5280 §4.1 (SubjectPublicKeyInfo); RFC 8017 §A.1.1 (RSAPublicKey); ITU-T X.690 §8, §10
 */

const INTEGER = 0x02
const BIT_STRING = 0x03
const SEQUENCE = 0x30
/** AlgorithmIdentifier of rsaEncryption: its object identifier 1.2.840.113549.1.1.1, then NULL. */
const RSA_ENCRYPTION = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00]

/** One element's content, and what follows it. */
interface Element {
  readonly content: Uint8Array
  readonly rest: Uint8Array
}

/** The element that begins the bytes, or null when it has another tag or does not fit. */
function readElement(bytes: Uint8Array, tag: number): Element | null {
  const first = bytes[1]
  if (bytes[0] !== tag || first === undefined) return null
  if (first < 0x80) return cut(bytes, 2, first)
  const count = first - 0x80
  // Two bytes of length reach 64 kB, which no key needs. Zero of them would be BER's indefinite form.
  if (count < 1 || count > 2) return null
  const length = count === 1 ? (bytes[2] ?? 0) : (bytes[2] ?? 0) * 256 + (bytes[3] ?? 0)
  const isShortest = count === 1 ? length >= 0x80 : length >= 0x100
  return isShortest ? cut(bytes, 2 + count, length) : null
}

function cut(bytes: Uint8Array, start: number, length: number): Element | null {
  const end = start + length
  return bytes.length < end ? null : { content: bytes.subarray(start, end), rest: bytes.subarray(end) }
}

/** The only element of the bytes. */
function readOnly(bytes: Uint8Array, tag: number): Uint8Array | null {
  const element = readElement(bytes, tag)
  return element !== null && element.rest.length === 0 ? element.content : null
}

/** A positive integer's bytes, big-endian, possibly with DER's leading zero. */
function isPositive(integer: Uint8Array): boolean {
  return (integer[0] ?? 0x80) < 0x80
}

/** The modulus and exponent of an RSAPublicKey. */
function readRsaKey(bytes: Uint8Array): RsaNumbers | null {
  const sequence = readOnly(bytes, SEQUENCE)
  const modulus = sequence === null ? null : readElement(sequence, INTEGER)
  const exponent = modulus === null ? null : readOnly(modulus.rest, INTEGER)
  if (modulus === null || exponent === null || !isPositive(modulus.content) || !isPositive(exponent)) return null
  return { modulus: modulus.content, exponent }
}

/** Big-endian numbers of an RSA public key; leading zeros are possible. */
export interface RsaNumbers {
  readonly modulus: Uint8Array
  readonly exponent: Uint8Array
}

/** The numbers in a SubjectPublicKeyInfo of an RSA key; null when it is anything else. */
export function readRsaDer(bytes: Uint8Array): RsaNumbers | null {
  const info = readOnly(bytes, SEQUENCE)
  const algorithm = info === null ? null : readElement(info, SEQUENCE)
  if (algorithm === null || algorithm.content.length !== RSA_ENCRYPTION.length) return null
  if (!RSA_ENCRYPTION.every((byte, at) => algorithm.content[at] === byte)) return null
  const bits = readOnly(algorithm.rest, BIT_STRING)
  // The first byte of a bit string counts its unused bits.
  return bits === null || bits[0] !== 0 ? null : readRsaKey(bits.subarray(1))
}
