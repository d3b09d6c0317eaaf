/** VitePress' own theme in the colours of Postern, with system fonts: nothing is loaded from elsewhere. */
import type { Theme } from 'vitepress'
import DefaultTheme from 'vitepress/theme-without-fonts'
import './palette.css'
import './style.css'

const theme: Theme = { extends: DefaultTheme }

export default theme
