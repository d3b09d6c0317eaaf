/**
 * Credentials room. Token text → parts, header and claims, NOT verified. Pure.
 *
 * Strict on purpose: where two parsers read one token differently, a forged claim gets in between. Nothing here judges an algorithm, a
 * key or a time; that is the verification room's work.
 *
 * Depth and size of the JSON are counted on the text, before anything is built from it. Duplicate members are found by counting too: the
 * text has as many members as it has colons outside of strings, and the parsed object has fewer when two of them had one name, however
 * escaped.
 *
 * @see rulings.md D6; protocol.md 4.1; RFC 7519 §4 (duplicate claims); RFC 7515 §5.2
 */
import { isObject, isRecord } from '../foundation/is-record.ts'
import { isBase64Url, parseBase64UrlBinary } from '../foundation/bytes.ts'
import { MAX_JSON_DEPTH, MAX_JSON_MEMBERS, MAX_TOKEN_BYTES } from '../wire/limits.ts'

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

const QUOTE = 34
const COLON = 58
const OPEN_BRACKET = 91
const BACKSLASH = 92
const CLOSE_BRACKET = 93
const OPEN_BRACE = 123
const CLOSE_BRACE = 125

/** Where the string that opens at `start` closes, or -1. */
function closingQuote(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end !== -1) {
    let first = end
    while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1
    // An even run of backslashes escapes itself; an odd one escapes the quote.
    if ((end - first) % 2 === 0) return end
    end = text.indexOf('"', end + 1)
  }
  return -1
}

/** How many members the text has over all its objects, or null when it is nested too deeply or has too many. */
function countMembers(text: string): number | null {
  let members = 0
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      at = closingQuote(text, at)
      if (at === -1) return null
    } else if (code === COLON) {
      members += 1
      if (members > MAX_JSON_MEMBERS) return null
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      depth += 1
      if (depth > MAX_JSON_DEPTH) return null
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      depth -= 1
    }
  }
  return members
}

/**
 * Freezes a fresh value to the bottom and takes its objects' prototype away, so that no claim can shadow or reach a built-in name.
 *
 * @returns How many members it has over all its objects.
 */
function sealValue(value: unknown): number {
  if (!isObject(value)) return 0
  let members = 0
  if (Array.isArray(value)) {
    for (const item of value) members += sealValue(item)
  } else {
    const object = value as Record<string, unknown>
    Object.setPrototypeOf(object, null)
    // Nothing is inherited any more, so this walks the object's own members, and builds no list of them.
    for (const name in object) members += 1 + sealValue(object[name])
  }
  Object.freeze(value)
  return members
}

/**
 * The object that a part of a token spells.
 *
 * @returns An object without a prototype, frozen to the bottom; or null when the text is not JSON, not an object, deeper than
 *   `MAX_JSON_DEPTH`, larger than `MAX_JSON_MEMBERS`, or names a member twice.
 */
function parseTokenJson(text: string): Readonly<Record<string, unknown>> | null {
  const members = countMembers(text)
  if (members === null) return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  return isRecord(value) && sealValue(value) === members ? value : null
}

/** The object in a part, or null. */
function parsePart(part: string): Readonly<Record<string, unknown>> | null {
  const text = parseText(part)
  return text === null ? null : parseTokenJson(text)
}

/**
 * Takes a token apart.
 *
 * @param findHeader The header that a text spells, where it was read before. Nearly all tokens of an instance have the same. Default: none.
 * @returns Null when it is longer than `MAX_TOKEN_BYTES`, has not exactly three parts, a part is not strict base64url, header or payload
 *   is not fatal UTF-8 without a byte order mark, not a JSON object, too deep, too large, or names a member twice.
 */
export function peekToken(
  token: string,
  findHeader?: (headerPart: string) => PeekedToken['header'] | null,
): PeekedToken | null {
  if (token.length > MAX_TOKEN_BYTES) return null
  const first = token.indexOf('.')
  const second = token.indexOf('.', first + 1)
  if (first <= 0 || second <= first + 1) return null
  const signaturePart = token.slice(second + 1)
  // A third dot is no base64url either.
  if (!isBase64Url(signaturePart)) return null
  const headerPart = token.slice(0, first)
  const header = findHeader?.(headerPart) ?? parsePart(headerPart)
  if (header === null) return null
  const payloadPart = token.slice(first + 1, second)
  const claims = parsePart(payloadPart)
  return claims === null ? null : { token, headerPart, payloadPart, signaturePart, header, claims }
}
