/**
 * Credentials room. Token text → parts, header and claims, NOT verified. Pure.
 *
 * Strict on purpose: where two parsers read one token differently, a forged claim gets in between. Nothing here judges an algorithm, a
 * key or a time; that is the verification room's work.
 *
 * @see rulings.md D6; protocol.md 4.1
 */
import { isBase64Url, parseBase64UrlBinary } from '../wire/base64url.ts'
import { MAX_TOKEN_BYTES } from '../wire/limits.ts'
import { parseTokenJson } from './parse-token-json.ts'

/** A token that was taken apart and not verified. Its objects have no prototype and are frozen to the bottom. */
export interface PeekedToken {
  /** The compact JWS, exactly as it was carried. */
  readonly token: string
  /** First part, base64url: what `header` was read from. */
  readonly headerPart: string
  /** Second part, base64url: what `claims` were read from. */
  readonly payloadPart: string
  /** Third part, base64url. May be empty, and then never verifies. */
  readonly signaturePart: string
  readonly header: Readonly<Record<string, unknown>>
  /** NOT verified. */
  readonly claims: Readonly<Record<string, unknown>>
}

/** Fatal: invalid bytes are refused, never replaced. The byte order mark is kept, so that JSON refuses it. */
const FATAL = { fatal: true, ignoreBOM: true }
const BEYOND_ASCII = /[\u0080-\u00ff]/

/** The text of a part, or null when it is not strict base64url of valid UTF-8. */
function parseText(part: string): string | null {
  const binary = parseBase64UrlBinary(part)
  // ASCII is its own UTF-8, and nearly every token is ASCII.
  if (binary === null || !BEYOND_ASCII.test(binary)) return binary
  try {
    return new TextDecoder('utf-8', FATAL).decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)))
  } catch {
    return null
  }
}

/** The object in a part, or null. */
function parsePart(part: string): Readonly<Record<string, unknown>> | null {
  const text = parseText(part)
  return text === null ? null : parseTokenJson(text)
}

/**
 * Takes a token apart.
 *
 * @returns Null when it is longer than `MAX_TOKEN_BYTES`, has not exactly three parts, a part is not strict base64url, header or payload
 *   is not fatal UTF-8 without a byte order mark, not a JSON object, too deep, too large, or names a member twice.
 */
export function peekToken(
  token: string,
  recallHeader?: (headerPart: string) => PeekedToken['header'] | null,
): PeekedToken | null {
  if (token.length > MAX_TOKEN_BYTES) return null
  const first = token.indexOf('.')
  const second = token.indexOf('.', first + 1)
  if (first <= 0 || second <= first + 1) return null
  const signaturePart = token.slice(second + 1)
  // A third dot is no base64url either.
  if (!isBase64Url(signaturePart)) return null
  const headerPart = token.slice(0, first)
  const header = recallHeader?.(headerPart) ?? parsePart(headerPart)
  if (header === null) return null
  const payloadPart = token.slice(first + 1, second)
  const claims = parsePart(payloadPart)
  return claims === null ? null : { token, headerPart, payloadPart, signaturePart, header, claims }
}
