/** Session room. Any text → one that a header and a line of a log can hold. Pure. */

/** Longest text of this kind, in UTF-16 code units. */
const MAX_CHARS = 200

/** What is no printable ASCII becomes a question mark, so that no line can be forged; the rest is cut off. */
export function toPlainText(text: string): string {
  return text.slice(0, MAX_CHARS).replaceAll(/[^\x20-\x7e]/g, '?')
}
