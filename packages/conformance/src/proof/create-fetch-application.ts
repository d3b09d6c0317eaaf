/** The sample application as one fetch handler that finds its pages by `URLPattern`, behind a guard with one of the policies. */
import { createRouteMatcher, withAuth } from '@postern/fetch'
import { ID_HEADER, LISTS, toMark } from '../../fixtures/next-proof/lists.ts'
import type { Policy } from './judge-answer.ts'
import type { FetchHandler, NoteRun, ProofKeys } from './start-server.ts'

/** The first that matches answers. */
const ROUTES: readonly (readonly [route: string, pathname: string])[] = [
  ['home', '/'],
  ['docs', '/docs{/*}?'],
  ['open', '/open{/*}?'],
  ['admin', '/admin{/*}?'],
  ['files', '/files/*'],
  ['api', '/api/*'],
  ['projects', '/:org/projects{/*}?'],
  ['catch-all', '/*'],
]
const PATTERNS = ROUTES.map(([route, pathname]) => [route, new URLPattern({ pathname })] as const)

export function createFetchApplication({ kind, style }: Policy, keys: ProofKeys, noteRun: NoteRun): FetchHandler {
  const matches = createRouteMatcher(LISTS[kind][style])
  return withAuth(async (request, { auth }) => {
    if (matches(request) === (kind === 'protected')) await auth.protect()
    const { pathname } = new URL(request.url)
    const [route] = PATTERNS.find(([, pattern]) => pattern.test({ pathname })) ?? ['none']
    const mark = toMark(route, [decode(route === 'projects' ? pathname.slice(1) : pathname.replace(BELOW, ''))])
    noteRun(request.headers.get(ID_HEADER) ?? '', mark)
    return Response.json({ mark })
  }, keys)
}

/** What a page is given: without its own name. */
const BELOW = /^\/((docs|open|admin|files|api)(\/|$))?/

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
