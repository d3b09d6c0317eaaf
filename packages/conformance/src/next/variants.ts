/**
 * One application, built for each pair of Next and runtime: copied to a folder of its own, with the adapter as a package manager would
 * install it, so that it finds the Next of the application and not that of the workspace.
 */
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hashInputs } from './hash-inputs.ts'
import { buildFolder, type Fixture } from './start-fixture.ts'

export interface Variant {
  readonly name: string
  /** Folder of `fixtures/` whose dependencies it has. */
  readonly home: 'next-15' | 'next-matrix'
  /** Name of the file that Next looks for. */
  readonly file: 'middleware.ts' | 'proxy.ts'
  /** What `config.runtime` says; null: nothing. */
  readonly runtime: 'nodejs' | null
  /** What bundles it. Turbopack is the default of 16, webpack that of 15. */
  readonly bundler: 'turbopack' | 'webpack'
}

export const VARIANTS: readonly Variant[] = [
  { name: 'Next 16, proxy.ts on Node', home: 'next-matrix', file: 'proxy.ts', runtime: null, bundler: 'turbopack' },
  {
    name: 'Next 16, middleware.ts on the edge',
    home: 'next-matrix',
    file: 'middleware.ts',
    runtime: null,
    bundler: 'turbopack',
  },
  {
    name: 'Next 15, middleware.ts on the edge',
    home: 'next-15',
    file: 'middleware.ts',
    runtime: null,
    bundler: 'webpack',
  },
  {
    name: 'Next 15, middleware.ts on Node',
    home: 'next-15',
    file: 'middleware.ts',
    runtime: 'nodejs',
    bundler: 'turbopack',
  },
]

/** The matcher that the documentation recommends. */
export const MATCHER =
  "[{ source: '/', locale: false }, { source: '/((?!_next/static/|_next/image/?$).*)', locale: false }]"

/** Applications that the tests build. */
export const fixtures = new URL('../../fixtures/', import.meta.url)
const sources = new URL('next-matrix/', fixtures)
const adapter = new URL('../../../next/', import.meta.url)
/** Not copied: what Next or another variant made. */
const MADE = ['dist', '.next', 'node_modules', 'next-env.d.ts', 'tsconfig.tsbuildinfo']

/** Copies and builds. Waits for both. Suites share a variant, so nothing is taken from under a server of another one. */
export async function buildVariant(variant: Variant): Promise<Fixture> {
  const { home, file, runtime, bundler } = variant
  const name = file.replace('.ts', runtime === null ? '' : `-${runtime}`)
  const folder = new URL(`${home}/dist/${name}/`, fixtures)
  // Next 16 bundles with Turbopack unasked, and so does 15 with webpack.
  const flags = home === 'next-15' && bundler === 'turbopack' ? ['--turbopack'] : []
  return buildFolder(fileURLToPath(folder), toHome(home), { flags, prepare: () => copyVariant(variant, folder) })
}

async function copyVariant({ file, runtime }: Variant, folder: URL): Promise<void> {
  const mark = new URL('node_modules/copied-from', folder)
  const folders = [sources, new URL('dist', adapter)].map((url) => fileURLToPath(url))
  const files = [new URL('tsconfig.json', sources), new URL('package.json', adapter)]
  const texts = await Promise.all(files.map((url) => readFile(url, 'utf8')))
  const inputs = await hashInputs(folders, [file, toMiddlewareFile(runtime), ...texts])
  if ((await readFile(mark, 'utf8').catch(() => '')) === inputs) return
  // What Next compiled before stays, and makes the next build faster.
  for (const part of ['app', 'pages', 'node_modules']) await rm(new URL(part, folder), { recursive: true, force: true })
  const parts = (await readdir(sources)).filter((part) => !MADE.includes(part))
  for (const part of parts) await copy(new URL(part, sources), new URL(part, folder))
  await installAdapter(folder)
  await writeFile(new URL(file, folder), toMiddlewareFile(runtime))
  await writeFile(mark, inputs)
}

/** As a package manager would: so that the adapter finds the Next of the application. */
export async function installAdapter(folder: URL): Promise<void> {
  const installed = new URL('node_modules/@postern/next/', folder)
  for (const part of ['package.json', 'dist']) await copy(new URL(part, adapter), new URL(part, installed))
}

export function copy(from: URL, to: URL): Promise<void> {
  return cp(fileURLToPath(from), fileURLToPath(to), { recursive: true })
}

/** Where the packages of a variant are installed. */
export function toHome(home: Variant['home']): URL {
  return home === 'next-15' ? new URL('next-15/package.json', fixtures) : new URL(import.meta.url)
}

export function toMiddlewareFile(runtime: Variant['runtime']): string {
  const extra = runtime === null ? '' : `runtime: '${runtime}', `
  return `import middleware from './policy'\n\nexport default middleware\n\nexport const config = { ${extra}matcher: ${MATCHER} }\n`
}

/** Names the data files of the Pages Router. */
export async function readBuildId(folder: string): Promise<string> {
  return (await readFile(join(folder, '.next/BUILD_ID'), 'utf8')).trim()
}

/** What a client names when it calls a server action. */
export async function readActionIds(folder: string): Promise<readonly string[]> {
  const manifest: unknown = JSON.parse(
    await readFile(join(folder, '.next/server/server-reference-manifest.json'), 'utf8'),
  )
  const actions = typeof manifest === 'object' && manifest !== null && 'node' in manifest ? manifest.node : null
  return Object.keys(actions ?? {})
}
