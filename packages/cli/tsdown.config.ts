import { readFile, writeFile } from 'node:fs/promises'
import { defineConfig } from 'tsdown'
import { toPackedPage } from '../workspace/src/to-packed-page.ts'

/** `postern migrate` names rows of this page: it is packed, so that whoever reads one can open it without a network. */
async function writeMigrationPage(): Promise<void> {
  const page = await readFile(new URL('../../apps/docs/migrate-from-clerk.md', import.meta.url), 'utf8')
  await writeFile(new URL('dist/migrate-from-clerk.md', import.meta.url), toPackedPage(page))
}

// Nobody imports the command, so there are no declarations.
export default defineConfig({
  // The second one is a thread's own file.
  entry: { cli: 'src/cli.ts', 'policy-worker': 'src/explain/policy/policy-worker.ts' },
  format: 'esm',
  platform: 'node',
  target: 'es2022',
  fixedExtension: false,
  dts: false,
  sourcemap: true,
  onSuccess: writeMigrationPage,
})
