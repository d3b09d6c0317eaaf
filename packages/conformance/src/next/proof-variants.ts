/**
 * The applications of the router proof: one set of pages, built for each pair of Next and configuration that changes how a path is read. Waits
 * for the build.
 */
import { rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { buildFolder, type Fixture } from './start-fixture.ts'
import { copy, fixtures, installAdapter, toHome, toMiddlewareFile, type Variant } from './variants.ts'

/** Pages that all have, in the App Router, and what answers everything else. */
const APP_PAGE = { app: 'app', 'catch-all-page': 'app' }
const APP_ROUTE = { app: 'app', 'catch-all-route': 'app' }
const PAGES = { pages: 'pages', 'catch-all-pages': 'pages' }
/** Pages of the App Router, beside a catch-all of the Pages Router. */
const BOTH = { app: 'app', 'catch-all-pages': 'pages' }

export interface ProofVariant extends Omit<Variant, 'name'> {
  /** Also the name of its folder. */
  readonly name: string
  /** Folders of the fixture, and where each goes. */
  readonly parts: Readonly<Record<string, string>>
  /** What `next start` is told to listen on. Next itself calls that address `localhost`. Default: `localhost`. */
  readonly host?: '127.0.0.1'
  /** What `next.config` holds that changes paths. */
  readonly config: ProofConfig
}

export interface ProofConfig {
  readonly basePath?: string
  readonly trailingSlash?: boolean
  readonly assetPrefix?: string
  readonly cacheComponents?: boolean
  /** The line of the README for a path as `assetPrefix` beside a base path: data of pages is served to nobody but Next's own client. */
  readonly hidesData?: boolean
  readonly i18n?: { readonly locales: readonly string[]; readonly defaultLocale: string }
}

const NODE_16 = { home: 'next-matrix', file: 'proxy.ts', runtime: null, bundler: 'turbopack' } as const
const EDGE_16 = { ...NODE_16, file: 'middleware.ts' } as const
const EDGE_15 = { home: 'next-15', file: 'middleware.ts', runtime: null, bundler: 'webpack' } as const
const NODE_15 = { ...EDGE_15, runtime: 'nodejs' } as const
const i18n = { locales: ['en', 'de'], defaultLocale: 'en' } as const
const below = { basePath: '/base', trailingSlash: true } as const
const elsewhere = { assetPrefix: 'https://assets.example' } as const

export const PROOF_VARIANTS: readonly ProofVariant[] = [
  { name: '16-app', ...NODE_16, parts: APP_PAGE, config: {} },
  { name: '16-app-below-slash-host', ...EDGE_16, parts: APP_PAGE, config: { ...below, ...elsewhere } },
  { name: '16-app-handler-prefix', ...NODE_16, parts: APP_ROUTE, config: { assetPrefix: '/cdn' } },
  { name: '16-app-cache', ...NODE_16, parts: APP_PAGE, config: { cacheComponents: true } },
  { name: '16-pages-prefix', ...NODE_16, host: '127.0.0.1', parts: PAGES, config: { assetPrefix: '/cdn' } },
  { name: '16-pages-locales', ...EDGE_16, parts: { ...PAGES, 'pages-404': 'pages' }, config: { i18n } },
  {
    name: '16-pages-below-slash-locales',
    ...NODE_16,
    parts: PAGES,
    config: { ...below, i18n, assetPrefix: '/cdn', hidesData: true },
  },
  { name: '16-both', ...NODE_16, parts: BOTH, config: {} },
  { name: '15-app-below-slash', ...EDGE_15, host: '127.0.0.1', parts: APP_PAGE, config: below },
  { name: '15-pages-locales', ...NODE_15, parts: PAGES, config: { i18n } },
]

/** Where an application keeps what answers without a page. */
export function toOwnFolder(parts: ProofVariant['parts']): 'files' | 'api' {
  return 'app' in parts ? 'files' : 'api'
}

const sources = new URL('next-proof/', fixtures)
const SHARED = ['answer.tsx', 'answer-page.tsx', 'answer-route.ts', 'lists.ts', 'mark.ts', 'policy.ts', 'tsconfig.json']

/** Copies and builds. Waits for both. */
export async function buildProofVariant(variant: ProofVariant): Promise<Fixture> {
  const { name, home } = variant
  const folder = new URL(`${home === 'next-15' ? home : 'next-proof'}/dist/proof-${name}/`, fixtures)
  return buildFolder(fileURLToPath(folder), toHome(home), { prepare: () => copyProof(variant, folder) })
}

async function copyProof({ home, file, runtime, parts, config }: ProofVariant, folder: URL): Promise<void> {
  for (const part of ['app', 'pages', 'node_modules']) await rm(new URL(part, folder), { recursive: true, force: true })
  for (const part of SHARED) await copy(new URL(part, sources), new URL(part, folder))
  for (const [part, target] of Object.entries(parts)) await copy(new URL(part, sources), new URL(target, folder))
  await installAdapter(folder)
  await writeFile(new URL(file, folder), toMiddlewareFile(runtime))
  await writeFile(new URL('next.config.mjs', folder), toConfigFile(home, config))
}

const ENDED = "{ source: '/:path(.*\\\\.rsc)', destination: '/_error', locale: false }"
const HIDDEN_DATA = "{ source: '/_next/data/:path*', destination: '/_error', locale: false }"

function toConfigFile(home: Variant['home'], { hidesData = false, ...config }: ProofConfig): string {
  // Types are checked where the other fixtures are built, and no second build follows; here both would only cost time. 15 keeps nothing unasked.
  const quick = home === 'next-15' ? {} : { experimental: { turbopackFileSystemCacheForBuild: false } }
  const fields = JSON.stringify({ ...config, ...quick, typescript: { ignoreBuildErrors: true } })
  // What is no file is nowhere, and no path is shown to the middleware as another, as the README says for pages with a parameter.
  const source = hidesData ? '/_next/:path*' : '/_next/static/:path*'
  const lines = `afterFiles: [{ source: '${source}', destination: '/_error', locale: false }]`
  return `export default { ...${fields}, rewrites: async () => ({ beforeFiles: [${[ENDED, ...(hidesData ? [HIDDEN_DATA] : [])].join(', ')}], ${lines}, fallback: [] }) }\n`
}
