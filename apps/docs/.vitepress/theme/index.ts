/** VitePress' own theme in the colours of Postern, with system fonts: nothing is loaded from elsewhere. */
import type { Theme } from 'vitepress'
import DefaultTheme from 'vitepress/theme-without-fonts'
import { h } from 'vue'
import { searchOptions } from '../search/options.ts'
import { MarkdownLink } from './markdown-link.ts'
import './palette.css'
import './style.css'

const theme: Theme = {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { 'doc-footer-before': () => h(MarkdownLink) }),
  enhanceApp: ({ siteData }) => {
    const { themeConfig, ...site } = siteData.value
    const search = {
      ...themeConfig.search,
      options: { ...themeConfig.search?.options, miniSearch: { options: searchOptions } },
    }
    siteData.value = { ...site, themeConfig: { ...themeConfig, search } }
  },
}

export default theme
