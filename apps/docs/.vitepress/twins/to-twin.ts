/** A page → the Markdown that programs and people read beside it: code filled in, links to other twins, no marks of the site. Reads files. */
import { join } from 'node:path'
import { docs, readFrontMatter } from '../pages.ts'
import { repository, toPathAside, toSiteLink } from '../site-links.ts'
import { expandIncludes } from './include.ts'

const LINK = /(?<!!)\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)/g

/** @param base Path of the site on its host, with a slash at its end. */
const toTwinLink = (page: string, base: string, words: string, href: string): string => {
  const link = toSiteLink(page, href)
  if (link.kind === 'page') return `[${words}](${base}${link.path.slice(1)}${link.fragment})`
  if (link.kind === 'kept') return `[${words}](${href})`
  if (repository !== null) return `[${words}](${repository}/${link.path})`
  const aside = toPathAside(words.replaceAll('`', ''), link.path)
  return aside === null ? `\`${link.path}\`` : `${words} (\`${aside}\`)`
}

/** Changes what stands outside of fences only. */
const outsideOfFences = (text: string, change: (prose: string) => string): string =>
  text
    .split(/(^ *```[\s\S]*?^ *```$)/m)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('')

const withoutMarks = (prose: string): string =>
  prose
    .replace(/^ *::: *code-group.*\n?/gm, '')
    .replace(/^ *::: *(tip|info|warning|danger|details)\b *(.*)$/gm, (_, kind: string, title: string) => {
      const word = title === '' ? kind : title
      return `**${word.charAt(0).toUpperCase()}${word.slice(1)}**\n`
    })
    .replace(/^ *:::[ \t]*$\n?/gm, '')
    .replace(/<!--[\s\S]*?-->\n?/g, '')

/**
 * @param page A path in `apps/docs`.
 * @param text What the file holds.
 */
export const toTwin = (page: string, text: string, base: string): string => {
  const { title, description } = readFrontMatter(text)
  const body = expandIncludes(text, join(docs, page)).replace(/^---\n.*?\n---\n/s, '')
  const prose = outsideOfFences(body, (part) =>
    withoutMarks(part).replace(LINK, (_, words: string, href: string) => toTwinLink(page, base, words, href)),
  )
  const head = /^# /m.test(prose) || title === null ? '' : `# ${title}\n\n${description ?? ''}\n\n`
  return `${(head + prose).replace(/\n{3,}/g, '\n\n').trim()}\n`
}
