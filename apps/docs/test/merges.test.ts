/** A merge that was given up half way leaves marks, which a formatter of Markdown takes for quotations. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const MARKS = /^<{7} |^(?:> ?){7}/m
const isElsewhere = (path: string): boolean => /(?:^|\/)(?:node_modules|dist|\.next|\.wrangler)$/.test(path)
const files = globSync(['*.md', '{.changeset,packages,apps}/**/*.md'], { cwd: root, exclude: isElsewhere })

it('leaves nothing of a merge in a page', () => {
  expect(files.length).toBeGreaterThan(100)
  expect(files.filter((file) => MARKS.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
})
