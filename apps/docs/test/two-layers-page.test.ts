/** The table of paths on `understand/two-layers.md`, asked of the matcher itself. */
import { createRouteMatcher } from '@postern/core'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const page = readFileSync(new URL('../understand/two-layers.md', import.meta.url), 'utf8')
const rows = [...page.matchAll(/^\| `(\/[^`]*)` *\| (matches|does not match|400) *\|/gm)]
const cases = rows.map(([, path = '', answer = '']) => [path, answer] as const)

const ask = (path: string): string => {
  try {
    return createRouteMatcher(['/admin(.*)'])(new Request(`https://app.example.com${path}`))
      ? 'matches'
      : 'does not match'
  } catch {
    return '400'
  }
}

describe('the paths of two-layers.md', () => {
  it('are found', () => {
    expect(new Set(cases.map(([, answer]) => answer))).toEqual(new Set(['matches', 'does not match', '400']))
    expect(page).toContain("`createRouteMatcher(['/admin(.*)'])`")
  })

  it.each(cases)('%s: %s', (path, answer) => {
    expect(ask(path)).toBe(answer)
  })
})
