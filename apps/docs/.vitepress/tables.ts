/**
 * A plugin of markdown-it: each cell says which column it stands in, so that a phone can show a row as a list.
 *
 * Tables of two columns fit, and tables of many hold figures, which are compared side by side: both stay as they are.
 */
import type { MarkdownRenderer } from 'vitepress'

type Tokens = Parameters<Parameters<MarkdownRenderer['core']['ruler']['push']>[1]>[0]['tokens']

/** The words of a heading, without its marks. */
const toLabel = (cell: Tokens[number] | undefined): string =>
  (cell?.children ?? []).map(({ content }) => content).join('')

const isStacked = (columns: readonly string[]): boolean => columns.length === 3 || columns.length === 4

/** Marks one table, which begins at `start`. */
const markTable = (tokens: Tokens, start: number): void => {
  const columns: string[] = []
  let column = 0
  for (let at = start; tokens[at] !== undefined && tokens[at]?.type !== 'table_close'; at += 1) {
    const token = tokens[at]
    if (token?.type === 'th_open') columns.push(toLabel(tokens[at + 1]))
    if (token?.type === 'tr_open') column = 0
    if (token?.type !== 'td_open') continue
    if (isStacked(columns)) token.attrSet('data-column', columns[column] ?? '')
    column += 1
  }
}

/** Installs the rule. */
export const useTables = (md: MarkdownRenderer): void => {
  md.core.ruler.push('tables', ({ tokens }) => {
    for (const [at, { type }] of tokens.entries()) if (type === 'table_open') markTable(tokens, at)
  })
}
