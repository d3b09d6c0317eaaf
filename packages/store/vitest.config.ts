import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

const unit = 'src/**/*.test.ts'

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'node', environment: 'node', include: [unit, 'test/node/**/*.test.ts'] } },
      {
        extends: true,
        plugins: [
          cloudflareTest({
            main: './test/workerd/worker.ts',
            miniflare: {
              compatibilityDate: '2026-11-01',
              kvNamespaces: ['KV'],
              durableObjects: { STORE: { className: 'PosternStore', useSQLite: true } },
            },
          }),
        ],
        test: { name: 'workerd', include: [unit, 'test/workerd/**/*.test.ts'] },
      },
    ],
  },
})
