/**
 * Routing room. Letter → the letter that stands for both of its cases. Pure.
 *
 * Source: decisions.md 2 (case-insensitive); ECMAScript's Canonicalize for the flag `i` without `u`, so that patterns match exactly what
 * the same regular expression would.
 */

const FIRST_NON_ASCII = 128

/**
 * The upper case of a character, where that is one code unit and does not turn a non-ASCII character into an ASCII one; else itself.
 *
 * @param char One character. A Kelvin sign therefore never equals a `k`.
 */
export function toFoldedChar(char: string): string {
  const upper = char.toUpperCase()
  if (upper.length !== 1) return char
  return char.charCodeAt(0) >= FIRST_NON_ASCII && upper.charCodeAt(0) < FIRST_NON_ASCII ? char : upper
}
