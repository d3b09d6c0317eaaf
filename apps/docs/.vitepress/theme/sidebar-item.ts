/**
 * One group of the sidebar: a heading and its links, as a list.
 *
 * It stands in for VitePress' own, which puts a button into a button where a group folds. Ours are open, with scripts and without.
 */
import { useData, withBase, type DefaultTheme } from 'vitepress'
import { h, type FunctionalComponent } from 'vue'

interface Props {
  readonly item: DefaultTheme.SidebarItem
  /** 0 for a group. VitePress gives it. */
  readonly depth: number
}

/** @param path Of a page, as VitePress knows it: `do/csp.md`. */
const toAddress = (path: string): string => `/${path}`.replace(/\/index\.md$/, '/').replace(/\.md$/, '.html')

const SidebarItem: FunctionalComponent<Props> = ({ item }) => {
  const here = toAddress(useData().page.value.relativePath)
  const links = (item.items ?? []).map(({ text, link = '' }) =>
    h('li', [h('a', { href: withBase(link), 'aria-current': link === here ? 'page' : undefined }, text)]),
  )
  return h('section', { class: 'sidebar-group' }, [h('h2', item.text), h('ul', links)])
}

SidebarItem.props = ['item', 'depth']

export default SidebarItem
