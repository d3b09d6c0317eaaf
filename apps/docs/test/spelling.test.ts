/** Are the pages of the site spelled right? Words that no dictionary has stand in `words.txt`: names, and terms of the field. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { copyReadmes } from '../.vitepress/readmes.ts'

const docs = fileURLToPath(new URL('..', import.meta.url))
const cspell = join(docs, 'node_modules/cspell/bin.mjs')

const findMisspelled = (): string => {
  try {
    return execFileSync(process.execPath, [cspell, 'lint', '--no-progress', '--no-summary'], {
      cwd: docs,
      encoding: 'utf8',
    })
  } catch (error) {
    if (error instanceof Error && 'stdout' in error && typeof error.stdout === 'string') return error.stdout
    throw error
  }
}

describe('spelling', () => {
  it('is right on every page', () => {
    copyReadmes()
    expect(findMisspelled()).toBe('')
  })
  it('has a sorted list of words', () => {
    const words = readFileSync(join(docs, 'words.txt'), 'utf8').trim().split('\n')
    expect(words).toEqual([...new Set(words)].toSorted())
  })
})
