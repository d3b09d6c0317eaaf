/** The site: which pages, at which addresses, in which order and look. */
import { defineConfig } from 'vitepress'
import { useSiteLinks } from './markdown-links.ts'
import { findPages, toSitePath } from './pages.ts'
import { copyReadmes } from './readmes.ts'
import { toNav, toSidebar } from './sidebar.ts'
import { slugify } from './slugify.ts'

copyReadmes()

export default defineConfig({
  lang: 'en',
  title: 'Postern',
  description: 'Authentication at the edge of your application: one policy file, tested without a network.',
  srcExclude: ['README.md', 'examples/**', 'dist/**', 'src/**', 'test/**'],
  rewrites: Object.fromEntries(findPages().map((file) => [file, toSitePath(file)])),
  outDir: 'dist',
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: '/favicon.svg' }]],
  // Pages are written at the same time; the test of the built site finds every broken link, anchors included.
  ignoreDeadLinks: true,
  markdown: { anchor: { slugify }, config: useSiteLinks },
  themeConfig: {
    logo: '/favicon.svg',
    nav: toNav(),
    sidebar: toSidebar(),
    outline: [2, 3],
    search: { provider: 'local' },
    externalLinkIcon: true,
  },
})
