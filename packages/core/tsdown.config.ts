import { readFile, writeFile } from 'node:fs/promises'
import { defineConfig, type UserConfig } from 'tsdown'
import { toPackedPage } from '../workspace/src/to-packed-page.ts'

const shared = {
  entry: [
    'src/entry/index.ts',
    'src/entry/wire.ts',
    'src/entry/handover.ts',
    'src/entry/csp.ts',
    'src/entry/frontend-api-proxy.ts',
    'src/entry/backend-client.ts',
    'src/entry/urlpattern.ts',
  ],
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  fixedExtension: false,
} satisfies UserConfig

/**
 * What entries share stands in one file, not in one for each set of entries that share it: Node needs half a millisecond to find, read and
 * link a file.
 *
 * The code is not minified. That gains two milliseconds of a start, but bundles become no smaller, and whoever has a stack trace, or wants to
 * know what checks their tokens, reads these files.
 */
const files = {
  outputOptions: { codeSplitting: { groups: [{ name: 'shared', minShareCount: 2, minSize: 0 }] } },
} satisfies UserConfig

/** Messages name this page: it is packed, so that whoever reads one can open it without a network. */
async function writeErrorsPage(): Promise<void> {
  const page = await readFile(new URL('../../apps/docs/errors.md', import.meta.url), 'utf8')
  await writeFile(new URL('errors.md', import.meta.url), toPackedPage(page))
}

// Maps of the code hold their sources. Those of declarations would name files that are not packed, so there are none.
export default defineConfig([
  { ...shared, dts: false, sourcemap: true, ...files },
  {
    ...shared,
    dts: { emitDtsOnly: true, sourcemap: false },
    sourcemap: false,
    clean: false,
    onSuccess: writeErrorsPage,
  },
])
