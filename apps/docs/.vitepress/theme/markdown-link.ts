/** The link below a page that leads to its twin in Markdown. */
import { useData, withBase } from 'vitepress'
import { h, type FunctionalComponent } from 'vue'

/** Shown on pages of text. VitePress' router would look for a page; `target` keeps it away. */
export const MarkdownLink: FunctionalComponent = () => {
  const { page } = useData()
  return h('p', { class: 'markdown-link' }, [
    h('a', { href: withBase(`/${page.value.relativePath}`), target: '_self' }, 'View as Markdown'),
  ])
}
