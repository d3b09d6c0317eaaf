/** Serves the sample application in Hono on a port, under one router after the other. Waits for the port. */
import { serve } from '@hono/node-server'
import { createEmulator } from '@postern/emulator'
import type { Hono } from 'hono'
import { LinearRouter } from 'hono/router/linear-router'
import { PatternRouter } from 'hono/router/pattern-router'
import { RegExpRouter } from 'hono/router/reg-exp-router'
import { SmartRouter } from 'hono/router/smart-router'
import { TrieRouter } from 'hono/router/trie-router'
import { createHonoApplication, type Asking, type HonoMaker } from './create-hono-application.ts'
import { PLAIN_SITE } from './proof-requests.ts'
import type { ProofApplication } from './prove-closed.ts'

/** Some refuse a parameter beside a wildcard or a literal; `SmartRouter` turns to another router then. */
const ROUTERS: Readonly<Record<string, HonoMaker>> = {
  SmartRouter: { router: () => new SmartRouter<never>({ routers: [new RegExpRouter(), new TrieRouter()] }) },
  RegExpRouter: { router: () => new RegExpRouter<never>(), hasParameters: false },
  TrieRouter: { router: () => new TrieRouter<never>() },
  PatternRouter: { router: () => new PatternRouter<never>() },
  LinearRouter: { router: () => new LinearRouter<never>(), hasParameters: false },
}
/** Ways in which a router is given its path. */
const PATHS: Readonly<Record<string, Omit<HonoMaker, 'router'>>> = {
  'strict paths': { isDefault: true },
  'strict: false': { paths: { strict: false } },
  'the host before the path': {
    base: '/app.test',
    paths: {
      getPath: ({ headers, url }) =>
        `/${headers.get('host') ?? ''}${url.replace(/^https?:\/\/[^/]+(\/[^?#]*).*$/s, '$1')}`,
    },
  },
}

/** Every router with every way, by name. */
export const HONO_MAKERS: Readonly<Record<string, HonoMaker>> = Object.fromEntries(
  Object.entries(ROUTERS).flatMap(([router, maker]) =>
    Object.entries(PATHS).map(([paths, settings]) => [`${router}, ${paths}`, { ...maker, ...settings }]),
  ),
)

export interface HonoProof {
  /** What answers from now on. */
  readonly create: (maker: HonoMaker, asking: Asking) => ProofApplication
  readonly stop: () => Promise<void>
}

export async function startHonoProof(): Promise<HonoProof> {
  const runs = new Map<string, string>()
  const note = (id: string, mark: string) => void runs.set(id, `${runs.get(id) ?? ''} ${mark}`)
  let current: Hono | null = null
  const fetch = (request: Request) => current?.fetch(request) ?? Response.error()
  const { server, origin } = await listen(fetch)
  const emulator = createEmulator({ appOrigin: origin })
  await emulator.listen()
  const { mint, publishableKey, secretKey } = emulator
  return {
    create: (maker, asking) => {
      current = createHonoApplication(maker, asking, { publishableKey, secretKey }, note)
      const { base, hasParameters = true } = maker
      const [projects, projectsPage] = hasParameters
        ? (['/acme/projects', 'projects'] as const)
        : (['/vault', 'catch-all'] as const)
      return {
        origin,
        site: PLAIN_SITE,
        headersOf: async (who) => ({ cookie: (await (who === 'ada' ? mint.session() : mint.visitor())).cookieHeader }),
        readRuns: () => runs,
        ...(base === undefined ? {} : { headers: { host: base.slice(1) } }),
        hiddenPaths: ['/admin/a', '/vault/a', `${projects}/7`, '/files/a.png', '/api/a'],
        hiddenPrefixes: { '/admin': 'admin', '/vault': 'catch-all', [projects]: projectsPage, '/api': 'api' },
        preflightPages: [],
        openPrefixes: { '/docs': 'docs', '/open': 'open' },
      }
    },
    stop: async () => {
      server.close()
      await emulator.close()
    },
  }
}

function listen(fetch: (request: Request) => Response | Promise<Response>) {
  return new Promise<{ readonly server: ReturnType<typeof serve>; readonly origin: string }>((resolve) => {
    const server = serve({ hostname: 'localhost', port: 0, overrideGlobalObjects: false, fetch }, ({ port }) =>
      resolve({ server, origin: `http://localhost:${port}` }),
    )
  })
}
