/**
 * Routing room. Letter → the letter that stands for all of its cases. Pure.
 *
 * What is folded only ever refuses (a match without case has to be a match with case as well), so it may equal more than any one router
 * does: the Kelvin sign and the long s, which become ASCII letters in some functions of some languages, are folded too.
 *
 * @see apps/docs/decisions/025
 */

/** @param char One UTF-16 code unit. One whose other case takes several, like `İ`, stands for itself. */
export function toFoldedChar(char: string): string {
  if (char < '\x80') return char.toUpperCase()
  const lower = char.toLowerCase()
  const one = lower.length === 1 ? lower : char
  const upper = one.toUpperCase()
  return upper.length === 1 ? upper : one
}
