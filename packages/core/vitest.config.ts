import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

const include = ['src/**/*.test.ts', 'test/**/*.test.ts']
/** Tests that read the source tree: they need a file system, so they run on Node only. */
const nodeOnly = ['test/node/**/*.test.ts']

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
      { extends: true, test: { name: 'edge', environment: 'edge-runtime', include, exclude: nodeOnly } },
      {
        extends: true,
        plugins: [cloudflareTest({ miniflare: { compatibilityDate: '2026-11-01' } })],
        test: { name: 'workerd', include, exclude: nodeOnly },
      },
    ],
  },
})
