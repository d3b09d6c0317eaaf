import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findingKinds } from './finding-kinds.ts'
import { findLine } from './migration-page.ts'

const page = readFileSync(new URL('../../../../apps/docs/migrate-from-clerk.md', import.meta.url), 'utf8')

describe('findingKinds', () => {
  it.each(Object.entries(findingKinds))('%s names one row of the migration page', (_, { row }) => {
    expect([row, findLine(page, row)]).toEqual([row, expect.any(Number)])
  })
})
