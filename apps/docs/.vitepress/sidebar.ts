/** The table of pages → what VitePress shows beside and above them. Reads the titles of pages. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { DefaultTheme } from 'vitepress'
import { docs, readTitle, toSitePath } from './pages.ts'
import { sections, type PageGroup, type Section } from './sidebar-table.ts'

const toLink = (page: string): string =>
  `/${toSitePath(`${page}.md`)}`.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, '.html')

const exists = (page: string): boolean => existsSync(join(docs, `${page}.md`))

const toItems = ({ pages }: PageGroup): DefaultTheme.SidebarItem[] =>
  pages.filter(exists).map((page) => ({ text: readTitle(`${page}.md`).replace(/^API: /, ''), link: toLink(page) }))

/** The folder of a section's addresses. */
const toFolder = ({ groups }: Section): string =>
  toSitePath(`${groups.flatMap(({ pages }) => pages)[0] ?? ''}.md`).split('/')[0] ?? ''

/** A sidebar for each section, with all of its pages: nothing has to be unfolded. */
export const toSidebar = (): DefaultTheme.SidebarMulti =>
  Object.fromEntries(
    sections.map((section) => [
      `/${toFolder(section)}/`,
      section.groups
        .map((group) => ({ text: group.name ?? section.name, items: toItems(group) }))
        .filter(({ items }) => items.length > 0),
    ]),
  )

/** The sections above the page. Each leads to its first page. */
export const toNav = (): DefaultTheme.NavItem[] =>
  sections.flatMap((section) => {
    const first = section.groups.flatMap(({ pages }) => pages).find(exists)
    if (first === undefined) return []
    return [{ text: section.name, link: toLink(first), activeMatch: `^/${toFolder(section)}/` }]
  })
