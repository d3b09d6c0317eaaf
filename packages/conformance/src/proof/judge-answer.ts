/**
 * Which pages of the sample application a policy hides from nobody in particular, and which of them an answer shows. Pure.
 *
 * The judge believes the application alone: each page says which it is and for which path the router found it. How the URL was spelled does
 * not matter.
 */
import type { Kind, Style } from '../../fixtures/next-proof/lists.ts'

export interface Policy {
  readonly name: string
  readonly style: Style
  readonly kind: Kind
}

/** What a page of the application says of itself. */
export interface Mark {
  readonly route: string
  /** As the router read it: decoded once, without the page's own prefix. */
  readonly path: string
}

const MARK = /PROOF:([a-z-]+):([A-Za-z0-9_.%~-]*):/g
/** Pages that both kinds of list hide. */
const SECRET_ROUTES: readonly string[] = ['admin', 'files', 'api', 'projects']
/** Pages that every list shows. */
const OPEN_ROUTES: readonly string[] = ['home', 'docs', 'open']
/** What the catch-all page shows as the vault, however its segments were cut. */
const VAULT = /^vault(\/|$)/
/** `/docs(.*)` says of pages with any first segment that these are public too. */
const STAR_OPEN = /^(docs|open)/
const STARRED_ROUTES: readonly string[] = ['catch-all', 'projects']

/** Every mark of an answer's body. */
export function readMarks(text: string): readonly Mark[] {
  return [...text.matchAll(MARK)].map(([, route = '', path = '']) => ({ route, path: decode(path) }))
}

/** Whether nobody may see a page. */
export function isHidden({ kind, style }: Policy, { route, path }: Mark): boolean {
  const isFrontPage = route === 'catch-all' && path === ''
  if (OPEN_ROUTES.includes(route) || isFrontPage) return false
  if (kind === 'public' && style === 'star' && STARRED_ROUTES.includes(route) && STAR_OPEN.test(path)) return false
  return kind === 'public' || SECRET_ROUTES.includes(route) || VAULT.test(path)
}

/** Pages to which refusals are rewritten: whoever did not ask for them must not make code of the application run there. */
const NOWHERE = /^(_not-found|_error|404|500)$/

/** @param asked What the test asked for. */
export function isNowhere({ path }: Mark, asked: string): boolean {
  return NOWHERE.test(path) && !asked.includes(path)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
