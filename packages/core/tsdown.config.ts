import { defineConfig, type UserConfig } from 'tsdown'

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

// Maps of the code hold their sources. Those of declarations would name files that are not packed, so there are none.
export default defineConfig([
  { ...shared, dts: false, sourcemap: true, ...files },
  { ...shared, dts: { emitDtsOnly: true, sourcemap: false }, sourcemap: false, clean: false },
])
