/** The table of pages → what VitePress shows beside and above them. Reads the titles of pages. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { DefaultTheme } from 'vitepress'
import { docs, readTitle, toSitePath } from './pages.ts'
import { sections, type PageGroup } from './sidebar-table.ts'

const toLink = (page: string): string =>
  `/${toSitePath(`${page}.md`)}`.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, '.html')

const exists = (page: string): boolean => existsSync(join(docs, `${page}.md`))

const toItems = ({ pages }: PageGroup): DefaultTheme.SidebarItem[] =>
  pages.filter(exists).map((page) => ({ text: readTitle(`${page}.md`), link: toLink(page) }))

/** One sidebar for the whole site: who came by a search sees what else there is. */
export const toSidebar = (): DefaultTheme.SidebarItem[] =>
  sections.map(({ name, groups }) => ({
    text: name,
    items: groups.flatMap((group) => {
      const items = toItems(group)
      if (group.name === null || items.length === 0) return items
      return [{ text: group.name, collapsed: true, items }]
    }),
  }))

/** The sections above the page. Each leads to its first page. */
export const toNav = (): DefaultTheme.NavItem[] =>
  sections.flatMap(({ name, groups }) => {
    const first = groups.flatMap(({ pages }) => pages).find(exists)
    if (first === undefined) return []
    const folder = toSitePath(`${first}.md`).split('/')[0] ?? ''
    return [{ text: name, link: toLink(first), activeMatch: `^/${folder}/` }]
  })
