import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readConditions } from '../src/read-conditions.ts'
import { toRulesPage } from '../src/to-rules-page.ts'

describe('handshake.md', () => {
  it('is what the tables say; else run `pnpm --filter @postern/docs run generate`', () => {
    expect(readFileSync(new URL('../handshake.md', import.meta.url), 'utf8')).toBe(toRulesPage())
  })
})

describe('readConditions', () => {
  it('reads what stands between the name and the outcome', () => {
    const source = [
      'export const rules = table()([',
      "  ['first-row',  s => s.a && !s.b?.c,            travel('x', 'y')],",
      "  ['second-row', (f) => f.d !== 'e, f' || g(f.h, 1), 'out'],",
      "  ['last-row',   always,  { kind: 'z' }],",
      '])',
    ].join('\n')
    expect([...readConditions(source)]).toEqual([
      ['first-row', 'a && !b?.c'],
      ['second-row', "d !== 'e, f' || g(h, 1)"],
      ['last-row', 'always'],
    ])
  })
})
