import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { toRulesPage } from '../src/to-rules-page.ts'

describe('handshake.md', () => {
  it('is what the tables say; else run `pnpm --filter @postern/docs run generate`', () => {
    expect(readFileSync(new URL('../handshake.md', import.meta.url), 'utf8')).toBe(toRulesPage())
  })
})
