/** Text of a page → the sentence that lists and search engines show. Pure. */
import { readFrontMatter } from './pages.ts'

/** Search engines cut what is longer. */
const MAX_LENGTH = 160

const toPlain = (text: string): string =>
  text
    .replace(/<[^>]*>/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .replace(/\s+/g, ' ')
    .trim()

const shorten = (text: string): string => {
  if (text.length <= MAX_LENGTH) return text
  const sentence = /^.{20,158}?[.?](?= )/.exec(text)?.[0]
  return sentence ?? `${text.slice(0, MAX_LENGTH - 1).replace(/\s+\S*$/, '')}…`
}

/** The description of the front matter; else the beginning of the first paragraph below the heading, else the heading. */
export const toDescription = (text: string): string => {
  const { description } = readFrontMatter(text)
  if (description !== null) return description
  const body = text.replace(/^---\n.*?\n---\n/s, '').replace(/<!--[\s\S]*?-->/g, '')
  const heading = /^# (.+)$/m.exec(body)
  const below = body.slice(heading === null ? 0 : heading.index + heading[0].length)
  const paragraph = below.split(/\n\s*\n/).find((part) => /^[\p{L}`"*[]/u.test(part.trim()))
  return shorten(toPlain(paragraph ?? heading?.[1] ?? ''))
}
