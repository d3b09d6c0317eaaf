import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig, type Plugin } from 'vitest/config'

const include = ['src/**/*.test.ts', 'test/**/*.test.ts']
/** Tests that read the source tree: they need a file system, so they run on Node only. */
const nodeOnly = ['test/node/**/*.test.ts']
/** Suites of decisions. What is remembered must change none of them, so they run a second time with nothing remembered. */
const decisions = ['src/{decision,entry,guard,handshake,protection,session,walk}/**/*.test.ts', 'test/*.test.ts']
const REMEMBERED =
  /(DEFAULT_TOKEN_CACHE_MAX_ENTRIES|DEFAULT_MACHINE_TOKEN_CACHE_MS|MACHINE_TOKEN_NEGATIVE_CACHE_MS) = [\d_]+/g
const forget: Plugin = {
  name: 'forget',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('/src/wire/limits.ts')) return null
    if (code.match(REMEMBERED)?.length !== 3) this.error('A limit of what is remembered has another name by now.')
    return code.replace(REMEMBERED, '$1 = 0')
  },
}

export default defineConfig({
  test: {
    testTimeout: 60_000,
    // Modules that are evaluated anew for each test file cost more than the tests do. Nothing leaks between files: what core keeps hangs on a
    // port that a test makes, and what a test changes of a global is put back.
    isolate: false,
    unstubGlobals: true,
    restoreMocks: true,
    pool: 'threads',
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'node', environment: 'node', include } },
      { extends: true, plugins: [forget], test: { name: 'forgetful', environment: 'node', include: decisions } },
      { extends: true, test: { name: 'edge', environment: 'edge-runtime', include, exclude: nodeOnly } },
      {
        extends: true,
        plugins: [cloudflareTest({ miniflare: { compatibilityDate: '2026-11-01' } })],
        test: { name: 'workerd', include, exclude: nodeOnly },
      },
    ],
  },
})
