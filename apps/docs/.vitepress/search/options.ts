/** How MiniSearch reads pages and finds them: for the index, for the box and for tests. */
import type { Options } from 'minisearch'
import { processTerm, tokenize } from './words.ts'

/** A part of a page, from one heading to the next. */
export interface SearchEntry {
  /** Address, with the fragment. */
  readonly id: string
  readonly title: string
  /** Headings above it; the page's title first. */
  readonly titles: readonly string[]
  readonly text: string
}

/** Fields beside the ones that VitePress fills. */
export const QUESTIONS = 'questions'

/** Sections of references answer fewer questions than pages of tasks, and have more words. */
const toBoost = (id: string): number => {
  if (/\/look-up\/(?:decisions\/|api\/|packages\/|changelog|emulated)/.test(id)) return 0.35
  if (/\/look-up\//.test(id)) return 0.7
  // Who uses general words has only begun.
  return /\/start\//.test(id) ? 1.3 : 1
}

/** A section below the first heading of a page is one step further away than the page. */
const SECTION_BOOST = 0.8

/** What the box gives `MiniSearch.loadJSON`. */
export const searchOptions = {
  fields: ['title', 'titles', 'text', QUESTIONS],
  storeFields: ['title', 'titles'],
  tokenize,
  processTerm,
  searchOptions: {
    // Of the word that is being typed. Each word that begins so adds to the score, and lists of names have many.
    prefix: (term: string, at: number, terms: readonly string[]) => at === terms.length - 1 && term.length > 2,
    fuzzy: (term: string) => (term.length > 5 ? 0.2 : false),
    boost: { title: 4, [QUESTIONS]: 3, titles: 1.5, text: 1 },
    weights: { fuzzy: 0.2, prefix: 0.3 },
    boostDocument: (id: string, _term: string, stored?: Record<string, unknown>) => {
      const titles = stored?.['titles']
      const isSection = Array.isArray(titles) && titles.length > 0
      return toBoost(id) * (isSection ? SECTION_BOOST : 1)
    },
  },
} satisfies Options<SearchEntry>
