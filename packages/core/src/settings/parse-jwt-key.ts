/**
 * Settings room. Text of the `jwtKey` option → public key. Pure.
 *
 * Accepts what the provider's dashboard shows and what people make of it in an environment variable: a PEM block (with real line ends,
 * with `\n` written out, or on one line), the bare base64 of it, or a JWK in JSON. Of DER only what an RSA key consists of is read: sequences,
 * integers, one object identifier, one bit string, definite lengths in their shortest form.
 *
 * @see rulings.md D8; protocol.md 1.4; RFC 7468 §13; RFC 7517 §4; RFC 5280 §4.1 (SubjectPublicKeyInfo); RFC 8017 §A.1.1 (RSAPublicKey);
 *   ITU-T X.690 §8, §10
 */
import { isBase64Url, parseBase64Url } from '../foundation/bytes.ts'
import { fail, type Result } from '../foundation/result.ts'
import { SIGNATURE_ALGORITHMS } from '../wire/claims.ts'
import { isSignatureKeyJwk, parseRsaJwk, toRsaPublicJwk } from './parse-rsa-jwk.ts'
import { MAX_JWT_KEY_CHARS } from '../wire/tenant-limits.ts'
import type { RsaPublicJwk } from './settings.ts'

const PEM_HEADER = '-----BEGIN PUBLIC KEY-----'
const PEM_FOOTER = '-----END PUBLIC KEY-----'
/** The provider signs with this one and its clients bind a PEM key to it. A JWK may name another. */
const PEM_ALGORITHM = 'RS256'
const ALGORITHMS: readonly string[] = SIGNATURE_ALGORITHMS

/** The base64 between the lines of a PEM block, or the text itself where there is no block; null when the block is another kind's. */
function parsePemBody(text: string): string | null {
  const isWhole = text.startsWith(PEM_HEADER) && text.endsWith(PEM_FOOTER)
  const body = isWhole ? text.slice(PEM_HEADER.length, -PEM_FOOTER.length) : text
  return body.includes('-----') ? null : body.replaceAll(/\s+/g, '')
}

/** Standard base64, padded or not, or base64url. */
function parseAnyBase64(text: string): Uint8Array | null {
  const url = text
    .replace(/={1,2}$/, '')
    .replaceAll('+', '-')
    .replaceAll('/', '_')
  return isBase64Url(url) ? parseBase64Url(url) : null
}

function parsePem(text: string): Result<RsaPublicJwk, string> {
  const body = parsePemBody(text)
  if (body === null)
    return fail('It is not one whole PUBLIC KEY block. Private keys and certificates do not belong here.')
  const bytes = parseAnyBase64(body)
  if (bytes === null) return fail('Its body is not base64.')
  const numbers = readRsaDer(bytes)
  if (numbers === null) return fail('It does not hold an RSA public key in SPKI form.')
  return toRsaPublicJwk(numbers.modulus, numbers.exponent, PEM_ALGORITHM)
}

function parseJson(text: string): Result<RsaPublicJwk, string> {
  let jwk: unknown
  try {
    jwk = JSON.parse(text)
  } catch {
    // The parser's own message would quote the text.
    return fail('It begins like JSON and is none.')
  }
  if (!isSignatureKeyJwk(jwk)) return fail('It is not a JWK for verifying signatures.')
  const key = parseRsaJwk(jwk)
  if (!key.ok || key.value.alg === undefined || ALGORITHMS.includes(key.value.alg)) return key
  return fail('Its alg is none that tokens are signed with: RS256, RS384 or RS512.')
}

/**
 * The key that the `jwtKey` option holds.
 *
 * @param text A PEM block `PUBLIC KEY`, its bare base64 body, or a JWK as JSON.
 * @returns The key, RSA of 2048 bits or more with an odd exponent of at least 3; or what is wrong, in one sentence without any part of
 *   the key. Private keys are refused. A PEM key is bound to RS256; a JWK to the `alg` it names, if any.
 */
export function parseJwtKey(text: string): Result<RsaPublicJwk, string> {
  if (text.length > MAX_JWT_KEY_CHARS) return fail('It is too long to be a public key.')
  const trimmed = text.trim()
  if (trimmed === '') return fail('It is empty.')
  if (trimmed.startsWith('{')) return parseJson(trimmed)
  // Environment variables often carry line ends written out.
  return parsePem(trimmed.replaceAll(/\\r|\\n/g, '\n').trim())
}

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
interface RsaNumbers {
  readonly modulus: Uint8Array
  readonly exponent: Uint8Array
}

/** The numbers in a SubjectPublicKeyInfo of an RSA key; null when it is anything else. */
function readRsaDer(bytes: Uint8Array): RsaNumbers | null {
  const info = readOnly(bytes, SEQUENCE)
  const algorithm = info === null ? null : readElement(info, SEQUENCE)
  if (algorithm === null || algorithm.content.length !== RSA_ENCRYPTION.length) return null
  if (!RSA_ENCRYPTION.every((byte, at) => algorithm.content[at] === byte)) return null
  const bits = readOnly(algorithm.rest, BIT_STRING)
  // The first byte of a bit string counts its unused bits.
  return bits === null || bits[0] !== 0 ? null : readRsaKey(bits.subarray(1))
}
