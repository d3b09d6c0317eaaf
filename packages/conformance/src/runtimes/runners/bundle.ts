/** A module of the suite and all that it imports → one script. By the bundler of wrangler, so that every bundle is made by the same one. Waits. */
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)

/** The part of the bundler that is used here. */
interface Bundler {
  build(
    options: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly outputFiles: readonly { readonly text: string }[] }>
}

/** @param name Of a file in `app/`. @param options Of the bundler: format, conditions. */
export async function bundle(name: string, options: Readonly<Record<string, unknown>>): Promise<string> {
  const bundler = createRequire(require.resolve('wrangler'))('esbuild') as Bundler
  const { outputFiles } = await bundler.build({
    entryPoints: [fileURLToPath(new URL(`../app/${name}`, import.meta.url))],
    bundle: true,
    write: false,
    target: 'es2022',
    ...options,
  })
  return outputFiles[0]?.text ?? ''
}
