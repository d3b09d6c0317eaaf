import { defineConfig, type UserConfig } from 'tsdown'

const shared = {
  entry: ['src/index.ts'],
  format: 'esm',
  platform: 'node',
  target: 'es2022',
  fixedExtension: false,
} satisfies UserConfig

// Maps of the code hold their sources. Those of declarations would name files that are not packed, so there are none.
export default defineConfig([
  { ...shared, dts: false, sourcemap: true },
  { ...shared, dts: { emitDtsOnly: true, sourcemap: false }, sourcemap: false, clean: false },
])
