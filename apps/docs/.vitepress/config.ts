/** The site: which pages, at which addresses, in which order and look. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { toDescription } from './describe.ts'
import { useSiteLinks } from './markdown-links.ts'
import { noScriptStyle } from './no-script.ts'
import { docs, findPages, readTitle, toSitePath } from './pages.ts'
import { copyReadmes } from './readmes.ts'
import { writeReference } from '../src/reference/write-reference.ts'
import { toSearch } from './search/index-options.ts'
import { toNav, toSidebar } from './sidebar.ts'
import { slugify } from './slugify.ts'
import { useSnippets } from './snippets.ts'
import { useTables } from './tables.ts'
import { writeTwins } from './twins/write-twins.ts'

copyReadmes()
writeReference()

const sidebarItem = fileURLToPath(new URL('theme/sidebar-item.ts', import.meta.url))

export default defineConfig({
  lang: 'en',
  title: 'Postern',
  description: 'Authentication at the edge of your application: one policy file, tested without a network.',
  srcExclude: ['README.md', 'examples/**', 'dist/**', 'src/**', 'test/**'],
  rewrites: Object.fromEntries(findPages().map((file) => [file, toSitePath(file)])),
  outDir: 'dist',
  head: [
    ['link', { rel: 'icon', type: 'image/svg+xml', href: '/favicon.svg' }],
    ['noscript', {}, `<style>${noScriptStyle}</style>`],
  ],
  // The test of the built site finds every broken link, anchors included.
  ignoreDeadLinks: true,
  markdown: {
    anchor: { slugify },
    config: (md) => {
      useSiteLinks(md)
      useSnippets(md)
      useTables(md)
    },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  vite: { resolve: { alias: [{ find: /^.*\/VPSidebarItem\.vue$/, replacement: sidebarItem }] } },
  transformPageData: (page) => {
    if (page.isNotFound === true) return {}
    const file = page.filePath
    return { title: readTitle(file), description: toDescription(readFileSync(join(docs, file), 'utf8')) }
  },
  transformHead: ({ pageData, siteData }) => {
    if (pageData.isNotFound === true) return []
    return [['link', { rel: 'alternate', type: 'text/markdown', href: siteData.base + pageData.relativePath }]]
  },
  buildEnd: writeTwins,
  themeConfig: {
    logo: '/favicon.svg',
    nav: toNav(),
    sidebar: toSidebar(),
    outline: [2, 3],
    search: toSearch(),
    externalLinkIcon: true,
    notFound: {
      title: 'There is no such page',
      quote: 'It may have moved. The search knows every page.',
      linkText: 'To the front page',
      linkLabel: 'To the front page',
    },
  },
})
