/**
 * Sizes. Source text of a sample → what an application would ship of it: one file without the frameworks, by the bundler of wrangler. Waits.
 */
import { createRequire } from 'node:module'
import { brotliCompressSync } from 'node:zlib'

const require = createRequire(import.meta.url)

/** The part of the bundler that is used here. */
interface Bundler {
  build(options: Readonly<Record<string, unknown>>): Promise<{
    readonly outputFiles: readonly { readonly contents: Uint8Array }[]
    readonly metafile: { readonly outputs: Readonly<Record<string, Output>> }
  }>
}

interface Output {
  /** By file name; what was left out of a file counts nothing. */
  readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>
}

export interface BundledSample {
  /** Compressed by brotli, in KiB. */
  readonly kib: number
  /** Files of which something is left, as the bundler names them. */
  readonly files: readonly string[]
}

/** Frameworks, which the application has anyway, and what the platform brings. */
const EXTERNAL = ['node:*', 'hono', 'hono/*', 'next', 'next/*', 'react', 'react-dom', 'server-only', 'client-only']

/** Built for production, as every bundler does that knows `NODE_ENV`. */
export async function bundleSample(contents: string): Promise<BundledSample> {
  const bundler = createRequire(require.resolve('wrangler'))('esbuild') as Bundler
  const { outputFiles, metafile } = await bundler.build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['worker', 'edge-light', 'browser'],
    external: EXTERNAL,
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    logLevel: 'silent',
  })
  const bundled = outputFiles[0]?.contents ?? new Uint8Array()
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs))
  return {
    kib: brotliCompressSync(bundled).length / 1024,
    files: inputs.flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  }
}
