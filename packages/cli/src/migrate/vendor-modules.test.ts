/** What the command believes of each export is what the migration page says of it. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findPlace, vendorModules } from './vendor-modules.ts'

const page = readFileSync(new URL('../../../../apps/docs/migrate-from-clerk.md', import.meta.url), 'utf8')

/** Names in the first column of the tables below a heading, with what the second says. */
function readRows(heading: string): readonly (readonly [name: string, now: string])[] {
  const start = page.indexOf(`\n### \`${heading}\`\n`)
  const rows = page.slice(start, page.indexOf('\n#', start + 5)).split('\n')
  return rows.flatMap((row) => {
    const [, names = '', now = ''] = row.split('|')
    return [...names.matchAll(/`([^`/()]+)`/g)].map(([, name = '']) => [name, now.trim()] as const)
  })
}

describe('vendorModules', () => {
  it.each(['@clerk/nextjs/server', '@clerk/nextjs', '@clerk/hono', '@clerk/backend'])(
    'agrees with the page: %s',
    (name) => {
      const module = vendorModules[name] ?? expect.fail(name)
      const rows = readRows(name)
      expect(rows.length).toBeGreaterThan(4)
      // The page gives the backend's client and types another name in ours, which is a choice and not a change of an import.
      const isMoved = (now: string): boolean => now.startsWith('the same') || now.startsWith('`SessionAuth`, or')
      const expected = rows.map(([export_, now]) => [export_, isMoved(now) || now.startsWith('only a hint')])
      expect(rows.map(([export_]) => [export_, findPlace(module, export_).target !== null])).toEqual(expected)
    },
  )

  it('names no export of server code that the page does not', () => {
    const onPage = readRows('@clerk/nextjs/server').map(([name]) => name)
    expect(
      Object.keys(vendorModules['@clerk/nextjs/server']?.places ?? {}).filter((name) => !onPage.includes(name)),
    ).toEqual([])
  })
})
