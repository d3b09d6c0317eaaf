/** The sample application in Hono, under any of its routers, behind a guard with one of the policies or behind route middleware. */
import { clerkMiddleware, createRouteMatcher, protect } from '@postern/hono'
import { Hono, type Context } from 'hono'
import type { Router } from 'hono/router'
import { ID_HEADER, LISTS, toMark } from '../../fixtures/next-proof/lists.ts'
import type { Policy } from './judge-answer.ts'
import type { NoteRun, ProofKeys } from './start-server.ts'

export interface HonoMaker {
  readonly router: () => Router<never>
  /** What the router is given as path. Default: the path of the URL, as it stands. */
  readonly paths?: { readonly strict: false } | { readonly getPath: (request: Request) => string }
  /** Where the application stands in what `getPath` gives. */
  readonly base?: string
  /** Whether Hono gives paths to the router as it does unasked. */
  readonly isDefault?: boolean
  /** Whether there is a route with a parameter in front. Default: true. */
  readonly hasParameters?: boolean
}

/** What asks: a guard with a list, or `protect()` in front of each hidden route. */
export type Asking = Policy | 'routes'

export function createHonoApplication(maker: HonoMaker, asking: Asking, keys: ProofKeys, noteRun: NoteRun): Hono {
  const { router, base = '/', hasParameters = true, paths = {} } = maker
  const root = new Hono({ router: router(), ...paths })
  const app = root.basePath(base)
  app.use(asking === 'routes' ? clerkMiddleware(keys) : toGuard(asking, keys))
  if (asking === 'routes') {
    for (const path of ['/admin', '/vault', '/files', '/api']) app.use(`${path}/*`, protect())
    if (hasParameters) app.use('/:org/projects/*', protect())
  }
  addRoutes(app, base, hasParameters, noteRun)
  return root
}

function toGuard({ kind, style }: Policy, keys: ProofKeys): ReturnType<typeof clerkMiddleware> {
  const matches = createRouteMatcher(LISTS[kind][style])
  return clerkMiddleware(async (auth, c) => {
    if (matches(c) === (kind === 'protected')) await auth.protect()
  }, keys)
}

function addRoutes(app: Hono, base: string, hasParameters: boolean, noteRun: NoteRun): void {
  const answer = (route: string, prefix: string) => (c: Context) =>
    c.json({ mark: mark(route, prefix, c.req.path, c.req.header(ID_HEADER)) })
  const mark = (route: string, prefix: string, path: string, id = ''): string => {
    const below = path.slice((base === '/' ? '' : base).length + prefix.length).replace(/^\//, '')
    const said = toMark(route, [below])
    noteRun(id, said)
    return said
  }
  app.get('/', answer('home', ''))
  app.all('/docs/*', answer('docs', '/docs'))
  app.all('/open/*', answer('open', '/open'))
  const admin = new Hono()
  admin.all('/*', answer('admin', '/admin'))
  app.route('/admin', admin)
  app.basePath('/files').get('/*', answer('files', '/files'))
  app.mount('/api', (request) => {
    const url = new URL(request.url)
    return Response.json({ mark: mark('api', '', url.pathname, request.headers.get(ID_HEADER) ?? '') })
  })
  if (hasParameters) app.all('/:org/projects/*', answer('projects', ''))
  app.all('*', answer('catch-all', ''))
}
