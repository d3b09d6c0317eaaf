/** The comment of a declaration → its parts. Does not wait. */
import type { Docs } from './api-shapes.ts'

export const NO_DOCS: Docs = { text: '', params: [], returns: '', throws: [], see: [] }

/** Lines of a comment without its frame. */
const toLines = (comment: string): readonly string[] =>
  comment
    .replace(/^\/\*\*/, '')
    .replace(/\*\/$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())

/** Tags stand at the front of a line, or after a sentence; what stands between backticks is code. */
const toParts = (text: string): readonly string[] =>
  text.split(/(?:^|(?<=[.)`\s]))(?=@(?:param|returns|throws|see|default|example|deprecated)\b)/m)

/** Lines that belong together, as one; paragraphs, lists and code keep theirs. */
const toMarkdown = (text: string): string =>
  text
    .trim()
    .split(/(```[\s\S]*?```)/)
    .map((part) => (part.startsWith('```') ? part : part.replace(/([^\n])\n[ \t]*(?![\s\-*|]|\d+\. )/g, '$1 ')))
    .join('')

/** @param comment Whole, or empty text. */
export const readDocs = (comment: string): Docs => {
  if (comment === '') return NO_DOCS
  const parts = toParts(toLines(comment).join('\n').trim())
  const tags = parts.filter((part) => part.startsWith('@'))
  const text = parts.filter((part) => !part.startsWith('@')).join('')
  const valuesOf = (tag: string): readonly string[] =>
    tags.filter((part) => part.startsWith(`@${tag} `)).map((part) => toMarkdown(part.slice(tag.length + 2)))
  const params = valuesOf('param').map((value): readonly [string, string] => {
    const [name = ''] = value.split(' ')
    return [name, value.slice(name.length).trim()]
  })
  return {
    text: [toMarkdown(text), ...valuesOf('deprecated').map((value) => `Deprecated: ${value}`)].join('\n\n').trim(),
    params,
    returns: valuesOf('returns').join(' '),
    throws: valuesOf('throws'),
    see: valuesOf('see'),
  }
}
