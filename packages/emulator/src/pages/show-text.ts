/** Text of strangers on a page: names may hold marks that turn the reading direction, no letter at all, or ten thousand of them. */
import { html, type Html } from './html.ts'

const MAX_CHARS = 120

/** Marks that nobody sees and that change what is seen: control characters, and those that turn or isolate the direction. */
const HIDDEN = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/gu

/** The text with every hidden mark written out, cut between characters. Fit for attributes and options, where nothing can be marked up. */
export function toShortText(text: string, maxChars: number = MAX_CHARS): string {
  // Cut first: a text may be far longer than what is shown of it.
  const chars = Array.from(text.slice(0, maxChars * 4))
  const isCut = chars.length > maxChars || text.length > maxChars * 4
  const shown = isCut ? chars.slice(0, maxChars).join('') : text
  return `${shown.replaceAll(HIDDEN, toName)}${isCut ? '…' : ''}`
}

/** The same, kept apart from the reading direction of what stands around it. */
export function showText(text: string, maxChars: number = MAX_CHARS): Html {
  return html`<bdi>${toShortText(text, maxChars)}</bdi>`
}

/** Two letters for somebody or something without a picture. */
export function toMark(text: string): string {
  return Array.from(text.replaceAll(HIDDEN, '').trim().slice(0, 16)).slice(0, 2).join('').toUpperCase()
}

function toName(mark: string): string {
  return `⟨U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`
}
