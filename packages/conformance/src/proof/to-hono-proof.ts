/** The sample application in Hono under each of its routers, and in each way of giving them a path. */
import { LinearRouter } from 'hono/router/linear-router'
import { PatternRouter } from 'hono/router/pattern-router'
import { RegExpRouter } from 'hono/router/reg-exp-router'
import { SmartRouter } from 'hono/router/smart-router'
import { TrieRouter } from 'hono/router/trie-router'
import { createHonoApplication, type Asking, type HonoMaker } from './create-hono-application.ts'
import { toHonoPages } from './proof-pages.ts'
import type { ProofApplication } from './prove-closed.ts'
import type { ProofServer } from './start-server.ts'

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

/** Serves the application from now on, under one router. */
export function toHonoProof(
  { base: server, keys, note, answerWith }: ProofServer,
  maker: HonoMaker,
  asking: Asking,
): ProofApplication {
  const app = createHonoApplication(maker, asking, keys, note)
  answerWith((request) => app.fetch(request))
  const { base, hasParameters = true } = maker
  return {
    ...server,
    ...toHonoPages(hasParameters),
    ...(base === undefined ? {} : { headers: { host: base.slice(1) } }),
    preflightPages: [],
  }
}
