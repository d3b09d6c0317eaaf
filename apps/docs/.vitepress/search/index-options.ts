/** What VitePress is told when it builds the index: the options of the box, and how the questions of a page are found. Reads files. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DefaultTheme } from 'vitepress'
import { docs, findPages, readFrontMatter, toSitePath } from '../pages.ts'
import { QUESTIONS, searchOptions, type SearchEntry } from './options.ts'

const readQuestions = (address: string): string => {
  const path = address
    .replace(/^\//, '')
    .replace(/\.html$/, '.md')
    .replace(/(^|\/)$/, '$1index.md')
  const file = findPages().find((page) => toSitePath(page) === path)
  if (file === undefined || !existsSync(join(docs, file))) return ''
  return readFrontMatter(readFileSync(join(docs, file), 'utf8')).questions.join('\n')
}

const isField = (name: string): name is keyof SearchEntry => ['id', 'title', 'titles', 'text'].includes(name)

/** The first section of a page carries its questions. */
const extractField = (entry: SearchEntry, field: string): string | readonly string[] => {
  if (field === QUESTIONS) return entry.titles.length === 0 ? readQuestions(entry.id.split('#')[0] ?? '') : ''
  return isField(field) ? entry[field] : ''
}

/**
 * The theme's search.
 *
 * VitePress writes what it is told into each page as text and evaluates it in the browser. Ours are imported by the theme instead, so here they are
 * hidden from what is written.
 */
export const toSearch = (): NonNullable<DefaultTheme.Config['search']> => {
  const options: DefaultTheme.LocalSearchOptions = { detailedView: false }
  const miniSearch = { options: { ...searchOptions, extractField } }
  Object.defineProperty(options, 'miniSearch', { value: miniSearch, enumerable: false })
  return { provider: 'local', options }
}
