/** Bench. One file out of an entry and all it needs, as an application ships it: bundled by the bundler of the size gate, minified. */
import { createRequire, findPackageJSON } from 'node:module'
import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

interface Bundler {
  build(options: object): Promise<{ readonly output: readonly { readonly code?: string }[] }>
}

/** Left out: frameworks, which the application has anyway, and what the platform brings. */
const EXTERNAL =
  /^(?:node:.*|(?:hono|next|react|react-dom|server-only|client-only)(?:\/.*)?|crypto|fs|path|async_hooks)$/
/** What relative imports of an entry start from. */
const ENTRY = join(import.meta.dirname, 'bundle-entry.js')

/** @param contents Source text of the entry, an ES module. @returns Source text of the bundle, an ES module. */
export async function bundle(contents: string): Promise<string> {
  const { output } = await findBundler().build({
    input: ENTRY,
    plugins: [
      {
        name: 'entry',
        resolveId: (id: string) => (id === ENTRY ? id : null),
        load: (id: string) => (id === ENTRY ? contents : null),
      },
    ],
    write: false,
    platform: 'browser',
    external: EXTERNAL,
    logLevel: 'silent',
    resolve: { conditionNames: ['import', 'module', 'worker', 'edge-light', 'browser', 'default'] },
    output: { format: 'esm', minify: true, codeSplitting: false },
  })
  return output.map((chunk) => chunk.code ?? '').join('')
}

/** The one that `size-limit` brings; the bench has none of its own. */
function findBundler(): Bundler {
  const root = new URL('../../../package.json', import.meta.url)
  const preset = findPackageJSON('@size-limit/preset-small-lib', root) ?? ''
  const plugin = findPackageJSON('@size-limit/rolldown', pathToFileURL(realpathSync(preset))) ?? ''
  return createRequire(plugin)('rolldown') as Bundler
}
