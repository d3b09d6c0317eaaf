/**
 * Routing room. Path → its one spelling; letter → the one that stands for all of its cases. Pure.
 *
 * Escapes of unreserved characters are decoded, everything that a path may not hold as it is gets encoded, hexadecimal digits are upper
 * case. Escapes of reserved characters stay: whether they mean the character is a question of reading (`to-path-readings.ts`).
 *
 * Source: rulings.md 2 (canonical form); RFC 3986 2.2, 2.3, 6.2.2.
 */
import { fail, ok, type Result } from '../foundation/result.ts'

/** Of letters, digits and `-._~`. */
const UNRESERVED_ESCAPE = /%(?:2[DE]|3\d|[46][1-9A-F]|[57][\dA]|5F|7E)/gi
/** An escape that is not in upper case. */
const LOWER_ESCAPE = /%(?:[a-f].|.[a-f])/g
/** Neither unreserved nor reserved, not the escape character, and not the backslash, which is a matter of reading. */
const ILLEGAL = /[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%\\]+/gu
const ASCII = /^[\0-\x7F]*$/
const CONTROL = /[\p{Cc}\u2028\u2029]/u
const NON_ASCII_ESCAPES = /(?:%[89A-F][0-9A-F])+/g

/**
 * Spells a path canonically.
 *
 * @param path A raw pathname, as it stands in a URL.
 * @returns ASCII text; or why there is none: `malformed` (a `%` without two digits, bytes that are not UTF-8, a lone surrogate), `control`
 *   (a control character or line separator, raw or escaped).
 */
export function toCanonicalPath(path: string): Result<string, 'malformed' | 'control'> {
  try {
    if (CONTROL.test(decodeURIComponent(path))) return fail('control')
    // Of characters outside ASCII the escapes are spelled byte by byte, which is what they are.
    return ok(
      path
        .replace(UNRESERVED_ESCAPE, decodeURIComponent)
        .replace(LOWER_ESCAPE, (escape) => escape.toUpperCase())
        .replace(ILLEGAL, encodeURIComponent),
    )
  } catch {
    // decodeURIComponent and encodeURIComponent throw for a `%` without two digits, for bytes that are not UTF-8, and for lone surrogates.
    return fail('malformed')
  }
}

/**
 * A canonical path with the letters outside ASCII folded, so that comparison may ignore case there too. ASCII letters are folded where
 * they are compared.
 */
export function toFoldedPath(canonicalPath: string): string {
  if (!canonicalPath.includes('%')) return canonicalPath
  return canonicalPath.replace(NON_ASCII_ESCAPES, (escapes) =>
    encodeURIComponent(toFoldedText(decodeURIComponent(escapes))),
  )
}

/** A text, each of its letters folded. */
export function toFoldedText(text: string): string {
  return ASCII.test(text) ? text.toUpperCase() : Array.from(text, toFoldedChar).join('')
}

/**
 * A letter → the one that stands for all of its cases.
 *
 * What is folded only ever refuses (a match without case has to be a match with case as well), so it may equal more than any one router
 * does: the Kelvin sign and the long s, which become ASCII letters in some functions of some languages, are folded too.
 *
 * @param char One UTF-16 code unit. One whose other case takes several, like `İ`, stands for itself.
 * @see apps/docs/decisions/025
 */
export function toFoldedChar(char: string): string {
  if (char < '\x80') return char.toUpperCase()
  const lower = char.toLowerCase()
  const one = lower.length === 1 ? lower : char
  const upper = one.toUpperCase()
  return upper.length === 1 ? upper : one
}
