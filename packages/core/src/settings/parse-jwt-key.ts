/**
 * Settings room. Text of the `jwtKey` option → public key. Pure.
 *
 * Accepts what the provider's dashboard shows and what people make of it in an environment variable: a PEM block (with real line ends,
 * with `\n` written out, or on one line), the bare base64 of it, or a JWK in JSON.
 *
 * @see rulings.md D8; protocol.md 1.4; RFC 7468 §13; RFC 7517 §4
 */
import { fail } from '../foundation/result.ts'
import { isBase64Url, parseBase64Url } from '../foundation/bytes.ts'
import { SIGNATURE_ALGORITHMS } from '../wire/claims.ts'
import { isSignatureKeyJwk, parseRsaJwk } from './parse-rsa-jwk.ts'
import { readRsaDer } from './read-rsa-der.ts'
import { toRsaPublicJwk } from './rsa-public-key.ts'
import type { Result } from '../foundation/result.ts'
import type { RsaPublicJwk } from './settings.ts'

/** Longest text that is looked at; the largest key needs a fifth of it. */
const MAX_JWT_KEY_CHARS = 16_384
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
