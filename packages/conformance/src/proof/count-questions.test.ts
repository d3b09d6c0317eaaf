/** What the documentation says of the router proofs is what they ask. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { countQuestions } from './count-questions.ts'

const read = (page: string): string =>
  readFileSync(new URL(`../../../../apps/docs/understand/${page}`, import.meta.url), 'utf8')
const toText = (count: number): string => count.toLocaleString('en-US')

describe('countQuestions', () => {
  const counts = Object.entries(countQuestions())

  it.each(counts)('of %s is what two-layers.md says', (router, { hostile, honest }) => {
    const rows = [...read('two-layers.md').matchAll(/^\| ([^|]+?) *\| *([\d,]+) *\| *([\d,]+) *\|$/gm)]
    const row = rows.find(([, name]) => name === router)
    expect(row?.slice(2)).toEqual([toText(hostile), toText(honest)])
  })

  it('of all together is what trust.md says', () => {
    const all = counts.reduce((sum, [, { hostile, honest }]) => sum + hostile + honest, 0)
    expect(read('trust.md')).toContain(`[${toText(all)} questions over sockets](two-layers.md)`)
  })
})
