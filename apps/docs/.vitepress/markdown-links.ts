/** A plugin of markdown-it: links of pages lead to pages of the site, and files that are none are shown by their path. */
import { relative } from 'node:path'
import type { MarkdownRenderer } from 'vitepress'
import { docs } from './pages.ts'
import { repository, toPathAside, toSiteLink } from './site-links.ts'

type State = Parameters<Parameters<MarkdownRenderer['core']['ruler']['push']>[1]>[0]
type Token = State['tokens'][number]

/** VitePress tells the file of a page: `realPath` where the page has another address, else `path`. */
const toFile = (env: { readonly realPath?: string; readonly path?: string }): string =>
  relative(docs, env.realPath ?? env.path ?? docs).replaceAll('\\', '/')

const toCode = (state: State, content: string): Token => {
  const token = new state.Token('code_inline', 'code', 0)
  token.content = content
  token.markup = '`'
  return token
}

const toText = (state: State, content: string): Token => {
  const token = new state.Token('text', '', 0)
  token.content = content
  return token
}

/** The words of a link, and its path in code style where they do not say it. */
const showPath = (state: State, words: readonly Token[], path: string): readonly Token[] => {
  const text = words.map(({ content }) => content).join('')
  const aside = toPathAside(text, path)
  if (aside !== null) return [...words, toText(state, ' ('), toCode(state, aside), toText(state, ')')]
  return words.some(({ type }) => type === 'code_inline') ? words : [toCode(state, path)]
}

const rewriteChildren = (state: State, page: string, children: readonly Token[]): Token[] => {
  const result: Token[] = []
  for (let at = 0; at < children.length; at += 1) {
    const token = children[at]
    if (token === undefined) break
    result.push(token)
    const link = token.type === 'link_open' ? toSiteLink(page, token.attrGet('href') ?? '') : null
    if (link?.kind === 'page') token.attrSet('href', link.path + link.fragment)
    if (link?.kind !== 'file') continue
    if (repository !== null) {
      token.attrSet('href', `${repository}/${link.path}`)
      continue
    }
    const end = children.findIndex(({ type }, index) => index > at && type === 'link_close')
    result.splice(-1, 1, ...showPath(state, children.slice(at + 1, end), link.path))
    at = end
  }
  return result
}

/** Installs the rule. */
export const useSiteLinks = (md: MarkdownRenderer): void => {
  md.core.ruler.push('site-links', (state) => {
    const page = toFile(state.env)
    for (const token of state.tokens)
      if (token.type === 'inline' && token.children !== null)
        token.children = rewriteChildren(state, page, token.children)
  })
}
