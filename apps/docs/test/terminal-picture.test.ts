import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readRun, toTerminalPicture } from '../src/to-terminal-picture.ts'

const read = (name: string): string => readFileSync(new URL(`../public/${name}`, import.meta.url), 'utf8')

describe('demo.svg', () => {
  it('shows the recorded run, and nothing that was not in it; else record it again', () => {
    expect(read('demo.svg')).toBe(toTerminalPicture(read('demo.txt')))
  })

  it('shows steps that all ended well, and a refusal among them', () => {
    const steps = readRun(read('demo.txt')).filter(({ kind }) => kind === 'step')
    expect(steps.length).toBeGreaterThan(15)
    expect(steps.filter(({ text }) => !text.startsWith('✓'))).toEqual([])
    expect(steps.map(({ status }) => status)).toEqual(expect.arrayContaining(['200', '401', '404']))
  })

  it('is small enough for a first page', () => {
    expect(read('demo.svg').length).toBeLessThan(150 * 1024)
  })
})

describe('readRun', () => {
  it('takes the last status of a step, and forgets it after the step', () => {
    const run = 'App, http://localhost:1\n  … a\n    GET /a → 307 /b\n    GET /b → 200\n  ✓ a\n  ✗ b: <gone>\n'
    expect(readRun(run).map(({ text, status }) => [text, status])).toEqual([
      ['npm run demo -- --check', ''],
      ['App, http://localhost:1', ''],
      ['✓ a', '200'],
      ['✗ b: <gone>', ''],
    ])
    expect(toTerminalPicture(run)).toContain('b: &lt;gone&gt;')
  })
})
