/**
 * Credentials room. JSON text of a token → object without duplicates, or null. Pure.
 *
 * Depth and size are counted on the text, before anything is built from it. Duplicate members are found by counting too: the text has
 * as many members as it has colons outside of strings, and the parsed object has fewer when two of them had one name, however escaped.
 *
 * @see rulings.md D6; RFC 7519 §4 (duplicate claims); RFC 7515 §5.2
 */
import { MAX_JSON_DEPTH, MAX_JSON_MEMBERS } from '../wire/limits.ts'

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
  if (typeof value !== 'object' || value === null) return 0
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
export function parseTokenJson(text: string): Readonly<Record<string, unknown>> | null {
  const members = countMembers(text)
  if (members === null) return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return sealValue(value) === members ? (value as Readonly<Record<string, unknown>>) : null
}
