/** No protected route is reachable signed out, under each of Hono's routers, through mounts, wildcards and the not-found handler. */
import { Hono } from 'hono'
import type { Router } from 'hono/router'
import { LinearRouter } from 'hono/router/linear-router'
import { PatternRouter } from 'hono/router/pattern-router'
import { buildInitParams, PreparedRegExpRouter, RegExpRouter } from 'hono/router/reg-exp-router'
import { SmartRouter } from 'hono/router/smart-router'
import { TrieRouter } from 'hono/router/trie-router'
import { beforeAll, describe, expect, it } from 'vitest'
import { APP, createProvider, toCookies, type Provider } from '../../fetch/test/provider.ts'
import { createClerkMiddleware, type ClerkMiddleware } from './clerk-middleware.ts'
import { createRouteMatcher } from './create-route-matcher.ts'
import { protect } from './protect.ts'

let provider: Provider
let clerkMiddleware: ClerkMiddleware
let cookie: string
beforeAll(async () => {
  provider = await createProvider()
  clerkMiddleware = createClerkMiddleware(provider.ports)
  cookie = toCookies(await provider.mint())
})

/** @param build The application. Only a prepared router must know its paths beforehand. */
type RouterMaker = (build: Build) => Router<never>
type Build = (app: Hono) => Hono

const routers: Record<string, RouterMaker> = {
  SmartRouter: () => new SmartRouter<never>({ routers: [new RegExpRouter(), new TrieRouter()] }),
  RegExpRouter: () => new RegExpRouter<never>(),
  PreparedRegExpRouter: prepareRouter,
  TrieRouter: () => new TrieRouter<never>(),
  LinearRouter: () => new LinearRouter<never>(),
  PatternRouter: () => new PatternRouter<never>(),
}

/** As a build step does it: the application is built once to learn its paths, and again over the router made of them. */
function prepareRouter(build: Build): Router<never> {
  const paths = build(new Hono()).routes.map(({ path }) => path)
  const [matchers, places] = buildInitParams({ paths: [...new Set(paths)] })
  // Empty lists, for handlers of any type.
  return new PreparedRegExpRouter<never>(
    matchers as ConstructorParameters<typeof PreparedRegExpRouter<never>>[0],
    places,
  )
}

/** Every route of the tree but the front page. A request that reaches one answers with this. */
const SECRET = 'secret'
const protectedPaths = [
  '/dashboard',
  '/dashboard/42',
  '/admin/users/7/edit',
  '/team/secret',
  '/team/deep/secret',
  '/v1/reports',
  '/legacy/old/page',
  '/caf\u00e9/menu',
]

/** Adds the routes. @param isPublic Paths that stay open. */
function addRoutes(app: Hono): Hono {
  const team = new Hono()
  team.get('/secret', (c) => c.text(SECRET))
  const deep = new Hono()
  deep.get('/secret', (c) => c.text(SECRET))
  team.route('/deep', deep)
  const failing = new Hono()
  failing.onError((_, c) => c.text('own error page', 500))
  failing.get('/boom', () => {
    throw new Error('own')
  })
  app.get('/', (c) => c.text('public'))
  app.all('/dashboard', (c) => c.text(SECRET))
  app.get('/dashboard/:id', (c) => c.text(SECRET))
  app.get('/admin/*', (c) => c.text(SECRET))
  app.get('/caf\u00e9/:dish', (c) => c.text(SECRET))
  app.route('/team', team)
  app.route('/failing', failing)
  app.basePath('/v1').get('/reports', (c) => c.text(SECRET))
  app.mount('/legacy', () => new Response(SECRET))
  app.notFound((c) => c.text('nothing here', 404))
  return app
}

const prefixes = ['/dashboard', '/admin', '/team', '/v1', '/legacy', '/caf\u00e9', '/failing']

const policies: Record<string, Build> = {
  'a rule with a list of protected routes': (app) => {
    const isProtected = createRouteMatcher(prefixes.map((prefix) => `${prefix}(.*)`))
    app.use(
      clerkMiddleware(async (auth, c) => {
        if (isProtected(c)) await auth.protect()
      }, provider.options),
    )
    return addRoutes(app)
  },
  'a rule with a list of public routes': (app) => {
    const isPublic = createRouteMatcher(['/', '/sign-in(.*)'])
    app.use(
      clerkMiddleware(async (auth, c) => {
        if (!isPublic(c)) await auth.protect()
      }, provider.options),
    )
    return addRoutes(app)
  },
  'route middleware': (app) => {
    app.use(clerkMiddleware(provider.options))
    for (const prefix of prefixes) app.use(`${prefix}/*`, protect())
    return addRoutes(app)
  },
}

/** Other ways to write a path that some router or server takes for the same. */
function toDisguises(path: string): readonly string[] {
  const escaped = (character: string): string => `%${character.charCodeAt(0).toString(16)}`
  const first = path.charAt(1)
  return [
    path,
    `${path}/`,
    `/${path}`,
    `${path}//`,
    path.replaceAll('/', '//'),
    path.replace(first, first.toUpperCase()),
    path.toUpperCase(),
    path.replace(first, escaped(first)),
    path.replace(first, escaped(first).toUpperCase()),
    path.replace(first, `%25${escaped(first).slice(1)}`),
    `/${path.slice(1).replaceAll('/', '%2f')}`,
    `/%2f${path.slice(1)}`,
    `/${path.slice(1).replaceAll('/', '%5c')}`,
    `/%5c${path.slice(1)}`,
    `/x/..%2f${path.slice(1)}`,
    `/x/%2e%2e${path}`,
    `/.${path}`,
    `/%2e${path}`,
    `/%2e/${path.slice(1)}`,
    `${path};jsessionid=1`,
    `/;x${path}`,
    `${path}%00`,
    `${path}%20`,
    `${path}%0a`,
    `${path}%ff`,
    `${path}?next=/`,
    `${path}#/`,
    `${path}%3fnext=/`,
    `${path}%23`,
    `${path}.`,
    `${path}*`,
  ]
}

describe.each(Object.entries(routers))('%s', (_, createRouter) => {
  describe.each(Object.entries(policies))('%s', (_policy, build) => {
    const ask = async (path: string, headers: Record<string, string>, method = 'GET'): Promise<Response> => {
      const request = new Request(`${APP}${path}`, { headers, method })
      return build(new Hono({ router: createRouter(build) })).fetch(request)
    }

    it('opens every route to a session', async () => {
      for (const path of protectedPaths) {
        const response = await ask(encodeURI(path), { cookie })
        expect([path, response.status, await response.text()]).toEqual([path, 200, SECRET])
      }
    })

    it('opens no protected route to nobody, however the path is written', async () => {
      for (const path of protectedPaths.flatMap(toDisguises)) {
        for (const method of ['GET', 'POST']) {
          const response = await ask(path, {}, method)
          expect(await response.text(), `${method} ${path}`).not.toContain(SECRET)
          expect([200, 201, 204].includes(response.status), `${method} ${path}`).toBe(false)
        }
      }
    })

    it('keeps the front page and the not-found page as they are', async () => {
      expect(await (await ask('/', {})).text()).toBe('public')
      const nowhere = await ask('/nowhere', { cookie })
      expect([nowhere.status, await nowhere.text()]).toEqual([404, 'nothing here'])
    })

    it('leaves the errors of a sub-app to its own handler', async () => {
      const broken = await ask('/failing/boom', { cookie })
      expect([broken.status, await broken.text()]).toEqual([500, 'own error page'])
      expect([400, 404]).toContain((await ask('/failing/boom', {})).status)
    })
  })
})
