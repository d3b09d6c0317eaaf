import { defineConfig } from 'vitest/config'

const include = ['src/**/*.test.ts', 'test/**/*.test.ts']

export default defineConfig({
  test: {
    testTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'node', environment: 'node', include } },
      // The middleware runs in the edge VM on Next 15 and wherever it is still called middleware.ts.
      {
        extends: true,
        test: { name: 'edge', environment: 'edge-runtime', include: ['src/middleware/create-middleware.test.ts'] },
      },
    ],
  },
})
