import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { toAnswersPage } from '../src/to-answers-page.ts'

const page = readFileSync(new URL('../answers.md', import.meta.url), 'utf8')

describe('answers.md', () => {
  it('is what the code answers; else run `pnpm --filter @postern/docs run generate` (in-use 18, 23)', async () => {
    expect(page).toBe(await toAnswersPage())
  })

  it('has every reader in it', () => {
    for (const reader of ['page visit', 'App Router', 'Pages Router', 'server action', 'client of JSON', 'preflight']) {
      expect(page).toContain(reader)
    }
    expect(page).toContain('`retry-after: 10`')
    expect(page).toContain('`www-authenticate: Bearer resource_metadata=')
  })
})
