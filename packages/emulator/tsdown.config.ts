import { readFile, writeFile } from 'node:fs/promises'
import { defineConfig, type UserConfig } from 'tsdown'
import { toSeedSchema } from './src/state/to-seed-schema.ts'

const shared = {
  entry: ['src/index.ts', 'src/cli.ts', 'src/database.ts', 'src/scripts.ts', 'src/vitest.ts', 'src/playwright.ts'],
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  fixedExtension: false,
  deps: { neverBundle: [/^node:/] },
} satisfies UserConfig

/** For editors: a seed file names it in `$schema`. */
async function writeSeedSchema(): Promise<void> {
  const source = await readFile(new URL('src/state/seed.ts', import.meta.url), 'utf8')
  const schema = JSON.stringify(toSeedSchema(source), null, 2)
  await writeFile(new URL('dist/seed.schema.json', import.meta.url), `${schema}\n`)
}

// Maps of the code hold their sources. Those of declarations would name files that are not packed, so there are none.
export default defineConfig([
  { ...shared, dts: false, sourcemap: true },
  {
    ...shared,
    dts: { emitDtsOnly: true, sourcemap: false },
    sourcemap: false,
    clean: false,
    onSuccess: writeSeedSchema,
  },
])
