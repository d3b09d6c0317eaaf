import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { toFiguresPage } from '../src/to-figures-page.ts'

const card = { cpu: 'x', cores: 2, memoryGib: 4, system: 'Linux', node: '24', workerd: '1', packages: {}, load: 0 }
const origin = { date: '2026-01-31', commit: 'abcdef1', card }
const bound = { gate: 2, target: 1, isAtMost: true }
const toRun = (value: number) => ({ scenes: [], goals: [{ name: 'a figure', value, best: 0.5, ...bound }] })
const toPage = (...values: readonly number[]): string =>
  toFiguresPage({ schema: 1, sideBySide: { ...origin, runs: values.map(toRun) }, growth: null, memory: null })

describe('figures.md', () => {
  it('is what was measured; else run `pnpm --filter @postern/docs run generate`', () => {
    expect(readFileSync(new URL('../figures.md', import.meta.url), 'utf8')).toBe(toFiguresPage())
  })
})

describe('toFiguresPage', () => {
  it.each([
    ['**missed**', [1.5, 2.5]],
    ['held', [1.5, 2]],
    ['target reached', [1, 0.5]],
  ])('says that a gate is %s by all runs', (word, values) => {
    expect(toPage(...values)).toContain(`| a figure | ${values.join(' | ')} | 0.5 | ≤ 2 | ≤ 1 | ${word} |`)
  })

  it('says what was not measured', () => {
    expect(toPage(1).match(/Not measured yet\./g)).toHaveLength(2)
  })
})
