import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { findPages } from '../.vitepress/pages.ts'
import { sections } from '../.vitepress/sidebar-table.ts'
import { sharedColours } from '../../../packages/emulator/src/pages/palette.ts'

const listed = sections.flatMap(({ groups }) => groups.flatMap(({ pages }) => pages))

/** Their own page lists them; the front page is where everybody is. */
const isElsewhere = (page: string): boolean => page === 'index' || /^decisions\/\d/.test(page)

describe('the sidebar', () => {
  it('lists every page of the site', () => {
    const pages = findPages().map((file) => file.replace(/\.md$/, ''))
    expect(pages.filter((page) => !isElsewhere(page) && !listed.includes(page))).toEqual([])
  })
  it('lists no page that is not there', () => {
    const pages = findPages().map((file) => file.replace(/\.md$/, ''))
    expect(listed.filter((page) => !pages.includes(page))).toEqual([])
  })
  it('lists each page once', () => {
    expect(listed.filter((page, at) => listed.indexOf(page) !== at)).toEqual([])
  })
})

describe('the colours', () => {
  const css = readFileSync(fileURLToPath(new URL('../.vitepress/theme/palette.css', import.meta.url)), 'utf8')
  const [light = '', dark = ''] = css.split('.dark')

  it.each(Object.entries(sharedColours))('of %s are those of the emulator and of apps/next', (name, [day, night]) => {
    expect(light).toContain(`--${name}: ${day};`)
    expect(dark).toContain(`--${name}: ${night};`)
  })
})
