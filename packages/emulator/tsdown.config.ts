import { defineConfig, type UserConfig } from 'tsdown'

const shared = {
  entry: ['src/index.ts', 'src/cli.ts', 'src/database.ts', 'src/scripts.ts', 'src/vitest.ts', 'src/playwright.ts'],
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  fixedExtension: false,
  deps: { neverBundle: [/^node:/] },
} satisfies UserConfig

// Maps of the code hold their sources. Those of declarations would name files that are not packed, so there are none.
export default defineConfig([
  { ...shared, dts: false, sourcemap: true },
  { ...shared, dts: { emitDtsOnly: true, sourcemap: false }, sourcemap: false, clean: false },
])
