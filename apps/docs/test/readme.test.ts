/** What the README of the root says can be checked: each row of its table of features by a test, each figure by the bench. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readResults } from '../src/to-figures-page.ts'
import { toSpeedTable, withSpeedTable } from '../src/to-speed-table.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const readme = readFileSync(join(root, 'README.md'), 'utf8')

const readFeatures = (): readonly (readonly [feature: string, test: string])[] => {
  const start = readme.indexOf("## Beside the vendor's packages")
  const section = readme.slice(start, readme.indexOf('\n###', start))
  const rows = section.split('\n').filter((line) => /^\| (?!What|-)/.test(line))
  return rows.map((row) => {
    const cells = row.split('|').map((cell) => cell.trim())
    return [cells[1] ?? '', cells.at(-2) ?? '']
  })
}

describe('the features of README.md', () => {
  it('are a table', () => {
    expect(readFeatures().length).toBeGreaterThan(8)
  })

  it.each(readFeatures())('%s: a test that exists', (_, cell) => {
    const path = /^\[[^\]]+\]\(([^)]+\.test\.ts)\)$/.exec(cell)?.[1] ?? ''
    expect(path).not.toBe('')
    expect(existsSync(join(root, path))).toBe(true)
  })

  it('names the versions that were compared', () => {
    const packages = readResults().sideBySide?.card.packages ?? {}
    for (const name of ['@clerk/nextjs', '@clerk/hono', '@clerk/backend'])
      expect(readme).toContain(`\`${name}\` ${/^\d+\.\d+/.exec(packages[name] ?? '')?.[0]}`)
  })
})

describe('the figures of README.md', () => {
  it('are those that were measured; else run `pnpm --filter @postern/docs run generate`', () => {
    const rows = (text: string): readonly string[] =>
      text
        .split('\n')
        .filter((line) => line.startsWith('| '))
        .map((line) => line.replaceAll(/\s+/g, ' ').replaceAll(/-+/g, '-'))
    const [begin, end] = [readme.indexOf('<!-- Measured'), readme.indexOf('<!-- Up to here. -->')]
    const printed = withSpeedTable(readme)
    expect(rows(readme.slice(begin, end))).toEqual(rows(printed.slice(begin, printed.indexOf('<!-- Up to here. -->'))))
    expect(readme.slice(begin, end)).not.toContain('not measured')
  })
})

describe('toSpeedTable', () => {
  it('says where a figure is missing', () => {
    const table = toSpeedTable({ schema: 1, sideBySide: null, growth: null, memory: null })
    expect(table.match(/not measured/g)).toHaveLength(16)
  })
})
