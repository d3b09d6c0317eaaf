/** The text of a condition, and what its parts mean → words. Pure. */

/** A part of a condition as it is written, with `===` for `!==` and without a leading `!`: how it reads when it holds, and when not. */
export type FactWords = Readonly<Record<string, readonly [holds: string, holdsNot: string]>>

/** Splits at an operator that stands outside of parentheses and quotes. */
const splitAt = (text: string, operator: '&&' | '||'): readonly string[] => {
  const parts: string[] = []
  let depth = 0
  let start = 0
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ''
    if (quote !== '') {
      if (char === quote) quote = ''
    } else if (`'"\``.includes(char)) quote = char
    else if ('([{'.includes(char)) depth++
    else if (')]}'.includes(char)) depth--
    else if (depth === 0 && text.startsWith(operator, at)) {
      parts.push(text.slice(start, at))
      start = at + operator.length
    }
  }
  return [...parts, text.slice(start)].map((part) => part.trim())
}

const isWrapped = (text: string): boolean =>
  text.startsWith('(') && text.endsWith(')') && splitAt(text, '&&').length === 1 && splitAt(text, '||').length === 1

/** One part, without its negation. */
const toPart = (text: string): { readonly part: string; readonly isNegated: boolean } => {
  if (text.startsWith('!')) {
    const part = text.slice(1).trim()
    return { part: isWrapped(part) ? part.slice(1, -1) : part, isNegated: true }
  }
  if (text.includes(' !== ')) return { part: text.replace(' !== ', ' === '), isNegated: true }
  return { part: text, isNegated: false }
}

/**
 * A condition in words.
 *
 * @param used Receives each part that was asked for, so that words that nobody needs any more can be found.
 * @throws Error When a part has no words. The message says which.
 */
export const toWords = (condition: string, words: FactWords, used: Set<string>): string => {
  const text = condition.replace(/\s+/g, ' ').trim()
  if (text === 'always') return 'otherwise'
  const choices = splitAt(text, '||')
  if (choices.length > 1) return choices.map((choice) => toWords(choice, words, used)).join(', or ')
  const parts = splitAt(text, '&&')
  if (parts.length > 1) return parts.map((part) => toWords(part, words, used)).join('; ')
  if (isWrapped(text)) return `either ${toWords(text.slice(1, -1), words, used)}`
  const { part, isNegated } = toPart(text)
  const pair = words[part]
  if (pair === undefined) throw new Error(`No words for \`${part}\`: write some into apps/docs/src/fact-words.ts.`)
  used.add(part)
  return isNegated ? pair[1] : pair[0]
}
