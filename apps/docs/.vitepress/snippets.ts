/** A plugin of markdown-it: `<<<` with a path that holds brackets, such as `app/orgs/[slug]/page.tsx`, which VitePress takes for a title. */
import { join, dirname } from 'node:path'
import type { MarkdownRenderer } from 'vitepress'
import { docs } from './pages.ts'
import { readIncludes, type Include } from './twins/include.ts'

/** VitePress' own renderer reads `src`, and the name of the tab from `info`. */
const toInfo = ({ language, title }: Include): string => (title === null ? language : `${language}[${title}]`)

/** Installs the rule, before VitePress' own. */
export const useSnippets = (md: MarkdownRenderer): void => {
  md.block.ruler.before('snippet', 'snippet-with-brackets', (state, startLine, _endLine, silent) => {
    const line = state.getLines(startLine, startLine + 1, 0, false)
    const page: string = state.env.realPath ?? state.env.path ?? join(docs, 'index.md')
    const include = readIncludes(line, page)[0]
    if (include === undefined || !dirname(include.path).includes('[')) return false
    if (silent) return true
    state.line = startLine + 1
    const token = state.push('fence', 'code', 0)
    token.info = toInfo(include)
    token.markup = '```'
    token.map = [startLine, startLine + 1]
    Object.assign(token, { src: [include.path, include.region ?? ''] })
    return true
  })
}
