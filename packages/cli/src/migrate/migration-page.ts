/** The migration page, as this package carries it → where a row stands in it. Waits for the disk. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

export interface MigrationPage {
  /** Absolute. */
  readonly path: string
  /** From 1; null: there is no such row, or more than one. */
  readonly findLine: (row: string) => number | null
}

/** As packed beside the command, and where the sources of this repository have it. */
const PLACES = ['./migrate-from-clerk.md', '../../../../apps/docs/migrate-from-clerk.md']

/** @param from Of the module that asks: the page is looked for beside it. */
export async function openMigrationPage(from: string): Promise<MigrationPage | null> {
  for (const place of PLACES) {
    const path = fileURLToPath(new URL(place, from))
    const text = await readFile(path, 'utf8').catch(() => null)
    if (text !== null) return { path, findLine: (row) => findLine(text, row) }
  }
  return null
}

/** @param row A heading with its `#`, or how the first column of a row begins. A printed apostrophe stands for a plain one. */
export function findLine(page: string, row: string): number | null {
  const beginning = row.startsWith('#') ? row : `| ${row}`
  const plain = beginning.replaceAll('’', "'")
  const found = page.split('\n').flatMap((line, at) => (line.startsWith(plain) ? [at + 1] : []))
  return found.length === 1 ? (found[0] ?? null) : null
}
