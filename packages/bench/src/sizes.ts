/** Bench. What an application has to ship: bundled by the bundler of the size gate, frameworks left out, compressed by brotli. */
import { createRequire, findPackageJSON } from 'node:module'
import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { brotliCompressSync } from 'node:zlib'

interface Bundler {
  build(options: object): Promise<{ readonly output: readonly { readonly code?: string }[] }>
}

const EXTERNAL =
  /^(?:node:.*|(?:hono|next|react|react-dom|server-only|client-only)(?:\/.*)?|crypto|fs|path|async_hooks)$/
const ENTRY = join(import.meta.dirname, 'bundle-entry.js')

/** Bundles, and their sizes in KiB. */
export async function measureSizes(): Promise<readonly (readonly [name: string, kib: number])[]> {
  const bundler = findBundler()
  const entries = [
    ['@clerk/backend', `export { createClerkClient } from '@clerk/backend'`],
    ['@postern/core, all of it', `export * from '@postern/core'`],
    ['@postern/core, createAuth', `export { createAuth } from '@postern/core'`],
    ['@clerk/hono', `export { clerkMiddleware, getAuth } from '@clerk/hono'`],
    ['@postern/hono', `export { clerkMiddleware, getAuth, createRouteMatcher, protect } from '@postern/hono'`],
    ['@clerk/nextjs middleware', `export { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server'`],
    ['@postern/next middleware', `export { clerkMiddleware, createRouteMatcher } from '@postern/next'`],
  ] as const
  const sizes: (readonly [string, number])[] = []
  for (const [name, contents] of entries) {
    const { output } = await bundler.build({
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
    const code = output.map((chunk) => chunk.code ?? '').join('')
    sizes.push([name, brotliCompressSync(code).length / 1024])
  }
  return sizes
}

/** The one that `size-limit` brings; the bench has none of its own. */
function findBundler(): Bundler {
  const root = new URL('../../../package.json', import.meta.url)
  const preset = findPackageJSON('@size-limit/preset-small-lib', root) ?? ''
  const plugin = findPackageJSON('@size-limit/rolldown', pathToFileURL(realpathSync(preset))) ?? ''
  return createRequire(plugin)('rolldown') as Bundler
}
