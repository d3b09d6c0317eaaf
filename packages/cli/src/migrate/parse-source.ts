/** The text of a file → its syntax tree; null where the parser does not understand it. Does not wait. */
import { extname } from 'node:path'
import { parseAst } from 'rolldown/parseAst'
import type { ESTree } from 'rolldown/utils'

type Language = 'ts' | 'tsx' | 'jsx' | 'dts'

/** By ending. A `.js` file of an application may hold JSX. */
const LANGUAGES: Readonly<Record<string, Language>> = {
  '.ts': 'ts',
  '.mts': 'ts',
  '.cts': 'ts',
  '.tsx': 'tsx',
  '.js': 'jsx',
  '.jsx': 'jsx',
  '.mjs': 'jsx',
  '.cjs': 'jsx',
}

/** Whether a file of this name is one that the command can rewrite. */
export const isSource = (path: string): boolean => extname(path) in LANGUAGES

/** @param path Its ending says which language it is; what it says besides does not matter. */
export function parseSource(path: string, text: string): ESTree.Program | null {
  const lang = /\.d\.[cm]?ts$/.test(path) ? 'dts' : LANGUAGES[extname(path)]
  if (lang === undefined) return null
  try {
    // Parentheses mean nothing here, and would stand between every question and its answer.
    return parseAst(text, { lang, preserveParens: false, sourceType: 'unambiguous' }, path)
  } catch {
    return null
  }
}
