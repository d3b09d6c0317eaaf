/**
 * Where does a link of a page lead on the site? A link as it works on a forge → an address of the site, or the path of a file that is no page.
 * Pure.
 */
import { posix } from 'node:path'
import { toPage, toSitePath, toSource } from './pages.ts'

/** What becomes of a link. */
export type SiteLink =
  | { readonly kind: 'kept' }
  /** Another page: a path of the site that begins with `/` and ends with `.md`, and the fragment with its `#`. */
  | { readonly kind: 'page'; readonly path: string; readonly fragment: string }
  /** A file of the repository that is no page. */
  | { readonly kind: 'file'; readonly path: string }

/**
 * @param page The page that holds the link, as a path in `apps/docs`.
 * @param href As it is written.
 */
export const toSiteLink = (page: string, href: string): SiteLink => {
  if (/^(?:[a-z][a-z+.-]*:|\/|#)/i.test(href)) return { kind: 'kept' }
  const [target = '', fragment] = href.split('#')
  const path = posix.join(posix.dirname(toSource(page)), decodeURI(target)).replace(/\/$/, '')
  const found = toPage(path)
  // The front page of the site is written anew: it has the README's text, and none of its headings.
  if (found === null || (found === 'index.md' && fragment !== undefined)) return { kind: 'file', path }
  return { kind: 'page', path: `/${toSitePath(found)}`, fragment: fragment === undefined ? '' : `#${fragment}` }
}

/**
 * @param text The address of the repository's files, such as `https://forge.example/postern/blob/main`.
 * @returns It without a slash at its end; null where none is given.
 * @throws Error unless it is http(s); and for a user or a token in it, which every page would show.
 */
export const readRepository = (text = ''): string | null => {
  if (text === '') return null
  const { protocol, username, password } = new URL(text)
  if (!/^https?:$/.test(protocol) || username !== '' || password !== '')
    throw new Error('POSTERN_REPOSITORY has to be an http(s) address without a user in it.')
  return text.replace(/\/+$/, '')
}

/** For the links of pages: `POSTERN_REPOSITORY`. Without it a file is shown by its path. */
export const repository: string | null = readRepository(process.env['POSTERN_REPOSITORY'])

/** Says which file is meant, where no link can. @returns Null where the words of the link say so already. */
export const toPathAside = (words: string, path: string): string | null =>
  path === words || path.endsWith(`/${words}`) ? null : path
